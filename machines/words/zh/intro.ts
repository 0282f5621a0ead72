/** The first ten seconds. */
export const intro = {
  Skip: '跳过',
  'Look around': '随便看看',
  'Now a real server': '换成真实服务器',
  'You were right.': '你说对了。',
  'Not this time.': '这次没猜中。',
  'The door is shut, and nobody new gets in. Watch those who are inside.':
    '门已关上，不再放新请求进来。看看还在里面的请求。',
  'One request is still inside. What happens to it?': '还有一个请求在里面。它会怎样？',
  'Two requests are still inside. What happens to them?': '还有两个请求在里面。它们会怎样？',
  '{n} requests are still inside. What happens to them?': '还有 {n} 个请求在里面。它们会怎样？',
  'They are cut off': '被直接切断',
  'They are finished first': '先处理完',
  'They are sent away to try again': '被打发走，稍后重试',
  'They were answered, and only then may the process exit: that is graceful termination.':
    '它们都得到了响应，之后进程才可以退出：这就是优雅终止。',
  'They were cut off before they were answered.': '它们还没得到响应就被切断了。',
  'They fared differently: the log has each.': '它们的结局各不相同：详见日志。',
  'They were sent away to try again.': '它们被打发走，要稍后重试。',
  'This API server is about to be stopped.': '这个 API server 即将被停止。',
  'SIGTERM. Its /readyz fails from now on, yet it still serves everything.':
    'SIGTERM 到了。从现在起 /readyz 失败，但它仍然处理所有请求。',
  'The load balancer has noticed: new requests go elsewhere.': '负载均衡器发现了：新请求改去别处。',
  'The door is shut.': '门已关上。',
  'The process has exited.': '进程已退出。',
  'show the first look again': '重看开场演示',
  'skip the first look': '跳过开场演示',
  'answer its question': '回答它的问题',
} as const;
