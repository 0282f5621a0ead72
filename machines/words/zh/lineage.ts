/** The lineage: moments without names, and what a version does not have. */
export const lineage = {
  'the stop is requested': '收到停止请求',
  'the signal kills the process': '信号直接杀死进程',
  '/readyz turns red': '/readyz 变红',
  'the delay is over': '停止延迟结束',
  'the hooks are done': '停止前钩子已完成',
  'the wait group rejects': 'wait group 开始拒绝',
  'the requests have drained': '请求已排空',
  'the listener is closed': '监听器已关闭',
  'Run returns': 'Run 返回',
  'lineage {lineage} has no signals: they came with 1.22': '版本谱系 {lineage} 没有信号：信号从 1.22 开始有',
  'lineage {lineage} has no {name}': '版本谱系 {lineage} 没有 {name}',
  'What post-start hook {name} had left running ends': '启动后钩子 {name} 留下的 goroutine 结束',
  'Nobody handles the signal: it has killed the process, and what was open is cut off.':
    '没有人处理这个信号：它杀死了进程，打开的一切都被截断。',
  'lineage {lineage} has no /readyz: it came with 1.16': '版本谱系 {lineage} 没有 /readyz：它从 1.16 开始有',
  'lineage {lineage} has no /livez: it came with 1.16': '版本谱系 {lineage} 没有 /livez：它从 1.16 开始有',
  'the shutdown has only just begun': '停止才刚刚开始',
  '/readyz failed only {time} after {signal}': '/readyz 在 {signal} 之后 {time} 才失败',
  '/readyz failed from {signal} on': '/readyz 从 {signal} 起失败',
  // What to change on an old version.
  'Use 1.8 or later: before, nobody handles SIGTERM, and everything in flight is lost':
    '使用 1.8 或更高版本：在此之前没有人处理 SIGTERM，处理中的一切都会丢失',
  'Use 1.19 or later: before, Run does not wait for the HTTP server, and the last responses may be cut off':
    '使用 1.19 或更高版本：在此之前 Run 不等 HTTP 服务器，最后的响应可能被截断',
  'Use 1.19 or later: before, /readyz fails only when the delay is over':
    '使用 1.19 或更高版本：在此之前 /readyz 到停止延迟结束时才失败',
  'Use 1.16 or later with --shutdown-delay-duration: before, the listener closes at once':
    '使用 1.16 或更高版本并设置 --shutdown-delay-duration：在此之前监听器会立刻关闭',
  'Use 1.25 or later, which answers hooks until they return; before, set --shutdown-delay-duration to more than the hooks take':
    '使用 1.25 或更高版本，它会一直响应钩子直到它们返回；在此之前，把 --shutdown-delay-duration 设得比钩子更久',
} as const;
