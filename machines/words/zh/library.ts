/** What the scenarios of the library show; their names stay. */
export const library = {
  'A server that listens, answers and is alive, but never becomes ready. One post-start hook takes it down again':
    '一台服务器监听着、应答着、活着，却始终没有就绪；一个启动后钩子又把它带了下去',
  'Three servers in one process, each learns its paths in its own time, and a fourth behind them comes and goes':
    '一个进程里的三个服务器，各自在不同的时刻认得自己的路径；它们背后还有第四个，来了又走',
  'One pre-shutdown hook returns an error, and the graceful shutdown is over before it has begun':
    '一个停止前钩子返回错误，优雅终止还没开始就结束了',
  'A shutdown that nobody notices. New requests go elsewhere, the two that are still inside finish':
    '一次没有人察觉的停机：新请求去了别处，还在里面的两个请求正常完成',
  'Four HTTP/1.1 connections meet the same shutdown and get four different farewells':
    '四条 HTTP/1.1 连接遇到同一次停机，得到四种不同的告别',
  "The pod's grace period is shorter than its shutdown takes, and the kubelet keeps its word":
    'Pod 的宽限期比停机所需的时间短，而 kubelet 说到做到',
  "With Kubernetes' default delay of 0s the door shuts before the load balancer has looked":
    '延迟取 Kubernetes 默认的 0s：负载均衡器还没来得及探测，门就关了',
  'How OpenShift ships it. 70s of delay for slow load balancers, then 429s, a drain of watches, and time to spare':
    'OpenShift 的出厂配置：为迟钝的负载均衡器留 70s 延迟，然后返回 429、排空 watch，时间还有富余',
  'The door stays open while requests drain, but a guard turns newcomers back with 429 and Retry-After 5':
    '排空请求时门仍开着，但门卫用 429 和 Retry-After 5 把新来的请求挡回去',
  'Somebody loses patience and sends SIGTERM again. Everything that was still inside is lost':
    '有人失去耐心，又发了一次 SIGTERM：还在里面的请求全部丢失',
  'A pre-shutdown hook outlasts the delay and still needs the API. Does the server wait for it?':
    '一个停止前钩子比延迟更久，而且还要调用 API。服务器会等它吗？',
  'The other end of life. A server answers before it is ready, and does not yet know what it does not know':
    '生命的另一端：服务器在就绪之前就开始应答，还不知道自己不知道什么',
  'One request never finishes. How long can it hold up the end of a whole server?':
    '一个请求永远不结束。它能把整个服务器的退出拖住多久？',
  'Nothing is left to do, and still the server will not go. Five informers hold it for its whole timeout':
    '已经无事可做，服务器却还不走：五个 informer 把它拖满整个超时',
  'Kubernetes 1.6. Nobody handles SIGTERM, and it kills the server with everything that is inside':
    'Kubernetes 1.6：没有人处理 SIGTERM，它连同里面的一切一起杀死服务器',
  'Kubernetes 1.10. The door shuts at once, and Run does not wait for what is still being written':
    'Kubernetes 1.10：门立刻关上，Run 也不等还没写完的响应',
  'Kubernetes 1.16. The delay is there for load balancers, but /readyz turns red only when it is over':
    'Kubernetes 1.16：延迟是留给负载均衡器的，/readyz 却到延迟结束时才变红',
  'Kubernetes 1.24. The door stays open for a slow hook, but what the hook asks for gets 503':
    'Kubernetes 1.24：门为慢钩子开着，可是钩子的请求得到的是 503',
  'Kubernetes 1.24. A hook waits for the audit log, which waits for the server, which waits for the hook':
    'Kubernetes 1.24：钩子等审计日志，审计日志等服务器，服务器等钩子',
  'A hook waits for a goroutine that ends only when the server stops, and the server waits for the hook':
    '一个钩子在等只有服务器停止才会结束的 goroutine，而服务器在等这个钩子',
} as const;
