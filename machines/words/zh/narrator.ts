/** The narrator's sentences that are not a machine's. */
export const narrator = {
  Narrator: '旁白',
  '{first} {second}': '{first}{second}',
  '{first}, {second}': '{first}，{second}',
  '{sentence}.': '{sentence}。',
  'Run has returned, and the process has exited in good order.': 'Run 已返回，进程正常退出。',
  'A pre-shutdown hook failed: Run returned its error and waited for nothing else.':
    '一个停止前钩子失败：Run 返回它的错误，别的都没有等。',
  'A pre-shutdown hook panicked, and the process died with it.': '一个停止前钩子 panic，进程随之崩溃。',
  'A post-start hook failed, and the process died with it.': '一个启动后钩子失败，进程随之终止。',
  'A second signal ended the process at once, wherever the shutdown was.':
    '第二个信号让进程立即退出，不管停止进行到哪一步。',
  'SIGKILL: nothing runs any more, and what was open is cut off.':
    'SIGKILL：一切停止运行，还开着的都被切断。',
  'The process has ended.': '进程已结束。',
  'The delay goes on for those who come late.': '延迟继续，留给晚到的请求。',
  'The door is still open, but new requests are turned back with 429.': '门还开着，但新请求会被 429 挡回。',
  'The door is shut, and the load balancer has not noticed: whom it sends is refused.':
    '门已关上，负载均衡器还没发现：它送来的连接都被拒绝。',
  'The door is shut: new connections are refused.': '门已关上：新连接被拒绝。',
  'Requests in flight may finish, but the kubelet kills at T+{seconds} s.':
    '处理中的请求可以做完，但 kubelet 会在 T+{seconds} s 强制结束进程。',
  'A deadlock: {hook} waits for the server to stop, and the server waits for {hook}.':
    '死锁：{hook} 等服务器停下，服务器又在等 {hook}。',
  'Only another signal ends it.': '只有再来一个信号才能结束它。',
  'Only another signal ends it, or the kubelet at T+{seconds} s.':
    '只有再来一个信号，或 kubelet 在 T+{seconds} s，才能结束它。',
  'Every request is done.': '所有请求都已完成。',
  'One watch keeps it waiting: nobody tells it to end.': '还有一个 watch 让它等着：没有人通知 watch 结束。',
  '{n} watches keep it waiting: nobody tells them to end.':
    '还有 {n} 个 watch 让它等着：没有人通知它们结束。',
  'No request was dropped': '没有请求被中断',
  'One request was dropped': '1 个请求被中断',
  '{n} requests were dropped': '{n} 个请求被中断',
  'and only probes were turned away': '被拒绝的只有探针',
  '{n} turned away': '{n} 个被拒绝',
  'one watch cut off': '1 个 watch 被切断',
  '{n} watches cut off': '{n} 个 watch 被切断',
} as const;
