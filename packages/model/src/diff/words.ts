/** The words in which differences of Models are told: nouns of elements, names of keys, types of fields; in English and in Chinese. */
import type { FieldType } from '../model.ts';

export interface Words {
  readonly en: string;
  readonly 'zh-CN': string;
}

export const words = (en: string, chinese: string): Words => ({ en, 'zh-CN': chinese });

/** A key of an element. `on` and `off` tell what it means that a yes or no has become the one or the other. */
export interface KeyWords extends Words {
  readonly on?: Words;
  readonly off?: Words;
}

const flag = (en: string, chinese: string, on: Words, off: Words): KeyWords => ({ ...words(en, chinese), on, off });

const keyWords: Readonly<Record<string, KeyWords>> = {
  label: words('label', '名称'), plural: words('plural', '复数名称'), description: words('description', '说明'), help: words('help', '帮助'), icon: words('icon', '图标'),
  title: words('title field', '标题字段'), search: words('search fields', '搜索字段'), type: words('type', '类型'), default: words('default', '默认值'), formula: words('formula', '公式'),
  frozenAfter: words('frozen after', '冻结于状态'), was: words('earlier name', '原名'), minLength: words('least length', '最小长度'), maxLength: words('greatest length', '最大长度'),
  pattern: words('pattern', '格式'), patternMessage: words('message of the pattern', '格式提示'), scale: words('decimal places', '小数位数'), min: words('least value', '最小值'), max: words('greatest value', '最大值'),
  minDate: words('earliest', '最早'), maxDate: words('latest', '最晚'), currency: words('currency', '币种'), unit: words('unit', '单位'), optionsBy: words('choices depend on', '选项取决于'),
  optionsFrom: words('choices from the list', '选项来自列表'), to: words('refers to', '引用'), onDelete: words('when the target is deleted', '目标删除时'), filter: words('filter', '筛选'), of: words('rows of', '明细对象'),
  by: words('linked by', '关联字段'), minRows: words('least rows', '最少行数'), maxRows: words('most rows', '最多行数'), numbering: words('number pattern', '编号规则'), color: words('color', '颜色'),
  when: words('offered for', '适用于'), check: words('condition', '条件'), message: words('message', '提示'), at: words('shown at', '提示位置'), open: words('open to', '开放给'), from: words('from', '起始状态'), initial: words('first state', '初始状态'),
  field: words('field', '字段'), requires: words('asks for', '须填'), set: words('sets', '写入'), confirm: words('question', '确认提示'), tone: words('look', '样式'), frozen: words('frozen fields', '冻结字段'),
  fields: words('fields', '字段'), partOf: words('part of', '从属于'), object: words('object', '对象'), use: words('use', '用途'), recordTypes: words('record types', '记录类型'), roles: words('roles', '角色'),
  device: words('device', '设备'), header: words('header', '页头字段'), columns: words('columns', '列'), span: words('width in columns', '占列数'), visibleWhen: words('visible when', '显示条件'), requiredWhen: words('required when', '必填条件'),
  readonlyWhen: words('read only when', '只读条件'), sort: words('sort', '排序'), kind: words('kind', '类型'), group: words('grouped by', '分组字段'), quickFilters: words('quick filters', '快捷筛选'), width: words('width', '宽度'),
  create: words('create', '新建'), read: words('read', '查看'), update: words('update', '修改'), delete: words('delete', '删除'), actions: words('actions', '操作'), otherFields: words('other fields', '其他字段'), includes: words('includes', '包含角色'),
  userAttributes: words('user attributes', '用户属性'), dependsOn: words('depends on', '取决于'), view: words('view', '视图'), home: words('home', '首页'), name: words('name', '标识'), version: words('version', '版本'), license: words('license', '许可'),
  namespace: words('namespace', '命名空间'), locales: words('languages', '语言'), timeZone: words('time zone', '时区'), app: words('app', '应用'), objects: words('objects', '对象'), key: words('key', '匹配字段'), mode: words('mode', '方式'),
  accept: words('files taken', '接受的文件'), maxBytes: words('most bytes', '最大字节数'), calendar: words('time of a record', '记录时间'), value: words('value', '取值'), aggregate: words('value', '取值'),
  format: words('written as', '显示格式'), good: words('good direction', '向好方向'), limit: words('groups shown', '显示组数'), series: words('series', '系列'), metrics: words('metrics', '指标'), filters: words('filters', '筛选项'),
  report: words('report', '报表'), dashboard: words('dashboard', '仪表板'), height: words('height', '高度'), chart: words('chart', '图表'),
  stacked: flag('stacked', '堆叠', words('now stacked', '改为堆叠'), words('no longer stacked', '不再堆叠')),
  comments: flag('comments', '评论', words('people may now comment', '可以评论'), words('people may no longer comment', '不可再评论')),
  attachments: flag('attachments', '附件', words('files may now be attached', '可以添加附件'), words('files may no longer be attached', '不可再添加附件')),
  required: flag('required', '必填', words('now required', '改为必填'), words('no longer required', '不再必填')),
  unique: flag('unique', '唯一', words('now unique', '改为唯一'), words('no longer unique', '不再唯一')),
  index: flag('index', '索引', words('now with an index', '增加索引'), words('no longer with an index', '取消索引')),
  masked: flag('masked', '掩码', words('now masked', '改为掩码显示'), words('no longer masked', '不再掩码')),
  hidden: flag('hidden', '隐藏', words('now hidden', '改为隐藏'), words('shown again', '恢复显示')),
  tree: flag('tree', '树形', words('now makes a tree', '改为树形'), words('no longer a tree', '不再是树形')),
  inactive: flag('inactive', '停用', words('no longer offered', '停用'), words('offered again', '恢复使用')),
  owner: flag('owner', '负责人', words('records now have an owner', '记录增加负责人'), words('records no longer have an owner', '记录不再有负责人')),
  history: flag('history', '变更历史', words('history is now kept', '开始保留变更历史'), words('history is no longer kept', '不再保留变更历史')),
  collapsed: flag('collapsed', '收起', words('now collapsed', '默认收起'), words('no longer collapsed', '默认展开')),
  external: flag('external', '外部', words('now for people outside', '改为外部角色'), words('no longer for people outside', '不再是外部角色')),
  admin: flag('administrator', '管理员', words('now administers', '成为管理角色'), words('no longer administers', '不再是管理角色')),
  export: flag('export', '导出', words('may now export', '可以导出'), words('may no longer export', '不可再导出')),
  stored: flag('stored', '存储', words('now kept in a column', '改为存储在列中'), words('now computed in the query', '改为查询时计算')),
  on: flag('on', '启用', words('switched on', '已启用'), words('switched off', '已停用')),
};


/** What the key is called; a key that has no words has its own name. */
export const keyName = (key: string): KeyWords => (Object.hasOwn(keyWords, key) ? keyWords[key]! : words(key, key));

const typeNames: Readonly<Record<FieldType, Words>> = {
  text: words('text', '文本'), long_text: words('long text', '长文本'), rich_text: words('rich text', '富文本'), email: words('email', '邮箱'), phone: words('phone', '电话'), url: words('web address', '网址'),
  integer: words('whole number', '整数'), decimal: words('decimal', '小数'), money: words('money', '金额'), quantity: words('quantity', '数量'), percent: words('percent', '百分比'), boolean: words('yes or no', '是否'),
  date: words('date', '日期'), datetime: words('date and time', '日期时间'), time: words('time', '时间'), date_range: words('date range', '日期范围'), select: words('choice', '单选'), multi_select: words('several choices', '多选'),
  reference: words('reference', '引用'), references: words('several references', '多引用'), children: words('rows', '明细'), file: words('file', '文件'), image: words('image', '图片'), address: words('address', '地址'),
  geo: words('place', '位置'), json: words('JSON', 'JSON'), autonumber: words('number', '自动编号'),
};

export const typeName = (type: unknown): Words => (typeof type === 'string' && Object.hasOwn(typeNames, type) ? typeNames[type as FieldType] : words(String(type), String(type)));

export const nouns = {
  package: words('package', '包'), layer: words('layer', '层'), module: words('module', '模块'), object: words('object', '对象'), field: words('field', '字段'), option: words('option', '选项'), recordType: words('record type', '记录类型'),
  validation: words('validation', '校验'), lifecycle: words('lifecycle', '生命周期'), transition: words('transition', '流转'), guard: words('guard', '守卫条件'), state: words('state', '状态'), key: words('key', '唯一键'), index: words('index', '索引'),
  list: words('list of choices', '选项列表'), layout: words('layout', '布局'), tab: words('tab', '标签页'), section: words('section', '分区'), related: words('related list', '相关列表'), view: words('view', '视图'), column: words('column', '列'),
  role: words('role', '角色'), grant: words('rights on object', '对象权限'), app: words('app', '应用'), group: words('group', '分组'), item: words('item', '导航项'), data: words('data', '数据'), locale: words('language', '语言'), model: words('model', '模型'),
  report: words('report', '报表'), dimension: words('dimension', '维度'), metric: words('metric', '指标'), chart: words('chart', '图表'), dashboard: words('dashboard', '仪表板'), widget: words('widget', '部件'), filter: words('filter', '筛选项'),
} as const satisfies Readonly<Record<string, Words>>;
