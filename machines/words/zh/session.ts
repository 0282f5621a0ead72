export const session = {
  'The library has no scenario "{name}".': '场景库中没有场景“{name}”。',
  '{name} (changed)': '{name}（已修改）',
  'The moment of this link counts from a stop that this scenario does not plan. It plays from its beginning.':
    '该链接的时刻从停止信号算起，但此场景没有安排停止。现从头开始播放。',
  'What this link says was done at {at} cannot be done, {what}: {reason}.':
    '链接中记录的操作无法在 {at} 重做（{what}）：{reason}。',
  'What was done at {at} cannot be done on {lineage}, {what}: {reason}.':
    '在 {at} 进行的操作无法在 {lineage} 上重做（{what}）：{reason}。',
  'The scenario of this link cannot be used: {what}.': '该链接中的场景无法使用：{what}。',
  'The scenario of this recording cannot be used: {what}.': '该录制中的场景无法使用：{what}。',
  'line {line}, {what}': '第 {line} 行，{what}',
  '{first}, and {more} more': '{first}，另有 {more} 处',
  'The live server cannot be heard any more. What it said so far is kept.':
    '已收不到真实服务器的消息。此前收到的内容会保留。',
  'The program behind this page does not answer. Is `lastcall serve` still running?':
    '本页面背后的程序没有应答。`lastcall serve` 还在运行吗？',
  'This page may only look on: to act, open it by the link with the secret that the program has printed.':
    '本页面只能旁观：要进行操作，请用程序打印出的带密钥的链接打开。',
  '{path} was answered with {status}.': '{path} 返回了 {status}。',
  'The program behind this page still does not answer.': '本页面背后的程序仍然没有应答。',
  'The live server still runs {running}: it has to exit before {scenario} can start.':
    '真实服务器仍在运行 {running}：必须等它退出，才能启动 {scenario}。',
  'Acting in the past begins another run, and {most} are kept already. Drop one first.':
    '在过去操作会分叉出新的运行，而已保留 {most} 个运行。请先删除一个。',
  'Not more than {most} runs are kept: "{name}" was dropped.': '最多保留 {most} 个运行：已删除“{name}”。',
  'Too much was done since then: that moment cannot be acted in any more.':
    '此后操作过多，已无法回到那一刻进行操作。',
  'The simulation could not be fetched. Reload the page.': '无法获取模拟程序。请重新加载页面。',
} as const;
