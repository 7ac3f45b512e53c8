/** MET0xx: reading · MET1xx: syntax · MET2xx: shape · MET3xx: layers. */
import type { Entry } from '../entry.ts';

export const modelEntries = {
  MET001: {
    for: 'author',
    message: { en: 'This file is not part of a package: “{path}”.', 'zh-CN': '此文件不属于元数据包：“{path}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET002: {
    for: 'author',
    message: { en: '“{name}” is no name for a file of the kind {kind}.', 'zh-CN': '“{name}”不是有效的 {kind} 文件名。' },
    hint: { en: 'Use {form}.', 'zh-CN': '请使用：{form}。' },
  },
  MET003: {
    for: 'author',
    message: { en: 'The file has {size} characters; {max} is the most.', 'zh-CN': '文件有 {size} 个字符，最多允许 {max} 个。' },
    hint: { en: 'Divide it, or keep rows in a CSV file.', 'zh-CN': '请拆分文件，或把数据行放入 CSV 文件。' },
  },
  MET004: {
    for: 'author',
    message: { en: 'The package has no package.json.', 'zh-CN': '包中没有 package.json。' },
    hint: { en: 'Add one with name, version and tenon.', 'zh-CN': '请添加 package.json，包含 name、version 和 tenon。' },
  },
  MET005: {
    for: 'author',
    message: { en: 'The rows have no head “{head}”.', 'zh-CN': '数据行缺少头文件“{head}”。' },
    hint: { en: 'Add it, with object, key and mode.', 'zh-CN': '请添加该文件，包含 object、key 和 mode。' },
  },
  MET006: {
    for: 'author',
    message: { en: 'There is no package “{name}” in {looked}.', 'zh-CN': '在 {looked} 中找不到包“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET007: {
    for: 'author',
    message: { en: 'The packages extend each other in a circle: {circle}', 'zh-CN': '包之间循环扩展：{circle}' },
    hint: { en: 'Take one of the names out of “extends”.', 'zh-CN': '请从“extends”中去掉其中一个。' },
  },
  MET008: {
    for: 'author',
    message: { en: '“{name}” is here in version {version}; {range} is asked for.', 'zh-CN': '“{name}”此处的版本是 {version}，要求的是 {range}。' },
    hint: { en: 'Widen the range, or give the folder of another version with --base.', 'zh-CN': '请放宽版本范围，或用 --base 指定其他版本的文件夹。' },
  },
  MET009: {
    for: 'author',
    message: { en: '“{range}” is no range of versions.', 'zh-CN': '“{range}”不是有效的版本范围。' },
    hint: { en: 'Write it as npm does, such as “^1.2.0”.', 'zh-CN': '请按 npm 的写法，例如“^1.2.0”。' },
  },
  MET101: {
    for: 'author',
    message: { en: 'This is not JSON: {problem}.', 'zh-CN': '不是有效的 JSON：{problem}。' },
  },
  MET102: {
    for: 'author',
    message: { en: 'The key “{name}” stands here twice.', 'zh-CN': '键“{name}”在此重复出现。' },
    hint: { en: 'Remove one of the two.', 'zh-CN': '请删除其中一个。' },
  },
  MET103: {
    for: 'author',
    message: { en: '“{name}” cannot be a key.', 'zh-CN': '“{name}”不能用作键。' },
  },
  MET104: {
    for: 'author',
    message: { en: 'A document must be a JSON object, not {found}.', 'zh-CN': '文档必须是 JSON 对象，而不是 {found}。' },
  },
  MET105: {
    for: 'author',
    message: { en: 'The line has {found} cells instead of {expected}.', 'zh-CN': '此行有 {found} 个单元格，应为 {expected} 个。' },
    hint: { en: 'Put cells with commas in double quotes.', 'zh-CN': '含逗号的单元格请用双引号括起来。' },
  },
  MET106: {
    for: 'author',
    message: { en: 'This text has a character that cannot be kept: NUL, or half of a surrogate pair.', 'zh-CN': '此文本含有无法保存的字符：NUL 或不成对的代理字符。' },
    hint: { en: 'Take the character out.', 'zh-CN': '请删除该字符。' },
  },
  MET201: {
    for: 'author',
    message: { en: 'The key “{name}” is unknown here.', 'zh-CN': '此处不认识键“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET202: {
    for: 'author',
    message: { en: 'The key “{name}” is missing.', 'zh-CN': '缺少键“{name}”。' },
  },
  MET203: {
    for: 'author',
    message: { en: '“{name}” must be {expected}, not {found}.', 'zh-CN': '“{name}”应为 {expected}，而不是 {found}。' },
  },
  MET204: {
    for: 'author',
    message: { en: '{value} is no value of “{name}”: {allowed}.', 'zh-CN': '{value} 不是“{name}”的有效值：{allowed}。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET205: {
    for: 'author',
    message: { en: '“{name}” is not a good name.', 'zh-CN': '“{name}”不是有效的名称。' },
    hint: { en: 'Use lower-case letters, digits and _, starting with a letter.', 'zh-CN': '请使用小写字母、数字和下划线，并以字母开头。' },
  },
  MET206: {
    for: 'author',
    message: { en: '{value} does not have the form of “{name}”.', 'zh-CN': '{value} 不符合“{name}”的格式。' },
  },
  MET207: {
    for: 'author',
    message: { en: '{value} is none of the forms that “{name}” can have.', 'zh-CN': '{value} 不是“{name}”允许的任何一种形式。' },
  },
  MET208: {
    for: 'author',
    message: { en: '“{name}” {problem}.', 'zh-CN': '“{name}”不符合要求：{problem}。' },
  },
  MET301: {
    for: 'author',
    message: { en: '“{name}” is already in {other}.', 'zh-CN': '“{name}”已存在于 {other}。' },
    hint: { en: 'Give one of the two another name.', 'zh-CN': '请为其中一个另取名称。' },
  },
  MET310: {
    for: 'author',
    message: { en: 'There is no “{name}” below this layer to extend.', 'zh-CN': '下层没有可供扩展的“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET311: {
    for: 'author',
    message: { en: '{document} has nothing at “{address}”.', 'zh-CN': '{document} 中没有“{address}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET312: {
    for: 'author',
    message: { en: 'This layer may not change “{address}” of {document}.', 'zh-CN': '此层不可修改 {document} 的“{address}”。' },
    hint: { en: 'Add an element of its own that says more, or ask the package to declare it open.', 'zh-CN': '请改为添加自己的元素，或请基础包将其声明为 open。' },
  },
  MET313: {
    for: 'author',
    message: { en: 'The name “{name}” must begin with “{prefix}”.', 'zh-CN': '名称“{name}”必须以“{prefix}”开头。' },
    hint: { en: 'So no later version of a package below can take the same name.', 'zh-CN': '这样，下层包的新版本不会与之重名。' },
  },
  MET314: {
    for: 'author',
    message: { en: '{document} already has “{address}”.', 'zh-CN': '{document} 已有“{address}”。' },
    hint: { en: 'Use “set” for its keys, or another name.', 'zh-CN': '请用 set 修改其键，或另取名称。' },
  },
  MET316: {
    for: 'author',
    message: { en: '“{op}” does not fit “{address}”.', 'zh-CN': '“{op}”不适用于“{address}”。' },
    hint: { en: '“set” and “unset” are for keys; “add”, “hide” and “move” for named elements; not every element can be hidden.', 'zh-CN': 'set 和 unset 用于键；add、hide 和 move 用于命名元素；并非每个元素都可隐藏。' },
  },
  MET318: {
    for: 'author',
    severity: 'warning',
    message: { en: 'A layer below has changed “{address}” too; this layer’s value stands until somebody decides.', 'zh-CN': '下层也修改了“{address}”；在作出决定之前以本层的值为准。' },
  },
  MET319: {
    for: 'author',
    severity: 'warning',
    message: { en: '“{address}” is parked until it has what it needs: {waitsFor}.', 'zh-CN': '“{address}”已搁置，缺少所需内容：{waitsFor}。' },
  },
  MET320: {
    for: 'author',
    severity: 'warning',
    message: { en: '“{address}” of {document} has no effect: below it is at least as strict.', 'zh-CN': '{document} 的“{address}”没有效果：下层的规则同样严格或更严格。' },
    hint: { en: 'A layer can make a rule stricter, not looser.', 'zh-CN': '上层只能收紧规则，不能放宽。' },
  },
  MET321: {
    for: 'author',
    message: { en: 'The package “{name}”, which this one extends, is not in the stack.', 'zh-CN': '此包所扩展的“{name}”不在当前层栈中。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  MET322: {
    for: 'author',
    message: { en: '“{name}” is there in version {version}, and {range} is asked for.', 'zh-CN': '“{name}”的版本为 {version}，要求为 {range}。' },
    hint: { en: 'Bring the two together, or widen the range.', 'zh-CN': '请使两者一致，或放宽版本范围。' },
  },
  MET323: {
    for: 'author',
    message: { en: 'The namespace “{namespace}” is that of {other} already.', 'zh-CN': '命名空间“{namespace}”已被 {other} 使用。' },
  },
  MET330: {
    for: 'author',
    message: { en: '“{address}” is no address that can be edited so.', 'zh-CN': '“{address}”不是可如此编辑的地址。' },
    hint: { en: 'An address looks like object/order#fields/remark/label.', 'zh-CN': '地址的形式如 object/order#fields/remark/label。' },
  },
  MET317: {
    for: 'author',
    message: { en: '{file} extends {document}; its name must say the same.', 'zh-CN': '{file} 扩展的是 {document}，文件名应与之一致。' },
    hint: { en: 'Name it overlays/<kind>.<name>.json.', 'zh-CN': '请命名为 overlays/<kind>.<name>.json。' },
  },
} as const satisfies Record<string, Entry>;
