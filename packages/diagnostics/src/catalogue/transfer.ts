/** TRN1xx: tables that come in, tables that go out, and the long work that moves them. */
import type { Entry } from '../entry.ts';

export const transferEntries = {
  TRN101: {
    for: 'request', status: 422,
    message: { en: 'This file is not a table.', 'zh-CN': '该文件不是表格。' },
    hint: { en: 'Save it as .xlsx or .csv and upload it again.', 'zh-CN': '请另存为 .xlsx 或 .csv 后重新上传。' },
  },
  TRN102: {
    for: 'request', status: 422,
    message: { en: 'This workbook is protected by a password, or in the old .xls format.', 'zh-CN': '该工作簿有密码保护，或为旧版 .xls 格式。' },
    hint: { en: 'Save it without a password as .xlsx and upload it again.', 'zh-CN': '请去掉密码并另存为 .xlsx 后重新上传。' },
  },
  TRN103: {
    for: 'request', status: 422,
    message: { en: 'This file is broken: {problem}.', 'zh-CN': '该文件已损坏：{problem}。' },
    hint: { en: 'Open it in a spreadsheet program, save it and upload it again.', 'zh-CN': '请用表格软件打开并重新保存后再上传。' },
  },
  TRN104: {
    for: 'request', status: 413,
    message: { en: 'Unpacked, this workbook is larger than {max} bytes.', 'zh-CN': '该工作簿解压后超过 {max} 字节。' },
    hint: { en: 'Split it into several files.', 'zh-CN': '请拆分为多个文件。' },
  },
  TRN105: {
    for: 'request', status: 422,
    message: { en: 'The table has more than {max} columns.', 'zh-CN': '表格超过 {max} 列。' },
    hint: { en: 'Delete the columns that are not needed.', 'zh-CN': '请删除不需要的列。' },
  },
  TRN106: {
    for: 'request', status: 422,
    message: { en: 'The table has more than {max} rows.', 'zh-CN': '表格超过 {max} 行。' },
    hint: { en: 'Split it into several files.', 'zh-CN': '请拆分为多个文件。' },
  },
  TRN107: {
    for: 'request', status: 422,
    message: { en: 'The table has no headings in its first row.', 'zh-CN': '表格第一行没有列标题。' },
    hint: { en: 'Download the template to see what a table looks like.', 'zh-CN': '可下载模板查看表格格式。' },
  },
  TRN108: {
    for: 'request', status: 422,
    message: { en: 'The workbook has no sheet “{name}”.', 'zh-CN': '工作簿中没有名为“{name}”的工作表。' },
  },
  TRN109: {
    for: 'request', status: 422,
    message: { en: 'The text of this file is neither UTF-8 nor GB18030.', 'zh-CN': '该文件的文本既不是 UTF-8 也不是 GB18030 编码。' },
  },
  TRN110: {
    for: 'request', status: 422,
    message: { en: 'The table has {columns} columns, but {given} are mapped.', 'zh-CN': '表格有 {columns} 列，但对应关系给出了 {given} 列。' },
    hint: { en: 'Look at the preview again: the file may have changed.', 'zh-CN': '请重新预览：文件可能已变化。' },
  },
  TRN111: {
    for: 'request', status: 422,
    message: { en: 'A row cannot set “{path}” here.', 'zh-CN': '此处的行不能设置“{path}”。' },
    hint: { en: 'The field may have gone, or your roles may no longer write it.', 'zh-CN': '该字段可能已删除，或您的角色已无权写入。' },
  },
  TRN112: {
    for: 'request', status: 422,
    message: { en: 'Two columns would set “{path}”.', 'zh-CN': '有两列都对应“{path}”。' },
  },
  TRN113: {
    for: 'request', status: 422,
    message: { en: 'Rows cannot be found by {fields}: it is not a key of this object, or not all of it is mapped.', 'zh-CN': '无法按 {fields} 查找记录：它不是该对象的键，或没有全部对应。' },
  },
  TRN114: {
    for: 'request', status: 429,
    message: { en: 'You have {max} jobs waiting or running already.', 'zh-CN': '您已有 {max} 个任务在等待或运行。' },
    hint: { en: 'Wait for one to end, or stop one.', 'zh-CN': '请等待其完成，或停止其中一个。' },
  },
  TRN115: {
    for: 'request', status: 404,
    message: { en: 'There is no such job.', 'zh-CN': '没有这个任务。' },
  },
  TRN116: {
    for: 'request', status: 422,
    message: { en: 'More than {max} records would be exported.', 'zh-CN': '导出的记录超过 {max} 条。' },
    hint: { en: 'Narrow the filter.', 'zh-CN': '请缩小筛选范围。' },
  },
  TRN117: {
    for: 'request', status: 403,
    message: { en: 'The account that asked for this is no longer active.', 'zh-CN': '发起该任务的账号已停用。' },
  },
  TRN118: {
    for: 'request', status: 409,
    message: { en: 'This was interrupted too often and has been given up.', 'zh-CN': '该任务多次中断，已放弃。' },
    hint: { en: 'What was done by then is kept. Start it again.', 'zh-CN': '此前已完成的部分已保留，请重新发起。' },
  },
  TRN119: {
    for: 'request', status: 410,
    message: { en: 'The uploaded file is no longer there.', 'zh-CN': '上传的文件已不存在。' },
    hint: { en: 'Upload it again.', 'zh-CN': '请重新上传。' },
  },
  TRN120: {
    for: 'request', status: 422,
    message: { en: '“{value}” is not a number.', 'zh-CN': '“{value}”不是数字。' },
  },
  TRN121: {
    for: 'request', status: 422,
    message: { en: '“{value}” is not a date.', 'zh-CN': '“{value}”不是日期。' },
    hint: { en: 'Write it as 2026-11-23.', 'zh-CN': '请写成 2026-11-23。' },
  },
  TRN122: {
    for: 'request', status: 422,
    message: { en: '“{value}” is neither yes nor no.', 'zh-CN': '“{value}”既不是“是”也不是“否”。' },
  },
  TRN123: {
    for: 'request', status: 422,
    message: { en: 'There is no {object} “{value}”.', 'zh-CN': '没有名为“{value}”的{object}。' },
  },
  TRN124: {
    for: 'request', status: 422,
    message: { en: 'There are several {object} “{value}”.', 'zh-CN': '有多个名为“{value}”的{object}。' },
    hint: { en: 'Use a column that tells them apart, such as a code.', 'zh-CN': '请改用能区分它们的列，例如编码。' },
  },
  TRN125: {
    for: 'request', status: 422,
    message: { en: 'The cell holds an error of the spreadsheet: {value}.', 'zh-CN': '单元格为表格软件的错误值：{value}。' },
  },
  TRN126: {
    for: 'request', status: 422,
    message: { en: 'There is no record to update with these values: {value}.', 'zh-CN': '没有可更新的记录：{value}。' },
  },
  TRN127: {
    for: 'request', status: 422,
    message: { en: 'Needed to find the record, but empty.', 'zh-CN': '用于查找记录，不能为空。' },
  },
  TRN128: {
    for: 'request', status: 422,
    message: { en: 'The cell is longer than {max} characters.', 'zh-CN': '单元格超过 {max} 个字符。' },
  },
  TRN129: {
    for: 'request', status: 409,
    message: { en: 'This job has ended already.', 'zh-CN': '该任务已结束。' },
  },
  TRN130: {
    for: 'request', status: 422,
    message: { en: 'Row {row} has the same {fields} already.', 'zh-CN': '第 {row} 行已有相同的 {fields}。' },
  },
} as const satisfies Record<string, Entry>;
