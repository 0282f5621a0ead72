/** Lessons: what is wrong with one that somebody has written, or with progress that was kept. */
export const lessons = {
  // progress
  'a newer version of this program has written it': '它是由本程序的更新版本写出的',
  'has more answers than any lesson': '答案比任何课程都多',
  'has more lessons than there can be': '课程的数量超过上限',
  'it is no progress of lessons': '这不是课程进度',
  // lesson.yaml
  'the lesson is larger than 1 MiB': '课程文件超过 1 MiB',
  'a lesson is a mapping with minutes, scenario, stops and task':
    '课程是一个映射，包含 minutes、scenario、stops 和 task',
  'a lesson has the name of its folder, which has no spaces and no slashes; found "{name}"':
    '课程以其文件夹命名，名称里不能有空格和斜杠；实际是 "{name}"',
  'a lesson has either a scenario or a log': '课程要么有 scenario，要么有 log，二者择一',
  'a lesson about a log needs a scenario for its task': '以日志为题的课程，其任务需要另给一个 scenario',
  'expected the name of a scenario, or a scenario': '这里应是场景的名称，或一个完整的场景',
  'there is no scenario "{name}"; did you mean "{near}"?': '没有名为 "{name}" 的场景；是不是想写 "{near}"？',
  'there is no scenario "{name}"; known are {known}': '没有名为 "{name}" 的场景；已有的是 {known}',
  'there is a stop "{id}" already': '已经有一个停点 "{id}"',
  'there is a control for "{path}" already': '"{path}" 已经有一个控件',
  'a lesson has at least one stop': '课程至少有一个停点',
  'a question has at least two choices': '问题至少有两个选项',
  'a task has at least one goal': '任务至少有一个目标',
  'a task has at least one control': '任务至少有一个控件',
  'a control names a place of the scenario': '控件要指明场景中的一处',
  'a control offers at least one value': '控件至少提供一个值',
  'expected a value as it stands in a scenario': '这里应是场景中可以写的值',
  'a text must not be empty': '文字不能为空',
  'an id has small letters, digits and single hyphens': 'id 只含小写字母、数字和单个连字符',
  'this id has a meaning of its own; call the stop otherwise': '这个 id 另有含义；请给停点换个名称',
  'this choice needs a text in both languages': '这个选项需要中英文两种文字',
  'a text has "en" and "zh", both not empty and at most {limit} characters':
    '文字要有 "en" 和 "zh"，都不能为空，且最多 {limit} 个字符',
  'a goal is measured in the run of the task itself, without "with" and "lineages"':
    '目标只在任务自己的运行中测量，不能带 "with" 和 "lineages"',
  // moments, measurements, values
  'a {kind} is never "{what}"; it is one of {known}': '{kind} 没有 "{what}" 这一时刻；可以是 {known}',
  '"{text}" is no moment; did you mean "{near}"?': '"{text}" 不是一个时刻；是不是想写 "{near}"？',
  '"{text}" is no moment; write {words}, or "SIGTERM 2", "request NAME settled", "hook NAME finished", "probe NAME unhealthy", each with "+ 1.5s" or "- 200ms" if wanted':
    '"{text}" 不是一个时刻；可写 {words}，或 "SIGTERM 2"、"request NAME settled"、"hook NAME finished"、"probe NAME unhealthy"，后面都可以加 "+ 1.5s" 或 "- 200ms"',
  'a moment is needed here, such as {example}': '这里需要一个时刻，例如 {example}',
  'a measurement is a map such as {example}, with one of {known}; found {found}':
    '测量是一个映射，例如 {example}，包含 {known} 之一；实际是 {found}',
  'a time has a "from" and a "to", such as {example}': '时间要有 "from" 和 "to"，例如 {example}',
  '"{key}" needs a name': '"{key}" 需要一个名称',
  '"{key}" needs a list of at least two moments': '"{key}" 需要一个至少含两个时刻的列表',
  '"with" is a map from places of the scenario to values, such as {example}':
    '"with" 是从场景中的位置到值的映射，例如 {example}',
  '"among" is a list of versions in quotes, such as {example}': '"among" 是带引号的版本列表，例如 {example}',
  'a single value is needed here, not a range': '这里需要单个值，而不是范围',
  'expected a word, a number or a range such as 1..5, found {found}':
    '这里应是一个词、一个数，或 1..5 这样的范围，实际是 {found}',
  '"{text}" is never measured here; did you mean "{near}"?': '这里不可能测得 "{text}"；是不是想写 "{near}"？',
  '"{text}" is never measured here; possible are {known}': '这里不可能测得 "{text}"；可能的是 {known}',
  '"{text}" is not a range here; write for example {known}': '"{text}" 在这里不是范围；请写成例如 {known}',
  // names of the scenario
  'the scenario has no "{name}"; did you mean "{near}"?': '场景里没有 "{name}"；是不是想写 "{near}"？',
  'the scenario has no "{name}"; there are {known}': '场景里没有 "{name}"；有的是 {known}',
  'the scenario does not take it: {message}': '场景不接受这个值：{message}',
  'there is no "{name}" in {path}; there are {known}': '{path} 里没有 "{name}"；有的是 {known}',
  'a log cannot be run otherwise: neither "with" nor "lineages" goes with it':
    '日志不能换个条件重新运行："with" 和 "lineages" 都不能用',
  // en.md and zh.md
  'the file is missing: a lesson has its text in both languages': '缺少这个文件：课程要有中英文两份文字',
  'the text is longer than {limit} characters': '文字超过 {limit} 个字符',
  'a text begins with "# Title"': '文字要以 "# 标题" 开头',
  'a text has one "# Title", and it comes first': '文字只有一个 "# 标题"，并且在最前面',
  'a section carries the id of its stop, or task: {example}': '每一节都要带上停点的 id 或 task：{example}',
  'a heading must not be empty': '标题不能为空',
  'the section "{heading}" has no text': '"{heading}" 一节没有正文',
  'within a section only its notes have a heading, once: {example}':
    '一节之内只有备注可以有标题，且只有一次：{example}',
  'there is no stop "{id}"; the stops are {known}': '没有停点 "{id}"；停点有 {known}',
  'the section {example} is missing': '缺少这一节：{example}',
  'the section "{id}" stands here twice': '"{id}" 一节出现了两次',
  'the sections come in the order of the stops: {known}': '各节要按停点的顺序排列：{known}',
  'the section "{id}" has {zh} blocks of code here, and {en} in en.md':
    '"{id}" 一节在这里有 {zh} 个代码块，而 en.md 里有 {en} 个',
  'the section "{id}" has notes in one language only': '"{id}" 一节只有一种语言有备注',
  'an item of a list is one paragraph': '列表的每一项只有一段文字',
  '"**" without its other half: next to punctuation it needs a space on its outer side':
    '"**" 没有配对：挨着标点时，外侧要留一个空格',
  'a link goes to https:, or to ?QUERY within this page; "{href}" belongs between backquotes':
    '链接只能指向 https:，或本页面内的 ?QUERY；"{href}" 请放在反引号里',
  'lessons have paragraphs, lists, code, **strong**, *emphasis* and links, but nothing like "{what}"':
    '课程里可以有段落、列表、代码、**粗体**、*强调* 和链接，但不能有 "{what}"',
  // what only the run shows
  'the log tells of no API server': '日志里没有任何 API server',
  '"{moment}" does not come in this run': '这次运行里没有 "{moment}"',
  '"{moment}" lies before the start': '"{moment}" 早于启动',
  '"{moment}" comes {ms} ms after the start, not after the stop before it, which comes at {before} ms':
    '"{moment}" 在启动后 {ms} ms，没有晚于前一个停点（{before} ms）',
  'no choice is right: what is measured is {measured}': '没有正确的选项：测得的是 {measured}',
  '{n} choices are right at once: what is measured is {measured}':
    '有 {n} 个选项同时正确：测得的是 {measured}',
  'the run lasts {seconds} s; nobody wants to wait longer than {limit} s':
    '这次运行长达 {seconds} s；没有人愿意等 {limit} s 以上',
  'another choice has the same text': '另一个选项的文字与它相同',
  'the right choice stands at the same place in every question': '每个问题的正确选项都在同一个位置',
  'there are {count} ways to try; more than {limit} cannot be checked':
    '共有 {count} 种改法；超过 {limit} 种就无法检查',
  'the task is solved before anything is changed': '什么都没改，任务就已经完成了',
  'no control offers another value than the scenario has': '没有一个控件提供与场景不同的值',
  'the task cannot be solved with its controls; closest is {changes}, but not {goals}':
    '用任务给出的控件无法完成任务；最接近的是 {changes}，但没有达到 {goals}',
  'every change solves the task: there is nothing to find out': '随便怎么改都能完成任务：没有什么可探究的',
} as const;
