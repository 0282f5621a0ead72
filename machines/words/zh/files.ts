export const files = {
  // Opening and saving.
  'open a recording or a scenario': '打开录制或场景',
  'save the recording': '保存录制',
  'Drop it here': '拖放到这里',
  'Drop one file at a time.': '一次只能拖放一个文件。',
  'Reading {name}': '正在读取 {name}',
  'Show what comes before': '显示在此之前的内容',
  'Show the first {limit}': '只显示前 {limit} 个',
  'This is a recording: what happened in it cannot be changed.': '这是一份录制：其中发生过的事无法改变。',
  // What is wrong with a file.
  '{sentence} {next}': '{sentence}{next}',
  '{name} is empty: there is nothing to show.': '{name} 是空文件，没有可显示的内容。',
  '{name} is a zip archive: unpack it, and open the recording in it.':
    '{name} 是 zip 压缩包：请先解压，再打开其中的录制。',
  '{name} is compressed: unpack it with gunzip, and open what comes out.':
    '{name} 是压缩文件：请先用 gunzip 解压，再打开得到的文件。',
  '{name} is no text, so it is no recording. {hint}': '{name} 不是文本，因此不是录制。{hint}',
  '{name} has a line of more than {limit} MB, so it is no recording. {hint}':
    '{name} 中有一行超过 {limit} MB，因此不是录制。{hint}',
  '{name} cannot be read: {reason}': '无法读取 {name}：{reason}',
  '{name} has {size} MB. The page holds what it shows in memory, and opens at most {largest} MB.':
    '{name} 有 {size} MB。页面把显示的内容都放在内存中，最多打开 {largest} MB。',
  '{name} has more than {limit} events, and the page keeps no more of a run, so that it stays within its memory.':
    '{name} 的事件超过 {limit} 个。为了不超出内存，页面对一次运行只保留这么多。',
  '{name}, line {line}: {what}.': '{name} 第 {line} 行：{what}。',
  '{name}, line {line}: {what}. The {events} events before it are good.':
    '{name} 第 {line} 行：{what}。它之前的 {events} 个事件都完好。',
  '{name} is cut off in line {line}, after {left} characters of it: that line is left out, and the {events} events before it are shown.':
    '{name} 在第 {line} 行被截断，该行只剩 {left} 个字符：略去这一行，显示它之前的 {events} 个事件。',
  'They end at {at}, before the process exits.': '它们到 {at} 为止，此时进程尚未退出。',
  '{name} is no scenario.': '{name} 不是场景。',
  'There are {more} more problems in it.': '其中还有 {more} 个问题。',
  'A recording is a .jsonl file, as Save or “lastcall live --out run.jsonl” writes it; a scenario is a .yaml file.':
    '录制是 .jsonl 文件，由“保存”或 lastcall live --out run.jsonl 写出；场景是 .yaml 文件。',
  'A part of the page could not be fetched. Is the network there? Reloading may help as well.':
    '页面有一部分未能取得。网络是否可用？重新加载也可能有用。',
  'Nothing has been heard of the run yet: there is nothing to save.':
    '还没有收到这次运行的任何消息，没有可保存的内容。',
  'The run is longer than what the page keeps: its first {first} events are not in the file.':
    '这次运行比页面所能保留的更长：最前面的 {first} 个事件不在文件中。',
  // What is wrong with a line.
  'this is no recording: its first line must be {start}': '这不是录制：第一行应为 {start}',
  'this recording has version {version} of the format, and this program reads up to version {known}; a newer one reads it':
    '这份录制的格式为版本 {version}，本程序最多读到版本 {known}；请用更新的程序读取',
  '"{field}" must be {expected}, found {found}': '"{field}" 应为{expected}，实际为 {found}',
  '"{field}" is missing; it must be {expected}': '缺少 "{field}"，它应为{expected}',
  'the file is empty': '文件是空的',
  'the line is empty': '这一行是空的',
  'the last line is cut off': '最后一行被截断',
  'the line is not JSON: {line}': '这一行不是 JSON：{line}',
  'the line is no JSON object: {line}': '这一行不是 JSON 对象：{line}',
  '"seq" must rise: {value} comes after {before}': '"seq" 必须递增：{before} 之后是 {value}',
  'events must be in order of time: {value} comes after {before}':
    '事件必须按时间排列：{before} 之后是 {value}',
  // What a field must be.
  'a string': '字符串',
  'true or false': ' true 或 false',
  'an integer': '整数',
  'a number': '数字',
  'a number over 0': '大于 0 的数字',
  'an object': '对象',
  'an object with a type': '带 type 的对象',
  'an object with a kind': '带 kind 的对象',
  '{what} or null': '{what}或 null',
  'one of {values}': '下列之一：{values}',
  'a list of {what}': '{what}的列表',
  'an object whose values are {what}': '各值为{what}的对象',
  // Offline.
  'A new version of this page is there.': '本页面有新版本。',
  Reload: '重新加载',
  Later: '以后再说',
} as const;
