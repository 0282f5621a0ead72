/** What the machines say of their states, regions and transitions. */
export const descriptions = {
  // lifecycle: the start
  'The lifecycle of kube-apiserver, from the start of the process to the return of Run.':
    'kube-apiserver 的生命周期：从进程启动到 Run 返回。',
  'The goroutine that fires MuxAndDiscoveryComplete when all HTTP paths are registered.':
    '所有 HTTP 路径注册完后触发 MuxAndDiscoveryComplete 的 goroutine。',
  'The process has not been started.': '进程还没有启动。',
  'The servers of the chain register their paths.': '链上的各个 server 注册自己的路径。',
  'HTTP paths are still being registered: an unknown path gets 503, it may yet come to be known.':
    'HTTP 路径还在注册：未知路径得到 503，因为它之后可能会注册。',
  'The stop came first: the signal never fires.': '停止来得更早：这个信号不会再触发。',
  'All HTTP paths are registered.': '所有 HTTP 路径都已注册。',
  'All HTTP paths are registered: an unknown path gets 404.': '所有 HTTP 路径都已注册：未知路径得到 404。',
  'The stop came before all paths were registered: unknown paths get 503 until the end.':
    '路径还没注册完就要停止：未知路径直到最后都得到 503。',
  'The grace period in which /livez ignores post-start hooks that have not returned.':
    '在这段宽限期内，/livez 不计较还没返回的启动后钩子。',
  'The livez grace period begins.': 'livez 宽限期开始。',
  '/livez ignores post-start hooks that have not returned.': '/livez 不计较还没返回的启动后钩子。',
  'The livez grace period is over.': 'livez 宽限期结束。',
  '/livez fails while a post-start hook has not returned.': '只要有启动后钩子没返回，/livez 就失败。',
  'The listening socket, and the goroutine that reports when it is closed.':
    '监听 socket，以及在它关闭时发出通知的 goroutine。',
  'There is no listening socket: connections are refused.': '还没有监听 socket：连接会被拒绝。',
  'New connections are accepted.': '接受新连接。',
  'The socket is closed.': 'socket 已关闭。',
  'The door is shut: new connections are refused by the kernel of the machine.':
    '门已关上：新连接由机器的内核直接拒绝。',
  'The post-start hooks: all start at once when the server listens, each on its own goroutine.':
    '启动后钩子 (post-start hook)：开始监听后同时启动，各在自己的 goroutine 里。',
  'Post-start hooks wait for the listener.': '启动后钩子在等监听器。',
  'There are none.': '一个也没有。',
  'All start at once.': '同时全部启动。',
  'Post-start hooks run; /readyz fails until they have returned, other requests are served.':
    '启动后钩子在运行；它们返回之前 /readyz 失败，其他请求照常处理。',
  'A post-start hook panicked: the process dies.': '一个启动后钩子 panic：进程崩溃。',
  'A post-start hook failed: klog.Fatal ends the process.': '一个启动后钩子失败：klog.Fatal 终止进程。',
  'The last one has returned.': '最后一个已返回。',
  'One has returned; its check turns green.': '有一个返回了，它的检查项转绿。',
  'All post-start hooks have returned.': '所有启动后钩子都已返回。',
  'A post-start hook failed, and with it the process.': '一个启动后钩子失败，进程也随之终止。',
  'Fires HasBeenReady when /readyz succeeds for the first time.': '/readyz 第一次成功时触发 HasBeenReady。',
  'Nobody has seen /readyz succeed yet.': '还没有人见过 /readyz 成功。',
  '/readyz has answered 200 for the first time.': '/readyz 第一次返回 200。',
  'The server has been ready once.': '服务器已经就绪过一次。',
  // lifecycle: delay, run, gate
  'The goroutine that fires ShutdownInitiated and sleeps for the shutdown delay.':
    '触发 ShutdownInitiated，然后按停止延迟休眠的 goroutine。',
  'Nobody has asked the server to stop.': '还没有人要求服务器停止。',
  '/readyz fails from now on; everything is still served.': '/readyz 从现在起失败；所有请求照常处理。',
  '/readyz fails, but the server still serves everything, so that load balancers have time to notice.':
    '/readyz 失败，但服务器仍处理所有请求，好让负载均衡器有时间发现。',
  'The shutdown delay has passed.': '停止延迟已过。',
  'The shutdown delay is over.': '停止延迟结束。',
  'The goroutine of RunWithContext: starts the server, runs the hooks, waits for the rest, returns.':
    'RunWithContext 的 goroutine：启动服务器，运行钩子，等待其余部分，然后返回。',
  'The audit backend runs before the listener opens, so that no request finds it missing.':
    '审计后端先于监听器启动，这样每个请求到来时它都已就位。',
  'The audit backend runs; the listening socket is being opened.': '审计后端已在运行；正在打开监听 socket。',
  'The server serves securely.': '服务器开始提供 HTTPS 服务。',
  'The stop came before the listener was open.': '监听器还没打开，停止就来了。',
  'The stop came during the start: hooks run as soon as the listener is open.':
    '启动途中就要停止：监听器一打开就运行钩子。',
  'There are no pre-shutdown hooks: their signal fires at once.': '没有停止前钩子：它们的信号立即触发。',
  'The stop is requested: the pre-shutdown hooks start at once, beside the delay.':
    '收到停止请求：停止前钩子立即开始，与延迟并行。',
  'The server works. Run waits for SIGTERM.': '服务器正常工作，Run 在等 SIGTERM。',
  'Pre-shutdown hooks run one after the other; the server still answers everybody, the hooks too.':
    '停止前钩子逐个运行；服务器仍响应所有请求，包括钩子自己的。',
  'A hook panicked: the deferred call still fires the signal, then the process dies.':
    '一个钩子 panic：defer 仍会触发信号，然后进程崩溃。',
  'The last hook has returned.': '最后一个钩子已返回。',
  'A hook has returned; the next one starts, whether this one failed or not.':
    '一个钩子已返回；不管它是否失败，下一个都开始。',
  'All hooks have returned: did any fail?': '所有钩子都已返回：有没有失败的？',
  'A hook failed: Run returns its error at once and waits for nothing else.':
    '有钩子失败：Run 立即返回它的错误，别的都不等。',
  'All hooks succeeded.': '所有钩子都成功了。',
  'The hooks are done. Run waits for the requests in flight.': '钩子已完成，Run 在等处理中的请求。',
  'Everything is drained: the audit backend can stop, no event will follow.':
    '全部排空：审计后端可以停了，不会再有事件。',
  'The audit backend writes what it still holds.': '审计后端正在写出手里剩下的事件。',
  'The audit backend has stopped.': '审计后端已停止。',
  'Run waits until Server.Shutdown has let go of every connection, or given up.':
    'Run 在等 Server.Shutdown 放开所有连接，或者放弃。',
  'Server.Shutdown is over: Run returns nil, even if connections are still open.':
    'Server.Shutdown 已结束：即使还有连接开着，Run 也返回 nil。',
  'Run has returned without an error.': 'Run 已返回，没有错误。',
  'A pre-shutdown hook failed: Run has returned its error and waits for nothing.':
    '一个停止前钩子失败：Run 已返回它的错误，什么都不等。',
  'A pre-shutdown hook panicked: the process dies while it writes the stack traces.':
    '一个停止前钩子 panic：进程写完堆栈就崩溃。',
  'The panic reaches the top: exit code 2.': 'panic 到达最外层：退出码 2。',
  'The goroutine that fires NotAcceptingNewRequest when the delay is over AND the hooks have stopped.':
    '延迟结束并且钩子停止后，触发 NotAcceptingNewRequest 的 goroutine。',
  'Neither the delay nor the hooks are done.': '延迟和钩子都还没结束。',
  'The delay is over, the hooks are not.': '延迟结束，钩子还没有。',
  'The hooks have stopped, the delay is not over.': '钩子已停止，延迟还没结束。',
  'The delay is over, but a hook may still call this API: the server answers until the hooks are done.':
    '延迟已结束，但钩子可能还要调用这个 API：钩子完成之前，服务器继续响应。',
  'Both are done.': '两者都已完成。',
  'The hooks are done; load balancers still have the rest of the delay to notice.':
    '钩子已完成；负载均衡器还有剩下的延迟可以用来发现。',
  'The server accepts no new requests.': '服务器不再接收新请求。',
  // lifecycle: drains, audit, HTTP server
  'The goroutine that waits for all requests in flight that are not long-running.':
    '等待所有处理中的非长时运行请求的 goroutine。',
  'Requests come and go; nobody waits for them.': '请求来来去去，没有人等它们。',
  'The wait group is waited for: it takes nobody any more.': '开始等待 wait group：它不再接收任何请求。',
  'Requests in flight may finish; each is bounded by the request timeout.':
    '处理中的请求可以做完，最长不超过请求超时。',
  'The last short request has ended.': '最后一个短请求已结束。',
  'No short request is in flight.': '没有处理中的短请求。',
  'The goroutine that waits for watches, if they have a grace period (1.27 and later, PR 114925).':
    '等待 watch 的 goroutine，前提是 watch 有宽限期（1.27 及以后，PR 114925）。',
  'Watches stream; nobody waits for them.': 'watch 在推送事件，没有人等它们。',
  'The watches are told to end.': '通知 watch 结束。',
  'No grace period: nobody waits for the watches, nobody tells them to end.':
    '没有宽限期：没有人等 watch，也没有人通知它们结束。',
  'The watches have been told to end; the drain waits for them for at most the grace period.':
    '已通知 watch 结束；排空最多等它们一个宽限期。',
  'The last watch has ended.': '最后一个 watch 已结束。',
  'The grace period is over: the drain goes on without the watches that are left.':
    '宽限期结束：不管剩下的 watch，排空继续。',
  'Open watches are not waited for: they hold only Server.Shutdown, until its timeout.':
    '不等还开着的 watch：它们只会拖住 Server.Shutdown，直到它超时。',
  'No watch is open.': '没有开着的 watch。',
  'The grace period for watches is over, and some are still open.': 'watch 的宽限期已结束，还有 watch 开着。',
  'The goroutine that fires InFlightRequestsDrained when short requests AND watches have drained.':
    '短请求和 watch 都排空后，触发 InFlightRequestsDrained 的 goroutine。',
  'Waits for the short requests and for the watches.': '在等短请求和 watch。',
  'The short requests are done.': '短请求已完成。',
  'The watches are done, or nobody waits for them.': 'watch 已完成，或者没有人等它们。',
  'Only watches are left to wait for.': '只剩 watch 要等。',
  'Only short requests are left to wait for.': '只剩短请求要等。',
  'Everything that is waited for has ended.': '要等的都已结束。',
  'The audit backend: takes events from before the first request until the requests have drained.':
    '审计后端：从第一个请求之前开始接收事件，直到请求排空。',
  'The audit backend has not been started.': '审计后端还没有启动。',
  'It runs before the listener opens.': '它在监听器打开之前就已运行。',
  'Every answered request leaves an audit event.': '每个得到响应的请求都留下一条审计事件。',
  'Its stop channel closes with InFlightRequestsDrained: what comes later is lost.':
    '它的停止 channel 随 InFlightRequestsDrained 关闭：之后的事件会丢失。',
  'Its stop channel is closed; it waits for its Shutdown to be called.':
    '停止 channel 已关闭；在等自己的 Shutdown 被调用。',
  'Shutdown has written what it held.': 'Shutdown 已写出剩下的事件。',
  "Go's Server.Shutdown: closes the listener, sends GOAWAY, then polls until every connection is closed.":
    'Go 的 Server.Shutdown：关闭监听器，发送 GOAWAY，然后轮询到所有连接关闭。',
  'The HTTP server serves its connections.': 'HTTP server 在为连接提供服务。',
  'With retry-after the server keeps listening while requests drain.': '开启 retry-after：排空期间继续监听。',
  'Without retry-after the HTTP server stops at once: new connections are refused.':
    '未开启 retry-after：HTTP server 立即停止，新连接被拒绝。',
  'With retry-after the HTTP server stops when the requests have drained.':
    '开启 retry-after：请求排空后 HTTP server 才停止。',
  'Server.Shutdown waits for the connections: idle ones are closed, busy ones may finish.':
    'Server.Shutdown 在等连接：空闲的直接关闭，忙的可以做完。',
  'The timeout is over: Shutdown returns "context deadline exceeded", what is open stays open until the process exits.':
    '超时已到：Shutdown 返回 "context deadline exceeded"，还开着的一直开到进程退出。',
  'Closes idle connections and looks whether any is left.': '关闭空闲连接，再看还有没有剩下的。',
  'No connection is left.': '没有连接了。',
  'Some connections are still in use.': '还有连接在使用。',
  'Waits before it looks again: 1 ms at first, then twice as long each time, up to 500 ms.':
    '等一会儿再看：先等 1 ms，之后每次加倍，最长 500 ms。',
  'Time to look again.': '该再看一次了。',
  'Every connection is closed: Shutdown has returned.': '所有连接都已关闭：Shutdown 已返回。',
  'Shutdown gave up on connections that are still open; the end of the process cuts them off.':
    'Shutdown 放弃了还开着的连接；进程结束时它们会被切断。',
  // process, kubelet, probe
  'The process of the API server and the signals it receives.': 'API server 的进程，以及它收到的信号。',
  'The process starts.': '进程启动。',
  'The process runs and listens for SIGTERM.': '进程在运行，留意着 SIGTERM。',
  'SIGKILL: nothing runs any more.': 'SIGKILL：一切停止运行。',
  'The first SIGTERM or SIGINT asks it to stop.': '第一个 SIGTERM 或 SIGINT 要求它停止。',
  'The process dies by itself.': '进程自己崩溃。',
  'The process has been asked to stop and terminates gracefully.': '进程收到停止要求，正在优雅终止。',
  'A second signal: os.Exit(1) at once, wherever the shutdown is.':
    '第二个信号：不管停止进行到哪一步，立即 os.Exit(1)。',
  'Run has returned, but something keeps the process alive.': 'Run 已返回，但进程还不能结束。',
  'Run returned an error: exit code 1, whatever else was still going on.':
    'Run 返回了错误：退出码 1，不管还有什么在进行。',
  'Run returned nil: exit code 0.': 'Run 返回 nil：退出码 0。',
  'Run has returned, but the process is kept alive: what Run did not wait for goes on in the background.':
    'Run 已返回，但进程还没有结束：Run 没有等的事情在后台继续。',
  'A second signal: os.Exit(1) at once.': '第二个信号：立即 os.Exit(1)。',
  'Run returned an error: exit code 1.': 'Run 返回了错误：退出码 1。',
  'The process is gone; the machine closes what was still open.': '进程已不在；还开着的由操作系统关闭。',
  'The kubelet of the node: it waits for the pod to terminate, and kills it when the grace period is over.':
    '节点上的 kubelet：等 pod 终止，宽限期一到就强制结束它。',
  'The pod is not being terminated.': 'pod 没有在终止。',
  'The pod is being terminated: its grace period begins.': 'pod 开始终止：宽限期开始计时。',
  'The container has ended.': '容器已结束。',
  'The grace period runs: when it is over, SIGKILL.': '宽限期在计时：一到就发 SIGKILL。',
  'The container has ended within its grace period.': '容器在宽限期内结束。',
  'The grace period is over: SIGKILL.': '宽限期已到：SIGKILL。',
  'The kubelet has nothing left to do for this container.': '对这个容器，kubelet 已没有事要做。',
  'What a load balancer or kubelet believes about the server.': '负载均衡器或 kubelet 对服务器的判断。',
  'No verdict yet.': '还没有结论。',
  'Enough successes in a row: it gets traffic.': '连续成功次数够了：流量会过来。',
  'A success, but not enough in a row.': '成功一次，但连续次数还不够。',
  'Enough failures in a row: new requests go elsewhere.': '连续失败次数够了：新请求改去别处。',
  'A failure, but not enough in a row.': '失败一次，但连续次数还不够。',
  'It sends traffic to this server.': '它把流量发到这个服务器。',
  'Still healthy.': '仍然健康。',
  'It sends new requests to other servers.': '它把新请求发到别的服务器。',
  'Still unhealthy.': '仍然不健康。',
  // connections and requests
  'An HTTP/2 connection as the server sees it.': '服务器眼中的 HTTP/2 连接。',
  'No stream is open.': '没有打开的流。',
  'Streams are open.': '有流打开着。',
  'GOAWAY was sent: open streams may finish, later ones are ignored.':
    '已发送 GOAWAY：打开的流可以做完，之后的流会被忽略。',
  'GOAWAY was sent and no stream is open: closed after one second.':
    '已发送 GOAWAY，也没有打开的流：一秒后关闭。',
  'The connection is closed.': '连接已关闭。',
  'An HTTP/1.1 connection as the server sees it.': '服务器眼中的 HTTP/1.1 连接。',
  'Opened, but it has not carried a request.': '已打开，但还没有承载过请求。',
  'A request is being answered.': '正在响应一个请求。',
  'Kept alive, waiting for the next request.': '保持着，等下一个请求。',
  'A request that is not long-running, as the server sees it.': '服务器眼中的非长时运行请求。',
  'On its way; it may never arrive.': '在路上；也可能永远到不了。',
  'The handler chain has it.': '它在处理链里。',
  'The wait group counts it; its handler works.': 'wait group 计入了它，处理器在工作。',
  'Its response is complete.': '响应已完整。',
  'A filter has turned it away.': '被一个过滤器拒绝。',
  'It was cut off before its response was complete.': '响应完整之前就被切断。',
  'A watch, as the server sees it.': '服务器眼中的 watch。',
  'It streams events; the drain waits for it only if watches have a grace period.':
    '它在推送事件；只有 watch 有宽限期时，排空才会等它。',
  'Its stream has ended cleanly.': '它的流已正常结束。',
  'A request as its client sees it.': '客户端眼中的请求。',
  'The client waits for the response.': '客户端在等响应。',
  'The client knows what became of it.': '客户端已知道它的结果。',
} as const;
