/** Logs of real servers on the page. */
export const logs = {
  inferred: '推断',
  '{text} · inferred': '{text} · 推断',
  'inferred: no line of the log says so': '推断：日志中没有任何一行这样说',
  'line {line} of the log': '日志第 {line} 行',
  'Which of the {n} servers in {name}?': '{name} 中有 {n} 个服务器，显示哪一个？',
  'asked to stop {time}': '{time} 收到停止请求',
  'nobody asked it to stop': '没有收到停止请求',
  'started {time}, nobody asked it to stop': '{time} 启动，没有收到停止请求',
  '{n} of {all} signals': '{all} 个信号中的 {n} 个',
  'no end in the log': '日志中没有结束',
  'ended {time}': '{time} 结束',
  'lines {first}–{last}': '第 {first}–{last} 行',
  'Choose another': '另选一个',
  '{name} has {n} servers, this is number {id}.': '{name} 中有 {n} 个服务器，这是第 {id} 个。',
  'A recording (.jsonl) or the log of an API server is shown, a scenario (.yaml) is simulated.':
    '录制 (.jsonl) 或 API server 的日志会被显示，场景 (.yaml) 会被模拟。',
  // The narrator.
  'The log of an API server: it serves, and nobody has asked it to stop yet.':
    '一台 API server 的日志：它正在提供服务，还没有收到停止请求。',
  'The log of an API server: it has not begun to serve.': '一台 API server 的日志：它还没有开始提供服务。',
  'Every short request is done: the server waits for its last connections.':
    '短请求都已完成：服务器在等待最后的连接。',
  'Every short request is done: the server may close its door.': '短请求都已完成：服务器可以关门了。',
  'The door is shut, and requests that are inside may finish.': '门已关闭，里面的请求可以做完。',
  'New requests are turned away, and those that are inside may finish.': '新请求被拒绝，里面的请求可以做完。',
  'The delay is over, but a hook may still need this API: the server goes on serving.':
    '延迟已结束，但可能还有钩子需要这个 API：服务器继续提供服务。',
  'The hooks are done; the delay goes on for those who have not noticed.':
    '钩子已完成；延迟继续，留给尚未察觉的客户端。',
  'The shutdown has begun, and the server goes on serving: load balancers have time to notice.':
    '终止已经开始，服务器继续提供服务：负载均衡器有时间察觉。',
  // The server room.
  'Guard unknown': '门卫未知',
  'retry-after: unknown': 'retry-after：未知',
  '{name} cannot be compared: it is no recording and no log.': '无法比较 {name}：它既不是录制也不是日志。',
  // The file of `lastcall replay`.
  'The recording is not there: {reason}.': '录制不在：{reason}。',
  'The program that replays a recording does not answer. Start “lastcall replay” again.':
    '回放录制的程序没有应答。请重新启动 lastcall replay。',
} as const;
