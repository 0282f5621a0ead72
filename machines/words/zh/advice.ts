/** What to change, and how a server must have been started. */
export const advice = {
  // Why a log cannot decide a rule.
  'the log has no requests: -v=3 prints them': '日志里没有请求：-v=3 才会打印',
  'a log does not say when the server admitted a request': '日志不会说明服务器何时接纳了请求',
  'the log ends before the drain: requests that were open left no line':
    '日志在排空之前就结束了：当时未完成的请求没有留下日志行',
  'the log has no failing probe of /readyz: -v=2 prints them': '日志里没有失败的 /readyz 探测：-v=2 才会打印',
  '/readyz failed at the first probe of the log after ShutdownInitiated, {time} later':
    '/readyz 在 ShutdownInitiated 之后日志中的第一次探测时失败，相隔 {time}',
  'the log has no audit events: they are in the audit log': '服务器日志里没有审计事件：它们在审计日志里',
  // What to change.
  'No flag changes the order: the server is not of the version that it is taken for, or events are missing':
    '没有参数能改变顺序：服务器的版本与推断的不同，或者缺少事件',
  'Let load balancers ask /readyz itself, without leaving out the check “shutdown”: no flag makes it fail earlier':
    '让负载均衡器探测完整的 /readyz，不要排除 shutdown 检查：没有参数能让它更早失败',
  'No flag changes this: the server takes requests that its wait group does not know':
    '没有参数能改变这一点：服务器接纳了等待组没有计入的请求',
  'Let the livenessProbe wait: raise its failureThreshold, so that it outlasts the shutdown':
    '让 livenessProbe 多等一会儿：调大 failureThreshold，使其长于终止过程',
  'Let the livenessProbe ask {path}': '让 livenessProbe 探测 {path}',
  'A second signal ends the process at once: send one, and wait':
    '第二个信号会立即结束进程：只发一个，然后等待',
  'A hook that fails ends the server at once: let it log its error and return without one':
    '钩子失败会立即结束服务器：让它记录错误，但不要返回错误',
  'Let the clients wait at least as long as --request-timeout: the server was still at work':
    '让客户端至少等待 --request-timeout 那么久：服务器当时仍在处理',
  'No flag of the shutdown changes this: look for what broke the connections or the handlers':
    '没有终止参数能改变这一点：请查找是什么中断了连接或处理程序',
  'The process was killed while its hook ran: raise terminationGracePeriodSeconds, or let the hook do less':
    '钩子运行时进程被杀死：调大 terminationGracePeriodSeconds，或让钩子少做一些',
  'Let the hook try again: until it returns the server keeps serving, whatever --shutdown-delay-duration is':
    '让钩子重试：在它返回之前服务器一直提供服务，与 --shutdown-delay-duration 无关',
  'Set --shutdown-watch-termination-grace-period: then watches end before the audit backend stops':
    '设置 --shutdown-watch-termination-grace-period：这样 watch 会在审计后端停止之前结束',
  'Use 1.27 or later with --shutdown-watch-termination-grace-period: then watches end before the audit backend stops':
    '使用 1.27 或更高版本并设置 --shutdown-watch-termination-grace-period：这样 watch 会在审计后端停止之前结束',
  'Set --shutdown-delay-duration to more than the period of the probe times its failureThreshold':
    '把 --shutdown-delay-duration 设为大于探测周期乘以 failureThreshold',
  'Set --shutdown-delay-duration to {delay} at least: {probe} asks every {period} and believes {n} failures':
    '把 --shutdown-delay-duration 至少设为 {delay}：{probe} 每 {period} 探测一次，连续失败 {n} 次才认定',
  'The hook {name} does not return, and no grace period is long enough for it: give it a time limit':
    '钩子 {name} 不会返回，多长的宽限期都不够：请给它设定时限',
  'Set terminationGracePeriodSeconds to {needed} at least: up to {gate} s of delay and hooks, then up to {drain} s for requests and connections; or shorten --shutdown-delay-duration or --request-timeout':
    '把 terminationGracePeriodSeconds 至少设为 {needed}：延迟和钩子最多 {gate} s，之后请求和连接最多 {drain} s；或者缩短 --shutdown-delay-duration 或 --request-timeout',
  'Only {left} of the grace period were left: raise terminationGracePeriodSeconds above {grace}':
    '宽限期只剩 {left}：把 terminationGracePeriodSeconds 调到 {grace} 以上',
  'The server waited {time} for its last connections, which watches hold as a rule: set --shutdown-watch-termination-grace-period, and they are told to end':
    '服务器为最后的连接等待了 {time}，占用它们的通常是 watch：设置 --shutdown-watch-termination-grace-period，就会通知它们结束',
  'The server waited {time} for its last connections, which watches hold as a rule: since 1.27 --shutdown-watch-termination-grace-period tells them to end':
    '服务器为最后的连接等待了 {time}，占用它们的通常是 watch：自 1.27 起，--shutdown-watch-termination-grace-period 会通知它们结束',
  // How the time was spent, in rules and comparison.
  'How the time was spent': '时间花在哪里',
  delay: '延迟',
  drain: '排空',
  'server shutdown': '服务器关闭',
  shutdown: '整个终止过程',
  '{part} took': '{part}用时',
  'Compare with a file…': '与文件比较…',
  '{name} has {n} servers: number {id} is compared.': '{name} 中有 {n} 个服务器：比较的是第 {id} 个。',
  '{part}: {time} from {from}': '{part}：从 {from} 起 {time}',
  'Advice: {sentence}.': '建议：{sentence}。',
  // What a log tells about its server.
  'version {version}, as the log says': '版本 {version}（日志所示）',
  'version {version} or later, by its lines': '版本 {version} 或更高（由日志行推断）',
  'version unknown': '版本未知',
  'with --shutdown-send-retry-after': '开启了 --shutdown-send-retry-after',
  'without --shutdown-send-retry-after': '未开启 --shutdown-send-retry-after',
  'whether --shutdown-send-retry-after was set cannot be told':
    '无法判断是否开启了 --shutdown-send-retry-after',
  'The server of this log: {sentence}.': '这份日志的服务器：{sentence}。',
} as const;
