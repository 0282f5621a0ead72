/** What the page shows of the versions before 1.25: their signal maps, what happens there and why, and the guard. */
export const olderMaps = {
  'rejects from here on': '从此拒绝新请求',
  '/readyz stays green': '/readyz 一直为绿',
  'Run does not wait for this': 'Run 不等它',
  'nobody handles SIGTERM': '没有人处理 SIGTERM',
  'nothing is waited for': '什么都不等',
  'it never came to that': '没有走到这一步',
  'waits for': '等待',
  'waits for Server.Shutdown': '等待 Server.Shutdown',
  '{time} · Server.Shutdown has returned': '{time} · Server.Shutdown 已返回',
  '{time} · closes stopCh': '{time} · 关闭 stopCh',
  and: '以及',
  'The last request that is not long-running has ended.': '最后一个非长时间运行的请求已结束。',
  'Run may return; with retry-after the HTTP server stops.':
    'Run 可以返回；开启 retry-after 时 HTTP 服务器此时停止。',
  'Run may return, if hooks and HTTP server are done as well.':
    '如果钩子和 HTTP 服务器也已完成，Run 就可以返回。',
  'New requests are rejected, whatever the hooks do; without retry-after the HTTP server stops.':
    '不管钩子是否完成，新请求都被拒绝；未开启 retry-after 时 HTTP 服务器停止。',
  'New requests are rejected and the HTTP server stops, whatever the hooks do.':
    '不管钩子是否完成，新请求都被拒绝，HTTP 服务器停止。',
  'Run goes on; nobody else waits for the hooks.': 'Run 继续往下走；除它之外没有谁等钩子。',
  'Run may return; with retry-after the HTTP server may stop, if the hooks have returned.':
    'Run 可以返回；开启 retry-after 时，如果钩子已返回，HTTP 服务器可以停止。',
  'New requests are rejected, those of hooks too; without retry-after the HTTP server may stop, if the hooks have returned.':
    '新请求被拒绝，钩子自己发出的请求也不例外；未开启 retry-after 时，如果钩子已返回，HTTP 服务器可以停止。',
  'The HTTP server may stop; the channel that says so has no name.':
    'HTTP 服务器可以停止；传达这件事的 channel 没有名字。',
  '--shutdown-delay-duration has passed since the stop.': '自收到停止信号起已过 --shutdown-delay-duration。',
  '/readyz turns red and the listener closes, both only now.': '直到此时 /readyz 才变红，监听器同时关闭。',
  'With the delay over, Run waits for the requests.': '延迟也结束之后，Run 开始等待请求。',
  'Run waits for the requests, after delay and hooks, or the goroutine of the audit backend does, after Server.Shutdown.':
    'Run 在延迟和钩子之后开始等待请求；或者 audit backend 的 goroutine 在 Server.Shutdown 返回之后开始等待，以先到者为准。',
  'Run waits for the requests, after its hooks, or the goroutine of the audit backend does, after Server.Shutdown.':
    'Run 在钩子之后开始等待请求；或者 audit backend 的 goroutine 在 Server.Shutdown 返回之后开始等待，以先到者为准。',
  'The wait group takes nobody any more: what still arrives is rejected.':
    'wait group 不再接纳任何请求：此后到达的都被拒绝。',
  'Run does not wait for Server.Shutdown: what is still being written when it returns is cut off.':
    'Run 不等 Server.Shutdown：它返回时还没写完的响应会被截断。',
  'Run returns, and the process exits.': 'Run 返回，进程退出。',
  'Load balancers may notice from now on; the shutdown delay begins.':
    '从此负载均衡器可以察觉；停止延迟开始计时。',
  'The HTTP server stops, whatever the hooks do.': '不管钩子是否完成，HTTP 服务器都会停止。',
  'Server.Shutdown lets go of the connections; nothing is rejected before it has returned.':
    'Server.Shutdown 逐步放开连接；在它返回之前，什么都不会被拒绝。',
  'Server.Shutdown has returned: only now somebody waits for the requests.':
    'Server.Shutdown 已返回：直到此时才有人等待请求。',
  'Run returns, if the hooks are done as well.': '如果钩子也已完成，Run 就返回。',
  'Run waits for the requests.': 'Run 开始等待请求。',
  'The goroutine of the audit backend waits for the requests as soon as the stop comes.':
    '停止信号一到，audit backend 的 goroutine 就开始等待请求。',
  'Run waits for the requests that are left.': 'Run 等待剩下的请求。',
  'came at {time}': '发生于 {time}',
  'Comes when': '何时发生',
  'has not come': '尚未发生',
  'it never came to that: the process is gone': '没有走到这一步：进程已不在',
  'What was wrong with {versions}': '{versions} 的缺陷',
  'Mended in {lineage}.': '{lineage} 中已修复。',
  'Moments in the order of their causes': '各时刻，按因果顺序',
  'unnamed moment that has come': '已到来的无名时刻',
  'unnamed moment that is waited for': '正在等待的无名时刻',
  'unnamed moment that has not come': '尚未到来的无名时刻',
  'nobody waits for it': '没有谁等它',
  'unnamed moment': '无名时刻',
  'turns back: Retry-After: 1': '挡回：Retry-After: 1',
  'turns back: shutting down': '挡回：正在关闭',
  'nobody counts requests': '没有人给请求计数',
  'the wait group: {status} later': 'wait group：稍后 {status}',
  'listener waits for the hooks': '监听器等钩子完成',
  Moment: '时刻',
  Moments: '时刻',
} as const;
