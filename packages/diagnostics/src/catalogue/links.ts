/** MET4xx: links between documents · MET5xx: compiling. */
import type { Entry } from '../entry.ts';

export const linkEntries = {
  MET401: {
    for: 'author',
    message: { en: 'There is no object “{name}”.', 'zh-CN': '没有名为“{name}”的对象。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET402: {
    for: 'author',
    message: { en: '“{object}” has no field “{name}”.', 'zh-CN': '“{object}”没有字段“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET403: {
    for: 'author',
    message: { en: '“{path}” goes on after “{name}”, which is {type} and no reference.', 'zh-CN': '“{path}”在“{name}”之后继续，但它是 {type}，不是引用。' },
    hint: { en: 'A path follows references only.', 'zh-CN': '路径只能沿着引用前进。' },
  },
  MET404: {
    for: 'author',
    message: { en: 'There is no {kind} “{name}”.', 'zh-CN': '没有名为“{name}”的 {kind}。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET405: {
    for: 'author',
    message: { en: 'The name “{name}” belongs to the engine.', 'zh-CN': '名称“{name}”由引擎保留。' },
    hint: { en: 'Choose another name.', 'zh-CN': '请换一个名称。' },
  },
  MET406: {
    for: 'author',
    message: { en: '“{name}” makes a tree, so it must refer to “{object}” itself.', 'zh-CN': '“{name}”构成树，因此必须引用“{object}”自身。' },
  },
  MET407: {
    for: 'author',
    message: { en: '“{name}” is required, so it cannot be cleared.', 'zh-CN': '“{name}”为必填，因此不能被清空。' },
    hint: { en: 'Use restrict or cascade.', 'zh-CN': '请使用 restrict 或 cascade。' },
  },
  MET408: {
    for: 'author',
    message: { en: '“{name}” of “{child}” is no reference to “{object}”.', 'zh-CN': '“{child}”的“{name}”不是对“{object}”的引用。' },
  },
  MET409: {
    for: 'author',
    message: { en: '“{child}” does not say that it is part of “{object}”.', 'zh-CN': '“{child}”没有声明它属于“{object}”。' },
    hint: { en: 'Add "partOf": "{object}" to {child}.', 'zh-CN': '请在 {child} 中添加 "partOf": "{object}"。' },
  },
  MET410: {
    for: 'author',
    message: { en: 'No select field of the object governs the choices of “{name}”; they depend on {values}.', 'zh-CN': '对象中没有选择字段决定“{name}”的选项；它们取决于 {values}。' },
    hint: { en: 'Add a select field with the list that this one depends on.', 'zh-CN': '请添加一个使用被依赖选项列表的选择字段。' },
  },
  MET411: {
    for: 'author',
    message: { en: '“{name}” is computed, so “{key}” has no meaning.', 'zh-CN': '“{name}”是计算字段，“{key}”没有意义。' },
    hint: { en: 'Remove “{key}”.', 'zh-CN': '请删除“{key}”。' },
  },
  MET412: {
    for: 'author',
    message: { en: '“{name}” has no formula that could be stored.', 'zh-CN': '“{name}”没有可存储的公式。' },
    hint: { en: 'Remove “stored”.', 'zh-CN': '请删除“stored”。' },
  },
  MET413: {
    for: 'author',
    message: { en: '“{name}” is {type} and cannot hold a currency.', 'zh-CN': '“{name}”是 {type}，不能存放币种。' },
    hint: { en: 'Use a text, select or reference field, or a code such as CNY.', 'zh-CN': '请使用文本、选择或引用字段，或 CNY 之类的代码。' },
  },
  MET414: {
    for: 'author',
    message: { en: 'The least, {least}, is more than the greatest, {greatest}.', 'zh-CN': '最小值 {least} 大于最大值 {greatest}。' },
  },
  MET415: {
    for: 'author',
    message: { en: '“{pattern}” is not a pattern of numbers.', 'zh-CN': '“{pattern}”不是有效的编号格式。' },
    hint: { en: 'Write {seq:5} once for the running number, and dates in braces, such as yyyyMMdd.', 'zh-CN': '请写一次流水号，如 {seq:5}；日期用花括号书写，如 yyyyMMdd。' },
  },
  MET416: {
    for: 'author',
    message: { en: '“{pattern}” is not a regular expression.', 'zh-CN': '“{pattern}”不是有效的正则表达式。' },
  },
  MET417: {
    for: 'author',
    message: { en: 'There is still a field “{was}”, so it has not been renamed.', 'zh-CN': '字段“{was}”仍然存在，因此它没有被改名。' },
    hint: { en: 'Remove “was”.', 'zh-CN': '请删除“was”。' },
  },
  MET418: {
    for: 'author',
    message: { en: '“{name}” is {type} and cannot name a record.', 'zh-CN': '“{name}”是 {type}，不能作为记录的标题。' },
    hint: { en: 'Use a text or an autonumber; a text formula can join fields.', 'zh-CN': '请使用文本或自动编号；文本公式可以拼接多个字段。' },
  },
  MET419: {
    for: 'author',
    message: { en: '“{name}” is {type} and cannot be searched.', 'zh-CN': '“{name}”是 {type}，不能被搜索。' },
    hint: { en: 'Search looks through text.', 'zh-CN': '搜索只查找文本。' },
  },
  MET420: {
    for: 'author',
    message: { en: '“{object}” has no lifecycle, so it has no state “{state}”.', 'zh-CN': '“{object}”没有生命周期，因此没有状态“{state}”。' },
  },
  MET421: {
    for: 'author',
    message: { en: '“{state}” is no value of “{field}”.', 'zh-CN': '“{state}”不是“{field}”的值。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET422: {
    for: 'author',
    message: { en: '“{parent}” has {found} children fields of “{object}” instead of one.', 'zh-CN': '“{parent}”有 {found} 个“{object}”的子表字段，应恰好有一个。' },
    hint: { en: 'Add one children field to the parent.', 'zh-CN': '请在父对象中添加一个子表字段。' },
  },
  MET423: {
    for: 'author',
    message: { en: 'The condition of “{name}” must read the record\'s own columns only.', 'zh-CN': '“{name}”的条件只能读取记录自身的列。' },
    hint: { en: 'Leave out formulas, references\' fields, children and the clock.', 'zh-CN': '请勿使用公式、引用的字段、子表或时钟。' },
  },
  MET424: {
    for: 'author',
    message: { en: '“{name}” is {type} and cannot be in a key or an index.', 'zh-CN': '“{name}”是 {type}，不能用于键或索引。' },
  },
  MET425: {
    for: 'author',
    message: { en: '“{name}” is {type}; a lifecycle needs a select.', 'zh-CN': '“{name}”是 {type}；生命周期需要选择字段。' },
  },
  MET427: {
    for: 'author',
    message: { en: 'A transition cannot set “{name}”.', 'zh-CN': '流转不能设置“{name}”。' },
    hint: { en: 'It is computed, numbered, of the system, or the state itself.', 'zh-CN': '它是计算字段、编号、系统字段、子表或状态本身。' },
  },
  MET428: {
    for: 'author', severity: 'warning',
    message: { en: 'No transition leads from “{initial}” to “{state}”.', 'zh-CN': '没有流转能从“{initial}”到达“{state}”。' },
    hint: { en: 'Add a transition, or remove the state.', 'zh-CN': '请添加流转，或删除该状态。' },
  },
  MET429: {
    for: 'author',
    message: { en: '“{state}” is final, so nothing can lead out of it.', 'zh-CN': '“{state}”是终态，不能再流转。' },
  },
  MET430: {
    for: 'author',
    message: { en: 'The document is about “{object}”, but its file is named for “{named}”.', 'zh-CN': '文档关于“{object}”，但文件名属于“{named}”。' },
    hint: { en: 'Rename the file.', 'zh-CN': '请重命名文件。' },
  },
  MET431: {
    for: 'author',
    message: { en: '“{object}” has no record type “{name}”.', 'zh-CN': '“{object}”没有记录类型“{name}”。' },
  },
  MET432: {
    for: 'author',
    message: { en: '“{name}” is already in {before}.', 'zh-CN': '“{name}”已在 {before} 中。' },
    hint: { en: 'A layout shows a field once.', 'zh-CN': '一个布局中每个字段只出现一次。' },
  },
  MET433: {
    for: 'author',
    message: { en: '“{name}” has no rows, so it has no columns.', 'zh-CN': '“{name}”没有子表行，因此没有列。' },
  },
  MET434: {
    for: 'author',
    message: { en: 'Records cannot be sorted by “{name}”, which is {type}.', 'zh-CN': '不能按“{name}”排序，它是 {type}。' },
  },
  MET435: {
    for: 'author',
    message: { en: 'The board “{name}” has no group.', 'zh-CN': '看板“{name}”没有分组。' },
    hint: { en: 'Name a select field as group.', 'zh-CN': '请用 group 指定一个选择字段。' },
  },
  MET436: {
    for: 'author',
    message: { en: '“{name}” is {type}; a board is grouped by a select.', 'zh-CN': '“{name}”是 {type}；看板按选择字段分组。' },
  },
  MET437: {
    for: 'author',
    message: { en: '“{other}” is already the default view of “{object}”.', 'zh-CN': '“{other}”已是“{object}”的默认视图。' },
  },
  MET438: {
    for: 'author',
    message: { en: '“{was}” has been renamed to “{other}” already.', 'zh-CN': '“{was}”已改名为“{other}”。' },
    hint: { en: 'One field can take over the values of another only once.', 'zh-CN': '一个字段的数据只能由一个新字段继承。' },
  },
  MET439: {
    for: 'author', severity: 'warning',
    message: { en: 'No transition leads out of “{state}”, and it is not final.', 'zh-CN': '没有流转能离开“{state}”，但它未声明为终态。' },
    hint: { en: 'Add a transition, or "final": true to the state.', 'zh-CN': '请添加流转，或为该状态声明 "final": true。' },
  },
  MET440: {
    for: 'author',
    message: { en: 'The role “{name}” includes itself.', 'zh-CN': '角色“{name}”包含了自身。' },
  },
  MET441: {
    for: 'author',
    message: { en: 'Records of “{object}” have the access of their “{parent}”.', 'zh-CN': '“{object}”的记录沿用其“{parent}”的权限。' },
    hint: { en: 'Grant on the parent; only fields can be narrowed here.', 'zh-CN': '请在父对象上授权；此处只能收窄字段。' },
  },
  MET442: {
    for: 'author',
    message: { en: '“{object}” has no transition “{name}”.', 'zh-CN': '“{object}”没有流转“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET443: {
    for: 'author',
    message: { en: 'No object has a transition “{name}”.', 'zh-CN': '没有对象包含流转“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET450: {
    for: 'author',
    message: { en: 'The row has no “{name}”, which is part of its key.', 'zh-CN': '数据行缺少“{name}”，它是键的一部分。' },
  },
  MET451: {
    for: 'author',
    message: { en: 'There are no rows, neither here nor in {file}.', 'zh-CN': '此处和 {file} 中都没有数据行。' },
  },
  MET452: {
    for: 'author',
    message: { en: 'The rows are here and in {file}.', 'zh-CN': '数据行同时出现在此处和 {file} 中。' },
    hint: { en: 'Keep them in one place.', 'zh-CN': '请只保留一处。' },
  },
  MET453: {
    for: 'author',
    message: { en: '“{value}” depends on something, but the list does not say on what.', 'zh-CN': '“{value}”有依赖条件，但列表没有声明依赖什么。' },
    hint: { en: 'Add dependsOn to the list.', 'zh-CN': '请为列表添加 dependsOn。' },
  },
  MET454: {
    for: 'author',
    message: { en: '“{value}” is no value of the list “{list}”.', 'zh-CN': '“{value}”不是列表“{list}”的值。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET460: {
    for: 'author',
    message: { en: 'The package needs engine {wanted}; this is {version}.', 'zh-CN': '此包需要引擎 {wanted}，当前为 {version}。' },
    hint: { en: 'Update the engine.', 'zh-CN': '请升级引擎。' },
  },
  MET461: {
    for: 'author',
    message: { en: 'There is no time zone “{timeZone}”.', 'zh-CN': '没有时区“{timeZone}”。' },
    hint: { en: 'Use a name such as Asia/Shanghai.', 'zh-CN': '请使用 Asia/Shanghai 之类的名称。' },
  },
  MET462: {
    for: 'author',
    message: { en: '“{object}” is already in the module “{other}”.', 'zh-CN': '“{object}”已属于模块“{other}”。' },
  },
  MET463: {
    for: 'author',
    message: { en: '“{name}” needs a value, but “{target}” is in the module “{module}”, which can be off.', 'zh-CN': '“{name}”必须有值，但“{target}”属于可关闭的模块“{module}”。' },
    hint: { en: 'Let the module of “{object}” require “{module}”, or ask for no value.', 'zh-CN': '请让“{object}”所在模块依赖“{module}”，或取消必填。' },
  },
  MET464: {
    for: 'author',
    message: { en: 'The module “{name}” cannot be off while “{other}” is on, which requires it.', 'zh-CN': '模块“{other}”依赖“{name}”且已开启，因此“{name}”不能关闭。' },
    hint: { en: 'Switch “{other}” off too, or “{name}” on.', 'zh-CN': '请同时关闭“{other}”，或开启“{name}”。' },
  },
  MET465: {
    for: 'author',
    message: { en: 'An item opens one thing: an object, a dashboard or a report.', 'zh-CN': '一个菜单项只打开一样内容：对象、仪表板或报表。' },
    hint: { en: 'Keep exactly one of the keys.', 'zh-CN': '请只保留其中一个键。' },
  },
  MET466: {
    for: 'author',
    message: { en: '“{key}” has no meaning here: {because}.', 'zh-CN': '“{key}”在此没有意义：{because}。' },
    hint: { en: 'Remove “{key}”.', 'zh-CN': '请删除“{key}”。' },
  },
  MET467: {
    for: 'author',
    message: { en: 'The calendar “{name}” does not say when its records are.', 'zh-CN': '日历“{name}”没有说明记录的时间。' },
    hint: { en: 'Add "calendar": { "start": … } with a date field.', 'zh-CN': '请添加 "calendar": { "start": … }，指定日期字段。' },
  },
  MET468: {
    for: 'author',
    message: { en: '“{name}” is {type}; a date is needed here.', 'zh-CN': '“{name}”是 {type}；此处需要日期。' },
    hint: { en: 'Name a date or date-time field, or an end of a range such as valid.from.', 'zh-CN': '请指定日期或日期时间字段，或日期范围的一端，如 valid.from。' },
  },
  MET469: {
    for: 'author',
    message: { en: 'Records cannot be grouped by “{name}”, which is {type}.', 'zh-CN': '不能按“{name}”分组，它是 {type}。' },
  },
  MET470: {
    for: 'author',
    message: { en: 'The metric “{name}” needs a value or a formula, and not both.', 'zh-CN': '指标“{name}”需要 value 或 formula，且只能有一个。' },
    hint: { en: 'A value is counted over the records, a formula computed from the metrics above it.', 'zh-CN': 'value 对记录汇总，formula 由其上方的指标计算。' },
  },
  MET471: {
    for: 'author',
    message: { en: 'This is no aggregate over the records of “{object}”.', 'zh-CN': '这不是对“{object}”记录的汇总。' },
    hint: { en: 'Write count(), sum(amount), avg(…), min(…) or max(…); a condition goes inside: sum(amount where status == \'open\').', 'zh-CN': '请写 count()、sum(amount)、avg(…)、min(…) 或 max(…)；条件写在括号内：sum(amount where status == \'open\')。' },
  },
  MET472: {
    for: 'author',
    message: { en: 'The report has no dimension along which a {kind} could be drawn.', 'zh-CN': '报表没有可用于绘制 {kind} 的维度。' },
    hint: { en: 'Add a dimension, or draw a number or a table.', 'zh-CN': '请添加维度，或改用 number 或 table。' },
  },
  MET473: {
    for: 'author',
    message: { en: 'The widget “{name}” shows a report or a view, and not both.', 'zh-CN': '部件“{name}”显示报表或视图，且只能有一个。' },
    hint: { en: 'Keep exactly one of the keys.', 'zh-CN': '请只保留其中一个键。' },
  },
  MET474: {
    for: 'author',
    message: { en: 'Records cannot be narrowed by “{name}”, which is {type}.', 'zh-CN': '不能按“{name}”筛选，它是 {type}。' },
  },
  MET475: {
    for: 'author',
    message: { en: '“{filter}” offers {type} here, but {other} in the widget “{widget}”.', 'zh-CN': '筛选“{filter}”在此处是 {type}，在部件“{widget}”中却是 {other}。' },
    hint: { en: 'Let it narrow all widgets by the same kind of value, or use another filter.', 'zh-CN': '请让它在所有部件中按同一种值筛选，或另设筛选项。' },
  },
  MET501: {
    for: 'author',
    message: { en: 'Formulas need each other: {cycle}.', 'zh-CN': '公式互相依赖：{cycle}。' },
    hint: { en: 'Break the circle at one of them.', 'zh-CN': '请在其中一处断开循环。' },
  },
  MET502: {
    for: 'author',
    message: { en: '“{name}” cannot be stored: {reason}.', 'zh-CN': '“{name}”不能存储：{reason}。' },
    hint: { en: 'Remove “stored”: the compiler computes it when it is read.', 'zh-CN': '请删除“stored”：编译器会在读取时计算。' },
  },
  MET510: {
    for: 'author', severity: 'warning',
    message: { en: 'There is nothing at “{name}” to translate.', 'zh-CN': '“{name}”处没有可翻译的内容。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET511: {
    for: 'author',
    message: { en: '“{name}” is translated otherwise in {other}.', 'zh-CN': '“{name}”在 {other} 中有不同的翻译。' },
    hint: { en: 'Remove one of the two.', 'zh-CN': '请删除其中一个。' },
  },
} as const satisfies Record<string, Entry>;
