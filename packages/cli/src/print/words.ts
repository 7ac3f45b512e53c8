/** What the command line says, in the languages of the product. `{name}` is filled in. */
import { formatMessage, type Locale, type Params, type Texts } from '@tenon/diagnostics';

const texts = {
  head: { en: '{tenant}, version {version}', 'zh-CN': '{tenant}，版本 {version}' },
  headWith: { en: '{tenant}, version {version}: {what}', 'zh-CN': '{tenant}，版本 {version}：{what}' },
  counted: { en: '{title} ({count})', 'zh-CN': '{title}（{count}）' },
  nothing: { en: 'nothing changes', 'zh-CN': '没有变化' },
  changes: { en: 'Changes', 'zh-CN': '变更' },
  tables: { en: 'Tables', 'zh-CN': '数据表' },
  failing: { en: 'Records that break a new rule', 'zh-CN': '不符合新规则的记录' },
  access: { en: 'Access', 'zh-CN': '权限' },
  merges: { en: 'Layers', 'zh-CN': '各层' },
  asks: { en: 'It takes data out of use: --consent is needed.', 'zh-CN': '有数据将停用：需要 --consent。' },
  blocked: { en: 'It cannot be applied', 'zh-CN': '无法应用' },
  fresh: { en: 'new', 'zh-CN': '新增' },
  gone: { en: 'goes away', 'zh-CN': '移除' },
  moreChanges: { en: '… and {count} more', 'zh-CN': '……另有 {count} 项' },
  safe: { en: 'safe', 'zh-CN': '安全' },
  slow: { en: 'slow', 'zh-CN': '较慢' },
  aside: { en: 'kept until purged', 'zh-CN': '保留至清除' },
  losesData: { en: 'loses data', 'zh-CN': '会丢失数据' },
  rows: { en: 'rows: {count}', 'zh-CN': '{count} 行' },
  estimate: { en: 'about {time}', 'zh-CN': '约 {time}' },
  rowsBreak: { en: 'rows that break it: {count}', 'zh-CN': '{count} 行不符合' },
  records: { en: 'records: {count}', 'zh-CN': '{count} 条记录' },
  gains: { en: 'gains {what}', 'zh-CN': '获得：{what}' },
  loses: { en: 'loses {what}', 'zh-CN': '失去：{what}' },
  otherCondition: { en: 'under another condition: {what}', 'zh-CN': '条件改变：{what}' },
  reads: { en: 'reads {before} → {after} records ({gained} more, {lost} fewer)', 'zh-CN': '可见记录 {before} → {after}（增加 {gained}，减少 {lost}）' },
  taken: { en: 'taken', 'zh-CN': '采用下层' },
  satisfied: { en: 'satisfied', 'zh-CN': '已一致' },
  kept: { en: 'kept', 'zh-CN': '保留' },
  conflict: { en: 'conflict', 'zh-CN': '冲突' },
  parked: { en: 'parked', 'zh-CN': '搁置' },
  waitsFor: { en: 'waits for {what}', 'zh-CN': '等待 {what}' },
  was: { en: 'was', 'zh-CN': '原值' },
  theirs: { en: 'theirs', 'zh-CN': '下层' },
  mine: { en: 'mine', 'zh-CN': '本层' },
  decide: { en: 'decide it with --keep-mine or --take-theirs {address}', 'zh-CN': '请用 --keep-mine 或 --take-theirs {address} 决定' },
  blocksAccess: { en: 'about access: must be decided', 'zh-CN': '涉及权限，必须决定' },
  blocksGuard: { en: 'about a guard: must be decided', 'zh-CN': '涉及守卫条件，必须决定' },
  blocksAmount: { en: 'about an amount: must be decided', 'zh-CN': '涉及金额，必须决定' },
  version: { en: 'version {version}', 'zh-CN': '版本 {version}' },
  atVersion: { en: '{tenant} is at version {version}', 'zh-CN': '{tenant} 现为版本 {version}' },
  unchanged: { en: '{tenant} stays at version {version}', 'zh-CN': '{tenant} 仍为版本 {version}' },
  isBlocked: { en: 'blocked: {why}', 'zh-CN': '受阻：{why}' },
  left: { en: '{count} left', 'zh-CN': '剩余 {count}' },
  hasNot: { en: 'it does not have {name}', 'zh-CN': '没有安装 {name}' },
  upgradeEnd: { en: '{name} {version}: {done} upgraded, {passed} there already, {blocked} blocked, in {time}', 'zh-CN': '{name} {version}：升级 {done} 个，已是该版本 {passed} 个，受阻 {blocked} 个，用时 {time}' },
  upgradeStopped: { en: 'Stopped; run the same command again to go on.', 'zh-CN': '已停止；再次运行同一命令即可继续。' },
  rowsAside: { en: '{what}  rows: {rows}, {size} kB', 'zh-CN': '{what}  {rows} 行，{size} kB' },
  purged: { en: 'deleted for good', 'zh-CN': '已永久删除' },
  nothingAside: { en: 'nothing is set aside', 'zh-CN': '没有保留备用的数据' },
  purgeAsks: { en: 'Nothing was deleted. To delete it for good: tenon purge --tenant {tenant} --consent', 'zh-CN': '尚未删除任何数据。要永久删除：tenon purge --tenant {tenant} --consent' },
  exported: { en: '{count} files in {folder}', 'zh-CN': '{folder} 中有 {count} 个文件' },
  notSet: { en: '(nothing)', 'zh-CN': '（无）' },
  because: { en: 'because {why}', 'zh-CN': '原因：{why}' },
  by: { en: 'by {by}', 'zh-CN': '由 {by}' },
  added: { en: '{count} added', 'zh-CN': '新增 {count}' },
  removed: { en: '{count} removed', 'zh-CN': '移除 {count}' },
  changed: { en: '{count} changed', 'zh-CN': '修改 {count}' },
  renamed: { en: '{count} renamed', 'zh-CN': '改名 {count}' },
} as const satisfies Readonly<Record<string, Texts>>;

export type Say = (word: keyof typeof texts, params?: Params) => string;

/** The words of one language. */
export const wordsIn = (locale: Locale): Say => (word, params = {}) => formatMessage(texts[word][locale], params);

export const count = (value: number): string => value.toLocaleString('en');

/** `12 ms`, `3.4 s`, `5 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** A moment in the time of the terminal, to the minute. */
export const momentOf = (at: string | Date): string => new Date(at).toLocaleString('sv').slice(0, 16);

/** A value of metadata on one line, cut where it is long. */
export function brief(value: unknown, say: Say, most = 80): string {
  if (value === undefined) return say('notSet');
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
