/** The import of real logs. */
export const imports = {
  'the log is empty': '日志为空',
  'none of the {n} lines says anything about the life of an API server':
    '{n} 行日志中没有任何一行与 API server 的生命周期有关',
  '{n} of them are HTTP requests, but those alone do not tell how a server ended':
    '其中 {n} 行是 HTTP 请求，但仅凭它们无法得知服务器如何结束',
  '{n} lines would, but their times cannot be read': '有 {n} 行与之有关，但无法读出时间',
  'It looked for lines of kube-apiserver, or of any server built on k8s.io/apiserver:':
    '查找的是 kube-apiserver（或任何基于 k8s.io/apiserver 的服务器）的以下日志行：',
  'every version, at any verbosity': '所有版本，任何日志级别',
  'since {version}, with {flag}': '自 {version} 起，需要 {flag}',
  'HTTP requests, with {flag}': 'HTTP 请求，需要 {flag}',
  'kube-apiserver runs with -v=0 unless it is told otherwise; start it with -v=2 to see how it terminates.':
    'kube-apiserver 默认以 -v=0 运行；用 -v=2 启动即可看到它如何终止。',
  '{n} earlier requests are only counted': '更早的 {n} 个请求只计数',
  '{n} lines are left out, because there is a bound': '因数量上限省略了 {n} 行',
  '{n} older processes are left out, because there is a bound': '因数量上限省略了 {n} 个较早的进程',
  '{n} lines are left out, because their times cannot be read': '有 {n} 行因无法读出时间而省略',
} as const;
