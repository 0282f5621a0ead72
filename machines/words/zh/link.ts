export const link = {
  'a whole number, now 1': '整数，目前为 1',
  'the name of a scenario': '场景名称',
  'a scenario, complete to its last letter': '一个完整的场景，不缺任何字符',
  'a version from 1.6 to 1.36, such as 1.20': '1.6 到 1.36 之间的一个版本，例如 1.20',
  'a whole number up to 4294967295': '不超过 4294967295 的整数',
  'what was done by hand, in order of time, such as 6.4s:SIGTERM,7s:hook.hang:NAME':
    '按时间顺序排列的手动操作，例如 6.4s:SIGTERM,7s:hook.hang:NAME',
  'a time of at most an hour, such as 6.4s or -2s': '不超过一小时的时间，例如 6.4s 或 -2s',
  '1 or 0': '1 或 0',
  'one of {names}': '{names} 之一',
  'it is no text': '它不是文本',
  '{key} must be {needed}, and it is "{found}"': '{key} 应为{needed}，实际是“{found}”',
  'This link is damaged: {what}. Copy it again, whole, from where it came.':
    '链接已损坏：{what}。请从来源处重新完整复制。',
  'This link was made by a newer Lastcall: it has version {version}, and this one reads up to {known}. Update Lastcall, or ask for the recording.':
    '该链接由更新版本的 Lastcall 生成：链接版本为 {version}，当前程序最高支持 {known}。请升级 Lastcall，或向对方索取录制文件。',
  'This link is too long: it has {length} characters, and {limit} are read. Open the scenario as a file instead.':
    '链接太长：共 {length} 个字符，最多读取 {limit} 个。请改用文件打开场景。',
  'The scenario is too long for a link, which holds {limit} characters. Send it as a file instead.':
    '场景太长，链接最多容纳 {limit} 个字符。请改用文件发送。',
  'Too much was done by hand for a link, which holds {limit} deeds. Save the recording instead.':
    '手动操作太多，链接最多容纳 {limit} 次操作。请改为保存录制。',
  'The link is copied.': '链接已复制。',
  'Copy the link from here.': '请从此处复制链接。',
  'It leads to the scenario, not to this moment: what happened on a live server is not in it.':
    '它只指向场景，不指向此刻：真实服务器上发生的事不包含在内。',
  'It leads to the scenario, not to this moment: links reach an hour, and hold {limit} deeds.':
    '它只指向场景，不指向此刻：链接最多覆盖一小时、{limit} 次操作。',
  'A recording is in no link. Save it, and send the file.': '链接里放不下录制。请保存录制并发送文件。',
  Link: '链接',
  Address: '地址',
  'Open in Lastcall': '在 Lastcall 中打开',
  '{scenario}, live server': '{scenario}，真实服务器',
  '{scenario}, simulated': '{scenario}，模拟',
} as const;
