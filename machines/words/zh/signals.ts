/** What the signals mean, and the rules of graceful termination. */
export const signals = {
  'The process receives its first SIGTERM or SIGINT.': '进程第一次收到 SIGTERM 或 SIGINT。',
  'From now on /readyz fails, and the shutdown delay begins.': '从此 /readyz 失败，停止延迟开始计时。',
  '--shutdown-delay-duration has passed since ShutdownInitiated.':
    'ShutdownInitiated 之后已过 --shutdown-delay-duration。',
  'One of the two inputs of NotAcceptingNewRequest.': 'NotAcceptingNewRequest 的两个输入之一。',
  'All pre-shutdown hooks have returned, whether they failed or not.':
    '所有停止前钩子 (pre-shutdown hook) 都已返回，不论成败。',
  'The other input of NotAcceptingNewRequest.': 'NotAcceptingNewRequest 的另一个输入。',
  'Both AfterShutdownDelayDuration and PreShutdownHooksStopped have fired.':
    'AfterShutdownDelayDuration 和 PreShutdownHooksStopped 都已触发。',
  'The drain begins; without retry-after the HTTP server stops, with it new requests get 429.':
    '排空开始；未开启 retry-after 时 HTTP server 停止，开启时新请求得到 429。',
  'The last request that is not long-running has ended, and the watches have drained if they have a grace period.':
    '最后一个非长时运行的请求已结束；watch 若有宽限期，也已排空。',
  'The audit backend shuts down; with retry-after the HTTP server stops.':
    '审计后端关闭；开启 retry-after 时 HTTP server 停止。',
  'The listening socket is closed.': '监听 socket 已关闭。',
  'Run may return once the HTTP server has let go of its connections.':
    'HTTP server 放开所有连接后，Run 就可以返回。',
  '/readyz succeeds for the first time.': '/readyz 第一次成功。',
  'Nothing waits for it in this model.': '在这个模型里没有谁等它。',
  'Every server of the chain has registered all its HTTP paths.':
    '链上每个 server 都已注册完自己的 HTTP 路径。',
  'The not-found handler: an unknown path gets 404 from now on, before it 503.':
    'not-found 处理器：未知路径从此得到 404，此前是 503。',

  'The signals fire in the order of their lineage': '信号按其版本谱系的顺序触发',
  'A signal fires once, and only after all signals that it waits for. With --shutdown-send-retry-after HTTPServerStoppedListening waits for InFlightRequestsDrained, without it only for NotAcceptingNewRequest.':
    '每个信号只触发一次，并且在它等待的所有信号之后。开启 --shutdown-send-retry-after 时，HTTPServerStoppedListening 等 InFlightRequestsDrained；否则只等 NotAcceptingNewRequest。',
  '/readyz fails from ShutdownInitiated on': '从 ShutdownInitiated 起 /readyz 失败',
  'Load balancers learn from /readyz that the server is about to go: it must fail at once, long before the door shuts, and never recover.':
    '负载均衡器靠 /readyz 得知服务器要走了：它必须立即失败，远早于关门，并且不再恢复。',
  '/livez does not fail because of the shutdown': '/livez 不因停止而失败',
  'A failing /livez makes the kubelet restart the container, which would cut the shutdown short. Post-start hooks that have not finished may fail it, the shutdown may not.':
    '/livez 失败会让 kubelet 重启容器，打断停止过程。没完成的启动后钩子可以让它失败，停止不可以。',
  'No request is admitted that the drain would have to wait for': '不再接收排空要等的请求',
  "Once the drain waits, the wait group takes nobody: a request that it counts must be turned away, or the drain could go on for ever. Exempt requests (health, metrics, the server's own loopback client) and long-running ones may still be admitted; they are not counted.":
    '排空开始后 wait group 不再接收：会被计入的请求必须拒绝，否则排空可能没完没了。豁免的请求（健康检查、metrics、服务器自己的 loopback 客户端）和长时运行的请求仍可接收，它们不计入。',
  'No admitted request is dropped before InFlightRequestsDrained':
    'InFlightRequestsDrained 之前，已接收的请求都不被中断',
  'What the server has admitted it answers: graceful termination exists for this. A request counts as dropped when its client did not get the response, also when the client gave up by itself. Watches that are cut off are counted apart.':
    '服务器接收了就要响应：优雅终止正是为此。客户端没拿到响应就算被中断，客户端自己放弃也算。被切断的 watch 另计。',
  "The hooks' own API calls succeed": '钩子自己的 API 调用都成功',
  'Pre-shutdown hooks may use the API that is about to stop, for example to give up a lease: until they have returned it must serve them.':
    '停止前钩子可以使用即将停止的 API，比如释放 lease：它们返回之前，API 必须为它们服务。',
  'The audit log loses nothing': '审计日志没有丢失',
  'An audit event that comes after the audit backend has stopped is lost, and with it the trace of a request that was served.':
    '审计后端停止之后的审计事件会丢失，处理过的请求也就没有了记录。',
  "The listener outlives the load balancer's last healthy verdict":
    '监听器关闭时，负载均衡器已不再认为它健康',
  'As long as a load balancer believes that the server is healthy it sends it new connections: while the listener is closed they are refused. Only probes of /readyz count; /livez is no verdict about traffic.':
    '只要负载均衡器认为服务器健康，就会送来新连接：监听器关着，它们就被拒绝。只看 /readyz 的探测；/livez 不决定流量。',
  "The process ends before the pod's grace period does": '进程在 pod 的宽限期之内结束',
  'When terminationGracePeriodSeconds is over, counted from the first SIGTERM or SIGINT, the kubelet sends SIGKILL and everything that is left is lost.':
    '从第一个 SIGTERM 或 SIGINT 算起，terminationGracePeriodSeconds 一到，kubelet 就发 SIGKILL，剩下的全部丢失。',

  'no probes': '0 次探测',
  'one probe': '1 次探测',
  '{n} probes': '{n} 次探测',
  'no requests': '0 个请求',
  'one request': '1 个请求',
  '{n} requests': '{n} 个请求',
  'no admitted requests': '0 个已接收的请求',
  'one admitted request': '1 个已接收的请求',
  '{n} admitted requests': '{n} 个已接收的请求',
  'no calls': '0 次调用',
  'one call': '1 次调用',
  '{n} calls': '{n} 次调用',
  'no audit events': '0 条审计事件',
  'one audit event': '1 条审计事件',
  '{n} audit events': '{n} 条审计事件',
  'no signals': '0 个信号',
  'one signal': '1 个信号',
  '{n} signals': '{n} 个信号',
  '{shown} and {n} more': '{shown} 等，另有 {n} 个',
  'the recording has no signals': '录制里没有信号',
  'the recording names no lineage whose order is known': '录制没有说明版本谱系，不知道应有的顺序',
  '{name} fired twice': '{name} 触发了两次',
  '{name} fired before {others}': '{name} 先于 {others} 触发',
  '{signals}, each after those that it waits for': '{signals}，每个都在它等待的信号之后',
  'the recording has no requests': '录制里没有请求',
  'the drain has not begun': '排空还没有开始',
  'admitted while the drain waited: {requests}': '排空期间被接收：{requests}',
  'admitted while the drain waited, with a path that is not recorded: {requests}':
    '排空期间被接收，但没有记录路径：{requests}',
  'none was admitted while the drain waited': '排空期间没有接收请求',
  '{requests} dropped: {names}': '{requests}被中断：{names}',
  'some requests failed that are recorded only as a number': '有些失败的请求只记录了数量',
  'no admitted request was dropped': '没有已接收的请求被中断',
  'the recording has no requests of hooks': '录制里没有钩子的请求',
  'no hook made a call': '没有钩子发起调用',
  'no answer': '没有响应',
  '{calls} failed: {names}': '{calls}失败：{names}',
  'the recording ends before the answer to a call': '录制结束时还有调用没得到响应',
  '{calls} answered': '{calls}得到响应',
  '{events} lost: {names}': '丢失{events}：{names}',
  'the recording has no audit events': '录制里没有审计事件',
  '{events} logged, none lost': '已记录{events}，没有丢失',
  'the recording has no listener': '录制里没有监听器',
  'the listener is still open': '监听器还开着',
  'nobody probes /readyz': '没有谁探测 /readyz',
  'the listener closed after the last healthy verdict had ended': '监听器关闭时，健康的判断已不再有效',
  'the listener was closed while {probes} still said healthy': '监听器已关闭，{probes} 仍认为健康',
  'the listener was closed while {probes} still said healthy for {time}':
    '监听器关闭后，{probes} 仍有 {time} 认为健康',
  '{first}, and {requests} refused': '{first}，{requests}被拒绝连接',
  'no grace period is known': '不知道宽限期',
  'nobody asked the process to stop': '没有人要求进程停止',
  'it still ran {time} after {signal}; the grace period is {grace} s':
    '{signal} 之后 {time} 它还在运行；宽限期是 {grace} s',
  'it ended {time} after {signal}; the grace period is {grace} s':
    '它在 {signal} 之后 {time} 结束；宽限期是 {grace} s',
  'the process has not ended': '进程还没有结束',
  'the shutdown has not been initiated': '停止还没有开始',
  'ShutdownInitiated has only just fired': 'ShutdownInitiated 刚刚触发',
  '{probes} of /readyz got 200 after ShutdownInitiated': 'ShutdownInitiated 之后，/readyz 的{probes}得到 200',
  'the recording says nothing about /readyz': '录制里没有关于 /readyz 的内容',
  '{probes} of /readyz after ShutdownInitiated, none got 200':
    'ShutdownInitiated 之后 /readyz 有{probes}，都没有得到 200',
  '/readyz recovered after ShutdownInitiated': 'ShutdownInitiated 之后 /readyz 又恢复了',
  '/readyz failed from ShutdownInitiated on, and before it already':
    '从 ShutdownInitiated 起 /readyz 失败，此前也在失败',
  '/readyz never failed': '/readyz 一直没有失败',
  '/readyz failed only {time} after ShutdownInitiated': '/readyz 在 ShutdownInitiated 之后 {time} 才失败',
  '/readyz failed from ShutdownInitiated on': '从 ShutdownInitiated 起 /readyz 一直失败',
  'the recording says nothing about /livez': '录制里没有关于 /livez 的内容',
  '/livez failed after ShutdownInitiated: {checks}': 'ShutdownInitiated 之后 /livez 失败：{checks}',
  'no check named': '没有说明检查项',
  '{probes} of /livez did not get 200 after ShutdownInitiated':
    'ShutdownInitiated 之后，/livez 的{probes}没有得到 200',
  '/livez did not fail because of the shutdown': '/livez 没有因停止而失败',
} as const;
