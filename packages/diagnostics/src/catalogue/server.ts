/** AUT1xx: signing in · REQ1xx: the request itself · SRV1xx: the server. */
import type { Entry } from '../entry.ts';

export const serverEntries = {
  AUT101: {
    for: 'request', status: 401,
    message: { en: 'Please sign in.', 'zh-CN': '请先登录。' },
  },
  AUT102: {
    for: 'request', status: 401,
    message: { en: 'The login or the password is wrong.', 'zh-CN': '账号或密码错误。' },
  },
  AUT103: {
    for: 'request', status: 429,
    message: { en: 'Too many failed attempts. Try again in {seconds} seconds.', 'zh-CN': '失败次数过多，请在 {seconds} 秒后重试。' },
  },
  AUT104: {
    for: 'request', status: 403,
    message: { en: 'This request came from another site and was refused.', 'zh-CN': '该请求来自其他站点，已被拒绝。' },
    hint: { en: 'Programs use an API key in the Authorization header instead of a cookie.', 'zh-CN': '程序调用请在 Authorization 头中使用 API 密钥，而不要使用 Cookie。' },
  },
  AUT105: {
    for: 'request', status: 400,
    message: { en: 'Please name your organisation.', 'zh-CN': '请填写所属组织。' },
    hint: { en: 'Send its short name as “tenant”.', 'zh-CN': '请在 “tenant” 中填写组织的简称。' },
  },
  AUT106: {
    for: 'request', status: 403,
    message: { en: 'Only an administrator may see and change the metadata.', 'zh-CN': '只有管理员可以查看和修改元数据。' },
  },
  REQ101: {
    for: 'request', status: 400,
    message: { en: 'The request cannot be understood.', 'zh-CN': '无法理解该请求。' },
  },
  REQ102: {
    for: 'request', status: 404,
    message: { en: 'There is nothing at this address.', 'zh-CN': '该地址不存在。' },
  },
  REQ103: {
    for: 'request', status: 400,
    message: { en: 'The parameter “{name}” is not known here.', 'zh-CN': '此处不支持参数“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '是否想写“{suggestion}”？' },
  },
  REQ104: {
    for: 'request', status: 400,
    message: { en: 'The parameter “{name}” must be {expected}.', 'zh-CN': '参数“{name}”的值应为：{expected}。' },
  },
  REQ105: {
    for: 'request', status: 400,
    message: { en: 'The parameter “{name}” is given more than once.', 'zh-CN': '参数“{name}”重复出现。' },
  },
  REQ106: {
    for: 'request', status: 400,
    message: { en: 'The body is not valid JSON.', 'zh-CN': '请求内容不是有效的 JSON。' },
    hint: { en: 'The keys “__proto__” and “constructor.prototype” are refused as well.', 'zh-CN': '键“__proto__”与“constructor.prototype”同样会被拒绝。' },
  },
  REQ107: {
    for: 'request', status: 413,
    message: { en: 'The body is larger than {limit} bytes.', 'zh-CN': '请求内容超过 {limit} 字节。' },
    hint: { en: 'Split it into several requests.', 'zh-CN': '请拆分为多个请求。' },
  },
  REQ108: {
    for: 'request', status: 415,
    message: { en: 'The body must be sent as application/json.', 'zh-CN': '请求内容必须为 application/json 格式。' },
  },
  REQ109: {
    for: 'request', status: 400,
    message: { en: 'The body must be a JSON object.', 'zh-CN': '请求内容必须是 JSON 对象。' },
  },
  REQ110: {
    for: 'request', status: 400,
    message: { en: 'The body is nested deeper than {limit} levels.', 'zh-CN': '请求内容嵌套超过 {limit} 层。' },
  },
  REQ111: {
    for: 'request', status: 400,
    message: { en: 'If-Match must be one record version, such as "3".', 'zh-CN': 'If-Match 应为一个记录版本，例如 "3"。' },
    hint: { en: 'Send back the ETag that came with the record.', 'zh-CN': '请原样传回读取记录时得到的 ETag。' },
  },
  REQ112: {
    for: 'request', status: 400,
    message: { en: 'Idempotency-Key must be 1 to {max} printable ASCII characters.', 'zh-CN': 'Idempotency-Key 应为 1 到 {max} 个可打印的 ASCII 字符。' },
  },
  REQ113: {
    for: 'request', status: 400,
    message: { en: '“{name}” must be {expected}.', 'zh-CN': '“{name}”的值应为：{expected}。' },
  },
  REQ114: {
    for: 'request', status: 400,
    message: { en: 'The property “{name}” is not known here.', 'zh-CN': '此处不支持属性“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '是否想写“{suggestion}”？' },
  },
  REQ115: {
    for: 'request', status: 429,
    message: { en: 'Too many requests. Please wait a moment.', 'zh-CN': '请求过于频繁，请稍候再试。' },
  },
  REQ116: {
    for: 'request', status: 400,
    message: { en: 'Text must not hold the character NUL or half a surrogate pair.', 'zh-CN': '文本中不得包含 NUL 字符或不完整的代理对。' },
  },
  REQ117: {
    for: 'request', status: 405,
    message: { en: 'This address does not answer to {method}.', 'zh-CN': '该地址不支持 {method} 方法。' },
  },
  REQ118: {
    for: 'request', status: 415,
    message: { en: 'A file must be sent as multipart/form-data, alone, in the part “file”.', 'zh-CN': '文件须以 multipart/form-data 格式发送，且只有一个名为“file”的部分。' },
  },
  REQ119: {
    for: 'request', status: 413,
    message: { en: 'The file is larger than {limit} bytes.', 'zh-CN': '文件超过 {limit} 字节。' },
  },
  REQ120: {
    for: 'request', status: 400,
    message: { en: 'The upload broke off. Nothing was kept.', 'zh-CN': '上传中断，未保留任何内容。' },
  },
  REQ121: {
    for: 'request', status: 429,
    message: { en: 'No more than {max} pages can listen at once.', 'zh-CN': '同时监听的页面最多 {max} 个。' },
  },
  SRV101: {
    for: 'request', status: 500,
    message: { en: 'Something went wrong on our side.', 'zh-CN': '服务器出现了问题。' },
    hint: { en: 'Give this number to your administrator: {requestId}.', 'zh-CN': '请把此编号告知管理员：{requestId}。' },
  },
  SRV102: {
    for: 'request', status: 503,
    message: { en: 'The server is busy or stopping. Please try again shortly.', 'zh-CN': '服务器繁忙或正在停止，请稍后再试。' },
  },
} as const satisfies Record<string, Entry>;
