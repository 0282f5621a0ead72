/** The chain of servers, APIServices, and the start as systemd hears of it. */
export const servers = {
  // Events.
  '{server} is prepared: {installs}': '{server} 的 PrepareRun 完成：{installs}',
  '{server} has registered all its paths': '{server} 已注册全部路径',
  '{state} is due to systemd': '该向 systemd 报告 {state}',
  '{state} is sent to systemd by {program}': '已由 {program} 向 systemd 发送 {state}',
  'The server of {name} is up': '{name} 背后的服务器可用',
  'The server of {name} is down': '{name} 背后的服务器不可用',
  // The servers.
  'Passes requests for the groups of APIServices to their servers, and everything else down the chain':
    '把 APIService 各组的请求转发给它们的服务器，其余的沿链往下传',
  'Serves the built-in resources: the core group and the groups of Kubernetes':
    '提供内置资源：核心组和 Kubernetes 自己的各组',
  'Serves CustomResourceDefinitions and the custom resources that they define':
    '提供 CustomResourceDefinition 以及由其定义的自定义资源',
  // Keys of a scenario.
  'The chain of servers; MuxAndDiscoveryComplete fires when all of them know their paths':
    '服务器链；全部服务器都注册完路径后，MuxAndDiscoveryComplete 才触发',
  'When all its HTTP paths have been registered': '它的所有 HTTP 路径注册完毕的时刻',
  'When all its HTTP paths have been registered; never: not before the stop':
    '它的所有 HTTP 路径注册完毕的时刻；never：停止之前不会完成',
  'The first one; it learns of APIServices: its post-start hook apiservice-registration-controller returns then':
    '链上第一个；到这时它才知道有哪些 APIService：启动后钩子 apiservice-registration-controller 此时返回',
  'The one with the built-in resources; the same as mux-delay under `server`':
    '提供内置资源的那个；与 `server` 下的 mux-delay 相同',
  'The last one; it learns of CustomResourceDefinitions: its post-start hook crd-informer-synced returns then':
    '链上最后一个；到这时它才知道有哪些 CRD：启动后钩子 crd-informer-synced 此时返回',
  'API groups that servers of their own serve; the aggregator hands their requests on':
    '由单独的服务器提供的 API 组；聚合器负责转发它们的请求',
  'An API group that a server of its own serves, behind the aggregator':
    '由单独的服务器提供、位于聚合器之后的 API 组',
  'Its name: VERSION.GROUP': '名称：VERSION.GROUP',
  'The API group that its server serves': '其服务器提供的 API 组',
  'The version of the group that its server serves': '其服务器提供的该组的版本',
  'The one resource that its server has, in namespaces': '其服务器仅有的一种资源，属于命名空间',
  'false: its server is down from the start': 'false：其服务器从一开始就不可用',
  'How long its server keeps serving after it was told to go down':
    '被要求停下后，其服务器继续提供服务的时长',
  'The name of one under `apiServices`': '`apiServices` 中某一项的名称',
  'false: its server goes down; true: it comes up again': 'false：其服务器停下；true：重新可用',
  'The server of an APIService goes down, or comes up again': 'APIService 背后的服务器停下，或重新可用',
  'What it sends: text, or an object that goes out as JSON': '发送的正文：文本，或作为 JSON 发出的对象',
  'Content-Type of what it sends; JSON when it is left out': '所发正文的 Content-Type；不写则为 JSON',
  'Headers besides User-Agent and Content-Type, such as authorization or accept':
    '除 User-Agent 和 Content-Type 之外的请求头，例如 authorization 或 accept',
  // What can be wrong with it.
  'a header is written in lower case': '请求头要用小写',
  'a header has printable ASCII only': '请求头只能含可打印的 ASCII 字符',
  'a content type has printable ASCII only': 'Content-Type 只能含可打印的 ASCII 字符',
  'a body has at most 1048576 characters': '正文最多 1048576 个字符',
  'an APIService is called VERSION.GROUP: "{right}", not "{name}"':
    'APIService 的名称是 VERSION.GROUP：应为 "{right}"，而不是 "{name}"',
  'the APIService "{name}" is there twice': 'APIService "{name}" 出现了两次',
  'the group "{group}" is served by the chain itself': '组 "{group}" 由服务器链自己提供',
  'there is no APIService "{name}" under `apiServices`': '`apiServices` 中没有 APIService "{name}"',
  'a group is a domain name such as metrics.example.com': '组是域名，例如 metrics.example.com',
  'a version is for example v1, v1beta1 or v1alpha1': '版本例如 v1、v1beta1 或 v1alpha1',
  'a resource is a word in lower case such as samples': '资源是小写的单词，例如 samples',
} as const;
