/** What the lifecycles before 1.25 say of their states, and what the lineage says of its steps. */
export const lifecycles = {
  // lifecycles before 1.25
  'Post-start hooks run; /healthz fails until they have returned, other requests are served.':
    '启动后钩子在运行；它们返回之前 /healthz 失败，其他请求照常处理。',
  'The goroutine of Run: starts the server, then waits for a stop channel that never closes.':
    'Run 的 goroutine：启动服务器，然后等待一个永远不会关闭的 stop channel。',
  'Run was given wait.NeverStop: it never returns.': '传给 Run 的是 wait.NeverStop：它永远不会返回。',
  'The audit log: nobody ever stops it, and the end of the process takes what it holds.':
    '审计日志：从来没有人停止它，进程终止时它手里的事件随之丢失。',
  'The HTTP server: Serve is called in a loop, and nobody ever calls Server.Shutdown.':
    'HTTP 服务器：在循环里调用 Serve，从来没有人调用 Server.Shutdown。',
  'The HTTP server serves its connections, until the process is gone.':
    'HTTP 服务器一直为它的连接服务，直到进程消失。',
  'The goroutine of Run: starts the server, runs the hooks, waits for the requests.':
    'Run 的 goroutine：启动服务器，运行钩子，等待请求。',
  "The stop is requested: the pre-shutdown hooks start, the audit backend's shutdown among them.":
    '收到停止请求：停止前钩子开始运行，审计后端的关闭也是其中之一。',
  'Pre-shutdown hooks run one after the other; the listener is closed already, and what they ask of this API fails.':
    '停止前钩子逐个运行；监听器已经关闭，它们对本 API 的调用会失败。',
  'A hook panicked: the process dies.': '一个钩子 panic：进程崩溃。',
  'Run waits for the requests in flight, and for nothing after them.':
    'Run 等待处理中的请求，之后什么也不再等。',
  'The last request has ended: Run returns nil, and nobody waits for its response to be written.':
    '最后一个请求已结束：Run 返回 nil，没有人等它的响应写完。',
  'The wait group of the requests in flight that are not long-running: whoever waits for it closes it to new ones.':
    '处理中的非长时请求的 wait group：谁开始等它，它就不再接收新请求。',
  'The goroutine of the audit backend waits for it at once: it takes nobody any more.':
    '审计后端的 goroutine 立刻开始等它：它不再接收任何请求。',
  'The audit backend, and the goroutine that closes its stop channel: one of the pre-shutdown hooks shuts it down.':
    '审计后端，以及关闭其 stop channel 的 goroutine：由停止前钩子之一来关闭它。',
  'Shutdown of a batching backend waits until its stop channel is closed.':
    '批量后端的 Shutdown 会一直等到它的 stop channel 关闭。',
  'A log that is written at once has nothing to do in Shutdown, which returns.':
    '立即写入的日志在 Shutdown 里无事可做，直接返回。',
  'The last request has ended: its stop channel closes, what comes later is lost.':
    '最后一个请求已结束：它的 stop channel 关闭，之后的事件会丢失。',
  'Shutdown has been called; requests that end after it still leave their events.':
    'Shutdown 已被调用；之后结束的请求仍会留下事件。',
  'Shutdown has been called and waits; events are still taken.':
    'Shutdown 已被调用，正在等待；事件仍被接收。',
  'Its stop channel is closed; its hook has not called Shutdown yet.':
    '它的 stop channel 已关闭；它的钩子还没有调用 Shutdown。',
  'The stop is requested: the HTTP server stops at once, and load balancers do not know.':
    '收到停止请求：HTTP 服务器立刻停止，而负载均衡器并不知道。',
  'The listener is not open yet: it will be closed as soon as it is.': '监听器还没打开：一打开就会被关闭。',
  'The HTTP server has been told to stop before it began to listen.': 'HTTP 服务器还没开始监听就被要求停止。',
  'The listener is open, and is closed at once.': '监听器刚打开就被关闭。',
  'Run waits for it, or the goroutine of the audit backend does after Server.Shutdown: it takes nobody any more.':
    'Run 开始等它，或者审计后端的 goroutine 在 Server.Shutdown 之后等它：它不再接收任何请求。',
  'Server.Shutdown has returned and the last request has ended: its stop channel closes, what comes later is lost.':
    'Server.Shutdown 已返回，最后一个请求也已结束：它的 stop channel 关闭，之后的事件会丢失。',
  'The goroutine that sleeps for the shutdown delay, and says nothing to anybody meanwhile.':
    '按停止延迟休眠的 goroutine，其间不通知任何人。',
  'The delay begins; /readyz still succeeds, so that nobody learns of the shutdown.':
    '停止延迟开始；/readyz 仍然成功，没有人知道要停止了。',
  '/readyz still succeeds: load balancers go on sending, and the delay helps nobody.':
    '/readyz 仍然成功：负载均衡器继续发送，这段延迟谁也帮不到。',
  'The goroutine of Run: starts the server, runs the hooks, waits for the delay, then for the requests.':
    'Run 的 goroutine：启动服务器，运行钩子，等待停止延迟，再等待请求。',
  'Pre-shutdown hooks run one after the other; when the delay is over before them, what they ask of this API fails.':
    '停止前钩子逐个运行；如果停止延迟先结束，它们对本 API 的调用会失败。',
  'The hooks are done. Run waits for the end of the delay.': '钩子已完成。Run 等待停止延迟结束。',
  'The delay is over, and the HTTP server has been told to stop.': '停止延迟结束，HTTP 服务器已被要求停止。',
  'The delay is over: the HTTP server stops, though hooks may still call this API.':
    '停止延迟结束：HTTP 服务器停止，尽管钩子可能还要调用本 API。',
  'The goroutine that turns /readyz red and sleeps for the shutdown delay.':
    '让 /readyz 变红，然后按停止延迟休眠的 goroutine。',
  'The goroutine of Run: starts the server, runs the hooks, waits for the delay, for Server.Shutdown, then for the requests.':
    'Run 的 goroutine：启动服务器，运行钩子，等待停止延迟，等待 Server.Shutdown，最后等待请求。',
  'Server.Shutdown is over; only now Run asks whether requests are in flight.':
    'Server.Shutdown 结束；Run 到这时才去看是否还有处理中的请求。',
  'Server.Shutdown has returned: only now the wait group is waited for, and takes nobody.':
    'Server.Shutdown 已返回：到这时才有人等 wait group，它不再接收任何请求。',
  'The goroutine of Run: starts the server, runs the hooks, waits for the requests, then for Server.Shutdown.':
    'Run 的 goroutine：启动服务器，运行钩子，等待请求，再等待 Server.Shutdown。',
  'The requests have drained.': '请求已排空。',
  'The goroutine that waits for all requests in flight that are not long-running, and fires InFlightRequestsDrained.':
    '等待所有处理中的非长时请求，然后触发 InFlightRequestsDrained 的 goroutine。',
  'The goroutine that tells the HTTP server to stop: first its time must have come, then the hooks must be done.':
    '要求 HTTP 服务器停止的 goroutine：先要时间到，再要钩子完成。',
  'The HTTP server is not to stop yet.': 'HTTP 服务器还不该停止。',
  'The delay is over: without retry-after it is time to stop the HTTP server.':
    '停止延迟结束：没有 retry-after 时，该停止 HTTP 服务器了。',
  'The requests have drained: with retry-after it is time to stop the HTTP server.':
    '请求已排空：有 retry-after 时，该停止 HTTP 服务器了。',
  'Hooks that still run keep the listener open, but what they ask of this API is rejected already.':
    '还在运行的钩子让监听器保持打开，但它们对本 API 的调用已经被拒绝。',
  'The hooks are done too: the HTTP server is told to stop.': '钩子也完成了：要求 HTTP 服务器停止。',
  'The HTTP server has been told to stop.': 'HTTP 服务器已被要求停止。',
  'Its time has come and the hooks are done.': '时间已到，钩子也已完成。',
  'The process of an API server that handles no signals: the first one ends it.':
    '不处理任何信号的 API server 进程：第一个信号就会终止它。',
  'The process runs, and nobody in it has asked to be told of signals.':
    '进程在运行，其中没有谁注册过信号处理。',
  "SIGINT: Go's runtime ends the process at once, everything in flight is lost.":
    'SIGINT：Go 运行时立刻终止进程，处理中的一切都丢失。',
  "SIGTERM: Go's runtime ends the process at once, everything in flight is lost.":
    'SIGTERM：Go 运行时立刻终止进程，处理中的一切都丢失。',
  // the steps of the lineage
  'Run waits for a stop channel that never closes, and nobody handles SIGTERM: it kills the process.':
    'Run 等待一个永远不会关闭的 stop channel，没有人处理 SIGTERM：它直接杀死进程。',
  'Nothing is graceful: everything in flight is lost, and the audit events with it.':
    '毫无优雅可言：处理中的一切都丢失，审计事件也一并丢失。',
  'The listener closes at once; pre-shutdown hooks run, then Run waits for the requests in flight and returns.':
    '监听器立刻关闭；停止前钩子运行，然后 Run 等待处理中的请求并返回。',
  'Load balancers still send while the listener is closed already, and nobody waits for Server.Shutdown: what is still being written is cut off.':
    '监听器已关闭而负载均衡器还在发送；也没有人等 Server.Shutdown：还没写完的响应被截断。',
  'As before, but the audit backend is kept until Server.Shutdown has returned and the requests have ended; Run itself does not wait for Server.Shutdown.':
    '与之前相同，但审计后端会保留到 Server.Shutdown 返回且请求结束；Run 自己不等 Server.Shutdown。',
  'Load balancers still send while the listener is closed already: there is no delay.':
    '监听器已关闭而负载均衡器还在发送：没有停止延迟。',
  'The server keeps serving for --shutdown-delay-duration; then /readyz fails and the listener closes in the same moment; Run waits for hooks, delay and requests.':
    '服务器在 --shutdown-delay-duration 期间继续服务；之后 /readyz 失败，监听器同时关闭；Run 等待钩子、停止延迟和请求。',
  '/readyz turns red only when the delay is over: load balancers do not learn of the shutdown in time, and the delay helps nobody.':
    '/readyz 到停止延迟结束时才变红：负载均衡器来不及得知要停止，这段延迟谁也帮不到。',
  '/readyz fails at once; after the delay the HTTP server stops; Run waits for hooks, delay, Server.Shutdown, and only then for the requests.':
    '/readyz 立刻失败；停止延迟之后 HTTP 服务器停止；Run 依次等待钩子、停止延迟、Server.Shutdown，最后才等待请求。',
  'The wait group begins to reject only after Server.Shutdown has returned: requests on connections that it does not close are taken until the very end.':
    'wait group 到 Server.Shutdown 返回之后才开始拒绝：它没有关闭的连接上的请求直到最后都会被接收。',
  'The moments have names now; the HTTP server stops and the wait group rejects as soon as the delay is over, whatever the hooks do.':
    '各个时刻从此有了名字；停止延迟一结束，HTTP 服务器就停止、wait group 就开始拒绝，不管钩子在做什么。',
  'The server stops before slow pre-shutdown hooks are done: their own API calls are refused.':
    '慢的停止前钩子还没完成，服务器就停止了：它们自己的 API 调用被拒绝连接。',
  'As before; with --shutdown-send-retry-after the server answers 429 from the end of the delay and closes its listener when the requests have drained.':
    '与之前相同；加上 --shutdown-send-retry-after，服务器从停止延迟结束起返回 429，请求排空时才关闭监听器。',
  'The HTTP server waits for the pre-shutdown hooks too, but rejecting begins when the delay is over.':
    'HTTP 服务器也等待停止前钩子，但停止延迟一结束就开始拒绝请求。',
  "API calls of hooks that outlast the delay get 503 or 429; and a batching audit backend's shutdown is a hook that waits for the server, which waits for the hooks: a deadlock.":
    '比停止延迟更久的钩子，其 API 调用得到 503 或 429；批量审计后端的关闭是一个等待服务器的钩子，而服务器又在等钩子：死锁。',
  '/readyz fails at once; the delay and the pre-shutdown hooks run side by side, and when both are over the server takes nothing new; then it waits for the requests, stops the audit backend and lets go of the connections.':
    '/readyz 立刻失败；停止延迟与停止前钩子并行，两者都结束后服务器不再接收新请求；然后等待请求，停止审计后端，放开连接。',
  'Nobody tells open watches to end: they hold the shutdown for its whole timeout.':
    '没有人通知打开的 watch 结束：它们让停止一直拖到超时。',
  'Watches are drained only with --shutdown-watch-termination-grace-period: with its default of 0 they still hold the shutdown for its whole timeout.':
    '只有设置了 --shutdown-watch-termination-grace-period 才会排空 watch：默认值 0 时它们仍让停止一直拖到超时。',
} as const;
