/** What the flags and fields of a scenario mean: the descriptions of its schema. */
export const flags = {
  // The scenario itself.
  'What the scenario is called': '场景的名称',
  'What it shows, in a sentence or two': '用一两句话说明它展示什么',
  "Which version's lifecycle: 1.6, 1.10, 1.14, 1.16, 1.20, 1.22, 1.23, 1.24, 1.25, 1.27, 1.29, 1.33 or a version between them":
    '采用哪个版本的生命周期：1.6、1.10、1.14、1.16、1.20、1.22、1.23、1.24、1.25、1.27、1.29、1.33，或介于其间的版本',
  'Where chance starts from: the same seed makes the same run': '随机数的起点：种子相同，运行就相同',
  'When the run ends if the process has not exited by then': '进程到这时仍未退出，运行就此结束',
  'What the pod of the server says': '服务器所在 Pod 的设置',
  'When it is over the kubelet sends SIGKILL; leave out for never':
    '到期后 kubelet 发送 SIGKILL；不写则永不发送',
  'What the process does besides serving': '进程在提供服务之外的行为',
  'Keeps the process alive after Run returned': 'Run 返回后让进程再存活这么久',
  // The server.
  'The flags of kube-apiserver, by their names': 'kube-apiserver 的 flag，沿用原名',
  'How long the server keeps serving after /readyz has begun to fail, so that load balancers notice':
    '/readyz 开始失败后继续提供服务的时长，好让负载均衡器察觉',
  'Keep listening while requests drain, and answer new ones with 429 and Retry-After':
    '排空请求时继续监听，新请求一律回以 429 和 Retry-After',
  'After this time a request that is not long-running is answered with 504':
    '非长时请求超过这个时间即返回 504',
  'A watch ends after a random time between this and twice this': 'watch 在此值与其两倍之间的随机时间后结束',
  'A watch ends after a random time between this and twice this; a number means seconds':
    'watch 在此值与其两倍之间的随机时间后结束；纯数字表示秒',
  'How long the drain waits for watches, which are told to end; 0s: nobody waits for them (1.27 and later)':
    '通知 watch 结束后，排空等待它们的时长；0s：不等待（1.27 起）',
  'How long the HTTP server waits for its connections; no flag but a field of the library, default: request-timeout':
    'HTTP 服务器等待其连接的时长；不是 flag，而是库中的字段，默认取 request-timeout',
  'The chance that a request on HTTP/2 makes its connection go away': 'HTTP/2 请求使其连接收到 GOAWAY 的概率',
  'More reads than this at once get 429; 0: no limit': '同时进行的读请求超出此数即得 429；0：不限',
  'More writes than this at once get 429; 0: no limit': '同时进行的写请求超出此数即得 429；0：不限',
  'Streams that a client may have open on one connection; default 250, since 1.29 100':
    '客户端在一条连接上可同时打开的流数；默认 250，1.29 起为 100',
  'How long /livez ignores post-start hooks that have not finished': '/livez 容忍启动后钩子未完成的时长',
  'When all HTTP paths have been registered': '所有 HTTP 路径注册完毕的时刻',
  'When MuxAndDiscoveryComplete fires, counted from the start; never: not before the stop':
    'MuxAndDiscoveryComplete 触发的时刻，从启动算起；never：停止前不触发',
  "kube-apiserver's not-found handler at the end of the chain (503 before MuxAndDiscoveryComplete); false: the library's plain 404":
    '处理链末端使用 kube-apiserver 的 not-found 处理器（MuxAndDiscoveryComplete 之前返回 503）；false：库自带的普通 404',
  // Hooks.
  'What runs after the start, and before the stop': '启动之后与停止之前运行的钩子',
  'Run at the same time after the start; /readyz fails until all have finished':
    '启动后同时运行；全部完成之前 /readyz 失败',
  'Run at the same time from the stop signal on; new requests are taken until all have finished':
    '从停止信号起同时运行；全部完成之前仍接收新请求',
  'Its name, as /readyz and the log have it': '名称，与 /readyz 和日志中一致',
  'Its name, as the log has it': '名称，与日志中一致',
  'How long it takes': '需要多长时间',
  'How long it takes, or never: it hangs': '需要多长时间；never：一直挂起',
  'It leaves a goroutine running, which ends when the context of the hook is closed: when the HTTP server is told to stop':
    '它留下一个 goroutine，钩子的 context 关闭时才结束：也就是 HTTP 服务器被要求停止时',
  'It returns only when what this post-start hook has left running has ended':
    '等这个启动后钩子留下的 goroutine 结束才返回',
  'What is to be known of the run; each line is said at its start':
    '关于这次运行需要知道的事；每一行都在启动时说出',
  'How audit events are written: each with its request, or in batches; then the shutdown of the backend waits for the last batch':
    '审计事件如何写入：随请求逐个写，或按批写；按批时后端的关闭要等最后一批',
  'false, the text of the error that the hook returns, or panic': 'false，或钩子返回的错误文本，或 panic',
  'What the hook asks of its own server while it runs': '钩子运行期间向自己的服务器发出的请求',
  "User-Agent of the hook's own API calls": '钩子自身 API 调用的 User-Agent',
  "When the hook makes the call, counted from the hook's start": '钩子发出调用的时刻，从钩子开始算起',
  'Name of the request in the summary': '请求在汇总中的名称',
  // Clients and connections.
  'Who sends requests all the time: steady clients, probes, watches':
    '谁在不断发送请求：匀速客户端、探针、watch',
  'Its name in the room, the timeline and the summary': '在机房、时间线和汇总中的名称',
  'Sends requests at a steady rate': '以固定速率发送请求',
  'Asks for health, as a load balancer or the kubelet does': '像负载均衡器或 kubelet 那样探测健康状态',
  'Watches: requests that stay, and get events on a stream': 'watch：长期停留、在流上接收事件的请求',
  'How many requests it sends in a span of time': '单位时间内发送多少请求',
  'How long the server works on each of its requests': '服务器处理其每个请求的时长',
  'What it asks for, instead of /sleep with the time that `takes` says':
    '请求什么路径，用来代替按 `takes` 时长的 /sleep',
  'Keep a connection, or open one for each request': '保持一条连接，或每个请求新开一条',
  'Keep a connection, or open one for each probe': '保持一条连接，或每次探测新开一条',
  'When the client gives up waiting': '客户端等待多久后放弃',
  'The probe whose verdict routes this client: while it says unhealthy, its requests go to another server':
    '由哪个探针的结论决定路由：探针判定不健康期间，其请求发往别的服务器',
  'What it asks for': '请求什么路径',
  'Time between two probes': '两次探测的间隔',
  'A probe without an answer after this time has failed': '超过这个时间没有应答，探测即失败',
  'So many probes in a row must fail before its verdict is unhealthy': '连续失败多少次后判定为不健康',
  'So many probes in a row must succeed before its verdict is healthy again':
    '连续成功多少次后重新判定为健康',
  'How many watches it opens': '打开多少个 watch',
  'What it watches': '监视什么路径',
  'Time between two events on the stream': '流上两个事件的间隔',
  'Its handler does not end when the server asks watches to': '服务器要求 watch 结束时，其处理器不结束',
  'reuse: all on one connection; new: each on its own': 'reuse：共用一条连接；new：各用一条',
  'What the client speaks over TLS': '客户端在 TLS 之上使用的协议',
  'Method of the request': '请求方法',
  'Path and query of the request': '请求的路径与查询串',
  'User-Agent of its requests': '其请求的 User-Agent',
  'Connections with a name, for requests of the script': '有名称的连接，供脚本中的请求使用',
  'What the script calls it': '脚本中对它的称呼',
  'When it is opened, counted from the start of the process': '打开的时刻，从进程启动算起',
  // The script.
  'What happens once, and when: signals, requests, faults': '在何时发生一次什么：信号、请求、故障',
  'When it happens, counted from the start of the process': '发生的时刻，从进程启动算起',
  'A signal to the process; it stops at the first SIGTERM or SIGINT':
    '发给进程的信号；第一个 SIGTERM 或 SIGINT 使其开始停止',
  'A request that is sent once': '只发送一次的请求',
  'Its name in the summary': '在汇总中的名称',
  'new: a connection of its own; reuse: the one kept for scripted requests of this protocol; else the NAME of one under `connections`':
    'new：自用一条连接；reuse：脚本中同协议请求共用的连接；否则写 `connections` 中某条的 NAME',
  'Send it at once when the named connection has been told to go away, not at a time':
    '不按时刻，而在该命名连接收到 GOAWAY 时立即发送',
  'For a new connection: keep it open after the response; false: the client closes it':
    '用于新连接：应答后保持打开；false：由客户端关闭',
  'For a watch: time between two events on the stream': '用于 watch：流上两个事件的间隔',
  'For a watch: its handler does not end when the server asks watches to':
    '用于 watch：服务器要求 watch 结束时，其处理器不结束',
  'What goes wrong; requests, connections, hooks and probes by the names that the scenario gives them':
    '出什么故障；请求、连接、钩子和探针用场景给出的名称',
  'abort: its client gives up; stall: its handler does not end by itself any more':
    'abort：客户端放弃；stall：处理器不再自行结束',
  'The request: its name in a script, its identity in a run': '哪个请求：脚本中用名称，运行中用标识',
  'The connection is cut off under both ends': '连接从两端被切断',
  'The connection: its name in a script, its identity in a run': '哪条连接：脚本中用名称，运行中用标识',
  'hang: it never returns; fail: it returns an error now; finish: it returns now':
    'hang：永不返回；fail：立即返回错误；finish：立即返回',
  'Before the stop, or after the start': '停止之前，还是启动之后',
  'Name of the hook': '钩子的名称',
  'The next probes of a client get no answer': '某客户端接下来的探测得不到应答',
  'Name of the probe': '探针的名称',
  'How many probes': '多少次探测',
} as const;
