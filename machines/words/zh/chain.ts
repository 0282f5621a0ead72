/** The handler chain: what its steps are, and what they did with a request. */
export const chain = {
  // What each step is.
  'Gives the request its audit ID, or takes the one of its Audit-ID header, and sends it back.':
    '为请求生成审计 ID，或沿用其 Audit-ID 头，并在响应中带回。',
  'Answers 500 when the handler panics: the request is lost, the process lives on.':
    'handler panic 时返回 500：丢掉的只是这个请求，进程继续存活。',
  'Marks a request that came before MuxAndDiscoveryComplete, so that an unknown path gets 503 and not 404.':
    '标记在 MuxAndDiscoveryComplete 之前到达的请求，使未知路径得到 503 而不是 404。',
  'Remembers when the request came in: latencies and audit events count from here.':
    '记下请求到达的时间：时延与审计事件都从这里算起。',
  'Gives the request a context, which Go had no place for before its version 1.7.':
    '为请求绑定 context；Go 1.7 之前的请求对象里没有它的位置。',
  'Reads verb, API group, version, namespace, resource, subresource and name from the request line.':
    '从请求行解析出 verb、API group、version、namespace、resource、subresource 和 name。',
  'Prepares the clocks that say afterwards which layer of the server took how long.':
    '准备好各层计时器，事后可知服务器的哪一层花了多久。',
  'Writes one line into the log when the response is over; part of the panic recovery until 1.20.':
    '响应结束时写一行日志；1.20 及以前属于 panic recovery。',
  'With --shutdown-send-retry-after, answers every new request with 429 while the server drains, except health, metrics and its own loopback client.':
    '设置 --shutdown-send-retry-after 后，排空期间对新请求一律返回 429，健康检查、metrics 和自己的 loopback client 除外。',
  'Adds Strict-Transport-Security, when --strict-transport-security-directives are given.':
    '设置了 --strict-transport-security-directives 时，添加 Strict-Transport-Security 头。',
  'Adds Cache-Control: no-cache, private, so that nobody on the way keeps a copy.':
    '添加 Cache-Control: no-cache, private，使沿途不会留下缓存副本。',
  'Sends a few HTTP/2 connections away with a GOAWAY, by --goaway-chance, so that clients spread.':
    '按 --goaway-chance 的概率对少数 HTTP/2 连接发送 GOAWAY，使客户端重新分布。',
  'Counts watches when they have a grace period, and refuses new ones once they are told to end.':
    '设有宽限期时对 watch 计数；通知 watch 结束之后拒绝新的 watch。',
  'Counts the requests that the shutdown waits for, and refuses new ones once it waits.':
    '对停机需要等待的请求计数；开始等待之后拒绝新请求。',
  'Sets how long the request may take: --request-timeout, or a shorter ?timeout=.':
    '设定请求的期限：--request-timeout，或更短的 ?timeout=。',
  'Answers 504 when the time is over, or cuts a response that has begun; the handler may go on unseen.':
    '到期返回 504；响应已经开始则直接切断；handler 可能仍在暗中运行。',
  'Lets the server warn in a Warning header, of deprecated API versions for example.':
    '让服务器可以用 Warning 头发出警告，例如提示已弃用的 API 版本。',
  'Lets pages of the origins in --cors-allowed-origins read the answer, and answers their preflight.':
    '允许 --cors-allowed-origins 中来源的页面读取响应，并应答其预检请求。',
  'Finds out who asks: a bearer token, or nobody in particular, who is system:anonymous.':
    '确定请求者的身份：凭 bearer token；没有凭证则为 system:anonymous。',
  'Writes an audit event when the request comes in, and another one when its response is complete.':
    '请求到达时写一条审计事件，响应完成时再写一条。',
  'Lets somebody who may do so act as the user of the Impersonate-User header.':
    '允许有权限的用户以 Impersonate-User 头所指定的用户身份行事。',
  'Answers 429 when too many reads, or too many writes, are under way.':
    '同时进行的读请求或写请求过多时返回 429。',
  'Asks whether this user may do this, and answers 403 if not.': '检查该用户是否有权这样做，无权则返回 403。',
  // What a step did with a request.
  'No flag asks for it: it is not in the chain.': '没有 flag 启用它：它不在处理链中。',
  'The request did not come so far.': '请求没有走到这里。',
  'It turned the request away with {status}.': '它以 {status} 拒绝了请求。',
  'It turned the request away with {status}, Retry-After: {seconds}.':
    '它以 {status} 拒绝了请求，Retry-After: {seconds}。',
  'It has an audit ID now.': '请求有了审计 ID。',
  'The handler panicked: it answered {status}, and the process lives on.':
    'handler 发生 panic：它返回了 {status}，进程继续存活。',
  'Nobody panicked.': '没有发生 panic。',
  'All paths are registered: an unknown one gets 404.': '所有路径均已注册：未知路径得到 404。',
  'It is marked: not all paths are registered, an unknown one gets 503.':
    '已打上标记：路径尚未全部注册，未知路径得到 503。',
  'The time of its arrival is remembered.': '已记下到达时间。',
  'It has a context now.': '请求有了 context。',
  'The clocks of its layers run.': '各层计时器已启动。',
  'Its line is written when the response is over.': '响应结束时写入它的日志行。',
  'Its line is in the log.': '它的日志行已写入。',
  'Health, metrics and the loopback client are always let through.':
    '健康检查、metrics 和 loopback client 始终放行。',
  'New requests were still welcome.': '当时仍接受新请求。',
  'It added Strict-Transport-Security.': '添加了 Strict-Transport-Security。',
  'It added Cache-Control: no-cache, private.': '添加了 Cache-Control: no-cache, private。',
  'Only HTTP/2 has a GOAWAY.': '只有 HTTP/2 才有 GOAWAY。',
  'The dice fell: its connection was told to go away, the request is served.':
    '抽中了：所在连接收到 GOAWAY，请求本身照常处理。',
  'The dice did not fall.': '没有抽中。',
  'It is counted: the shutdown waits for this watch, as long as its grace period lasts.':
    '已计数：停机会等待这个 watch，直到宽限期结束。',
  'It is no watch.': '它不是 watch。',
  'It is long-running: the wait group does not count it.': '属于长时请求：wait group 不计数。',
  'The shutdown waits already: it is served, but not counted.': '停机已在等待：照常处理，但不计数。',
  'It is counted: the shutdown waits for it.': '已计数：停机会等待它。',
  'It is long-running: it has no deadline.': '属于长时请求：没有期限。',
  'Its deadline is set.': '已设定期限。',
  'It is long-running: no timeout ends it.': '属于长时请求：不受超时限制。',
  'Its time was over: it answered 504.': '已超时：返回了 504。',
  'Its time was over, and the response had begun: it was cut.': '已超时，而响应已经开始：被切断。',
  'Its clock runs.': '正在计时。',
  'The response came in time.': '响应按时完成。',
  'Nobody warned of anything.': '没有警告。',
  'It added Warning: {warning}': '添加了 Warning: {warning}',
  'No page of an allowed origin asks.': '请求并非来自允许来源的页面。',
  'The page of {origin} may read the answer.': '{origin} 的页面可以读取响应。',
  'The user is {user}.': '用户是 {user}。',
  'Its last audit event was lost.': '最后一条审计事件丢失。',
  'Its audit events are written.': '审计事件已写入。',
  'The event of its arrival is written; the one of its end follows.': '到达事件已写入；结束事件随后写入。',
  'It does not ask to act as somebody else.': '没有要求以他人身份行事。',
  'From here on the user is {user}.': '从这里起用户是 {user}。',
  'It is long-running: no limit counts it.': '属于长时请求：不计入上限。',
  'It takes a place among those in flight.': '占用一个并发名额。',
  'The user may do this.': '用户有权这样做。',
  '{verb} of a path that is no resource.': '对非资源路径的 {verb}。',
  '{verb} {what} of {group}.': '{verb} {group} 的 {what}。',
  '{verb} {what} of {group} in {namespace}.': '{verb} 命名空间 {namespace} 中 {group} 的 {what}。',
  // Flags and keys of the scenario.
  'What Strict-Transport-Security says, such as max-age=31536000,includeSubDomains; empty: it is not sent (1.21)':
    'Strict-Transport-Security 的内容，如 max-age=31536000,includeSubDomains；为空则不发送（1.21 起）',
  'Pages of which origins may read answers, as regular expressions with commas between them':
    '允许哪些来源的页面读取响应，写成以逗号分隔的正则表达式',
  'Who brings no credentials is system:anonymous; false: gets 401':
    '没有凭证的请求视为 system:anonymous；false：得到 401',
  'Everybody may do everything, or only what the rules under `authorization` allow':
    '人人都有全部权限，或只有 `authorization` 下的规则所允许的权限',
  'In batch mode: so many audit events are written together at most': 'batch 模式：每批最多写入的审计事件数',
  'In batch mode: after this time a batch is written though it is not full':
    'batch 模式：到了这个时间，未满的一批也会写入',
  'In batch mode: so many audit events wait to be written; more are lost':
    'batch 模式：等待写入的审计事件数上限，超出的丢失',
  'A plain HTTP port where everybody may do everything; 0: none (until 1.19)':
    '明文 HTTP 端口，人人都有全部权限；0：不开（1.19 及以前）',
  'insecure: plain HTTP/1.1 on the insecure port, where nobody is asked who they are':
    'insecure：在不安全端口上使用明文 HTTP/1.1，不询问身份',
  'What stands behind `Authorization: Bearer`': '`Authorization: Bearer` 之后的内容',
  'The name of who brings the token': '持有该 token 的用户名',
  'The groups of the user; system:authenticated is always one': '用户所属的组；总是包含 system:authenticated',
  'Bearer tokens, and whose they are': 'bearer token 及其所属用户',
  'Who is who': '身份认证',
  'Users whom it allows': '允许的用户',
  'Groups whose members it allows': '允许的组',
  'What it allows: get, list, watch, create, update, patch, delete …; * for all':
    '允许的 verb：get、list、watch、create、update、patch、delete……；* 表示全部',
  'The API groups of the resources; core is the group without a name, * any':
    '资源所属的 API group；core 表示没有名字的组，* 表示任意',
  'Resources and subresources such as pods or pods/log; * for all':
    '资源与子资源，如 pods 或 pods/log；* 表示全部',
  'Other paths such as /metrics; a * at the end stands for the rest':
    '其他路径，如 /metrics；末尾的 * 代表其余部分',
  'Only in these namespaces; empty: everywhere': '仅限这些命名空间；为空则不限',
  'Only objects of these names; empty: all': '仅限这些名称的对象；为空则不限',
  'Each allows something; nothing forbids': '每条规则只授予权限，没有禁止规则',
  'Who may do what, in the mode RBAC': 'RBAC 模式下的权限规则',
  'Requests for this path, and for what lies below it, are answered with the warning':
    '对该路径及其下级路径的响应都带上这条警告',
  'What the warning says': '警告内容',
  'Warnings that the server sends along, of deprecated API versions for example':
    '服务器随响应发出的警告，例如提示已弃用的 API 版本',
  'The log that a kube-apiserver would have written': 'kube-apiserver 会写出的日志',
  'The insecure port opens on {address}': '不安全端口在 {address} 上打开',
  'The insecure port on {address} is closed': '{address} 上的不安全端口关闭',
  'the token is given twice': '该 token 出现了两次',
  '"{text}" is not a regular expression': '"{text}" 不是正则表达式',
  'Add a token': '添加 token',
  'Add a rule': '添加规则',
  'Add a warning': '添加警告',
} as const;
