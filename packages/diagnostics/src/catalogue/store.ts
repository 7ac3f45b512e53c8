/** STO1xx: migration · OPR1xx: parsing an operation · ACC1xx: access · VAL1xx: values · PLN1xx: planning · STO2xx: execution. */
import type { Entry } from '../entry.ts';

export const storeEntries = {
  STO101: {
    for: 'request', status: 409,
    message: { en: 'The tenant “{tenant}” has changed since the plan was made.', 'zh-CN': '制定计划之后，租户“{tenant}”已发生变化。' },
    hint: { en: 'Plan again.', 'zh-CN': '请重新制定计划。' },
  },
  STO102: {
    for: 'request', status: 409,
    message: { en: 'The plan would lose data or set it aside: {what}', 'zh-CN': '该计划会丢失或搁置数据：{what}' },
    hint: { en: 'Agree to it explicitly, or change the metadata.', 'zh-CN': '请明确同意，或修改元数据。' },
  },
  STO103: {
    for: 'request', status: 409,
    message: { en: 'Existing records break a new rule: {what}', 'zh-CN': '现有记录不符合新规则：{what}' },
    hint: { en: 'Put the records right first.', 'zh-CN': '请先修正这些记录。' },
  },
  STO104: { for: 'request', status: 404, message: { en: 'There is no tenant “{tenant}”.', 'zh-CN': '没有租户“{tenant}”。' } },
  STO105: { for: 'request', status: 409, message: { en: 'There is already a tenant “{tenant}”.', 'zh-CN': '租户“{tenant}”已存在。' } },
  STO106: {
    for: 'request', status: 400,
    message: { en: '“{tenant}” is not the short name of a tenant.', 'zh-CN': '“{tenant}”不是有效的租户短名称。' },
    hint: { en: 'Use lower-case letters, digits and underscores, a letter first, at most 40.', 'zh-CN': '请使用小写字母、数字和下划线，以字母开头，最多 40 个字符。' },
  },
  STO107: {
    for: 'author', severity: 'warning',
    message: { en: '“{field}” of “{object}” is required, but existing records have no value: the column stays optional until they have.', 'zh-CN': '“{object}”的“{field}”为必填，但现有记录没有值：在补全之前该列保持可空。' },
    hint: { en: 'Give the field a literal default.', 'zh-CN': '请为该字段设置固定的默认值。' },
  },
  STO108: { for: 'request', status: 400, message: { en: 'data/{name}, row {row}: {problem}', 'zh-CN': 'data/{name} 第 {row} 行：{problem}' } },
  STO109: { for: 'request', status: 409, message: { en: 'The login “{login}” is taken.', 'zh-CN': '登录名“{login}”已被使用。' } },
  STO110: {
    for: 'author', severity: 'error',
    message: { en: 'The key “{key}” of “{object}” cannot be kept: its condition is more than an index can watch.', 'zh-CN': '“{object}”的键“{key}”无法保证：其条件超出索引所能判断的范围。' },
    hint: { en: 'Use only comparisons and simple functions of the record’s own fields.', 'zh-CN': '请只对记录自身的字段使用比较和简单函数。' },
  },
  STO111: {
    for: 'request', status: 422,
    message: { en: 'The metadata cannot be stored: {what}', 'zh-CN': '元数据无法落库：{what}' },
    hint: { en: 'Change the metadata and plan again.', 'zh-CN': '请修改元数据后重新制定计划。' },
  },
  STO112: {
    for: 'request', status: 409,
    message: { en: 'The tables of the tenant “{tenant}” were busy all the time. Nothing was changed.', 'zh-CN': '租户“{tenant}”的数据表一直被占用，未做任何更改。' },
    hint: { en: 'Apply the plan again, or later when less is going on.', 'zh-CN': '请重试，或在空闲时再应用该计划。' },
  },
  STO131: {
    for: 'request', status: 409,
    message: { en: 'The packages of the tenant “{tenant}” are not known yet.', 'zh-CN': '尚不清楚租户“{tenant}”使用的软件包。' },
    hint: { en: 'Apply its package once with tenon apply.', 'zh-CN': '请先用 tenon apply 应用一次其软件包。' },
  },
  STO132: { for: 'request', status: 404, message: { en: 'There is no version {version}.', 'zh-CN': '没有版本 {version}。' } },
  STO133: {
    for: 'request', status: 409,
    message: { en: 'Somebody else has changed the draft (now revision {revision}).', 'zh-CN': '草稿已被他人修改（当前修订号 {revision}）。' },
    hint: { en: 'Load it again and make your change to what is there now.', 'zh-CN': '请重新载入，在最新内容上修改。' },
  },
  STO134: { for: 'request', status: 422, message: { en: 'The edit is not possible.', 'zh-CN': '无法进行此修改。' } },
  STO135: {
    for: 'request', status: 409,
    message: { en: 'Conflicts about access, guards or amounts must be decided first: {what}', 'zh-CN': '须先裁决涉及权限、守卫或金额的冲突：{what}' },
    hint: { en: 'Say for each address whose value stands, “mine” or “theirs”.', 'zh-CN': '请为每个地址选择保留“mine”（己方）或“theirs”（对方）的值。' },
  },
  STO136: {
    for: 'request', status: 422,
    message: { en: 'The layers have mistakes ({count}).', 'zh-CN': '元数据层存在错误（{count} 处）。' },
    hint: { en: 'Put them right, then plan again.', 'zh-CN': '请先更正，再重新制定计划。' },
  },
  STO137: { for: 'request', status: 422, message: { en: 'A layer has at most {max} files.', 'zh-CN': '一个元数据层最多 {max} 个文件。' } },
  STO138: { for: 'request', status: 404, message: { en: 'The tenant has no package “{name}”.', 'zh-CN': '该租户没有软件包“{name}”。' } },
  STO139: { for: 'request', status: 422, message: { en: '“{path}” cannot be a file of a layer.', 'zh-CN': '“{path}”不能作为元数据层的文件。' } },
  STO140: { for: 'request', status: 422, message: { en: 'The files of a layer have at most {max} characters together.', 'zh-CN': '一个元数据层的全部文件合计最多 {max} 个字符。' } },
  STO141: {
    for: 'request', status: 404,
    message: { en: 'There is no document “{address}”.', 'zh-CN': '没有文档“{address}”。' },
  },
  OPR101: {
    for: 'request', status: 404,
    message: { en: 'There is no object “{name}”.', 'zh-CN': '没有名为“{name}”的对象。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  OPR102: {
    for: 'request', status: 400,
    message: { en: '“{object}” has no field “{name}”.', 'zh-CN': '“{object}”没有字段“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  OPR103: {
    for: 'request', status: 400,
    message: { en: 'The {parameter} is not right: {problem}', 'zh-CN': '参数 {parameter} 有误：{problem}' },
  },
  OPR104: {
    for: 'request', status: 400,
    message: { en: '“{name}” cannot be followed: it is not a reference or a list of children.', 'zh-CN': '“{name}”不能展开：它不是引用或子表。' },
  },
  OPR105: {
    for: 'request', status: 400,
    message: { en: '“{name}” cannot be used in {parameter}.', 'zh-CN': '“{name}”不能用于 {parameter}。' },
  },
  OPR106: {
    for: 'request', status: 400,
    message: { en: 'The limit must be a whole number from 1 to {max}.', 'zh-CN': 'limit 必须是 1 到 {max} 之间的整数。' },
  },
  OPR107: {
    for: 'request', status: 400,
    message: { en: 'The cursor does not belong to this query.', 'zh-CN': '游标不属于此查询。' },
    hint: { en: 'Start again without a cursor.', 'zh-CN': '请不带游标重新开始。' },
  },
  OPR108: {
    for: 'request', status: 404,
    message: { en: '“{object}” has no action “{name}”.', 'zh-CN': '“{object}”没有操作“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  OPR109: {
    for: 'request', status: 400,
    message: { en: '“{text}” is not an aggregate.', 'zh-CN': '“{text}”不是聚合。' },
    hint: { en: 'Write count(), sum(field), avg(field), min(field) or max(field), perhaps with a condition: sum(field where condition).', 'zh-CN': '请写成 count()、sum(字段)、avg(字段)、min(字段) 或 max(字段)，可加条件，如 sum(字段 where 条件)。' },
  },
  OPR110: {
    for: 'request', status: 400,
    message: { en: 'The body must be an object of field values.', 'zh-CN': '请求内容必须是字段值组成的对象。' },
  },
  OPR111: {
    for: 'request', status: 400,
    message: { en: 'The answer has more than {max} groups.', 'zh-CN': '结果超过 {max} 组。' },
    hint: { en: 'Group by less, or filter first.', 'zh-CN': '请减少分组字段，或先筛选。' },
  },
  OPR112: {
    for: 'request', status: 400,
    message: { en: 'The offset must be a whole number from 0 to {max}.', 'zh-CN': 'offset 必须是 0 到 {max} 之间的整数。' },
    hint: { en: 'Go on with a cursor, or filter first.', 'zh-CN': '请改用游标继续，或先筛选。' },
  },
  OPR113: {
    for: 'request', status: 400,
    message: { en: 'A page begins at an offset or at a cursor, not at both.', 'zh-CN': 'offset 与 cursor 不能同时使用。' },
  },
  OPR114: {
    for: 'request', status: 404,
    message: { en: 'There is no report “{name}”.', 'zh-CN': '没有名为“{name}”的报表。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  OPR115: {
    for: 'request', status: 404,
    message: { en: 'Records of “{object}” have no comments.', 'zh-CN': '“{object}”的记录没有评论。' },
  },
  OPR116: {
    for: 'request', status: 404,
    message: { en: 'Records of “{object}” have no attachments.', 'zh-CN': '“{object}”的记录没有附件。' },
  },
  OPR117: {
    for: 'request', status: 409,
    message: { en: 'A record can have {max} attachments at most.', 'zh-CN': '一条记录最多有 {max} 个附件。' },
  },
  OPR118: {
    for: 'request', status: 409,
    message: { en: 'A record can have {max} comments at most.', 'zh-CN': '一条记录最多有 {max} 条评论。' },
  },
  OPR119: {
    for: 'request', status: 409,
    message: { en: 'There can be {max} preferences at most.', 'zh-CN': '偏好设置最多 {max} 项。' },
  },
  OPR120: {
    for: 'request', status: 409,
    message: { en: 'Too much has been uploaded that nothing refers to: {max} bytes at most.', 'zh-CN': '已上传但未使用的文件过多：最多 {max} 字节。' },
    hint: { en: 'Save what the files belong to, or wait: after a day they are removed.', 'zh-CN': '请先保存使用这些文件的记录；未使用的文件一天后会被清除。' },
  },
  ACC101: {
    for: 'request', status: 404,
    message: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' },
  },
  ACC102: {
    for: 'request', status: 403,
    message: { en: 'You may not {action} “{object}”.', 'zh-CN': '您无权对“{object}”执行“{action}”。' },
  },
  ACC103: {
    for: 'request', status: 403,
    message: { en: 'You may not {action} this record.', 'zh-CN': '您无权对这条记录执行“{action}”。' },
  },
  ACC104: {
    for: 'request', status: 403,
    message: { en: 'The record would no longer be one that you may {action}.', 'zh-CN': '修改后的记录超出您的权限范围（{action}）。' },
  },
  ACC105: {
    for: 'request', status: 404,
    message: { en: 'There is no such file.', 'zh-CN': '没有这个文件。' },
  },
  ACC106: {
    for: 'request', status: 404,
    message: { en: 'There is no such comment.', 'zh-CN': '没有这条评论。' },
  },
  ACC107: {
    for: 'request', status: 404,
    message: { en: 'There is no such attachment.', 'zh-CN': '没有这个附件。' },
  },
  ACC108: {
    for: 'request', status: 403,
    message: { en: 'Only who wrote a comment may change or remove it.', 'zh-CN': '只有评论的作者可以修改或删除评论。' },
  },
  VAL101: {
    for: 'request', status: 422,
    message: { en: 'Some values are not right.', 'zh-CN': '部分内容填写有误。' },
  },
  VAL102: {
    for: 'request', status: 422,
    message: { en: 'There is no field “{name}”.', 'zh-CN': '没有字段“{name}”。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  VAL103: {
    for: 'request', status: 422,
    message: { en: 'This field cannot be written.', 'zh-CN': '此字段不可写入。' },
  },
  VAL104: {
    for: 'request', status: 422,
    message: { en: 'A value is required.', 'zh-CN': '此项必填。' },
  },
  VAL105: {
    for: 'request', status: 422,
    message: { en: 'Expected {expected}.', 'zh-CN': '应为{expected}。' },
  },
  VAL106: {
    for: 'request', status: 422,
    message: { en: 'At most {max} characters.', 'zh-CN': '最多 {max} 个字符。' },
  },
  VAL107: {
    for: 'request', status: 422,
    message: { en: 'At least {min} characters.', 'zh-CN': '至少 {min} 个字符。' },
  },
  VAL108: {
    for: 'request', status: 422,
    message: { en: 'The value does not have the right form.', 'zh-CN': '格式不正确。' },
  },
  VAL109: {
    for: 'request', status: 422,
    message: { en: '“{value}” is not one of the options.', 'zh-CN': '“{value}”不是可选项。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
  VAL110: {
    for: 'request', status: 422,
    message: { en: 'At most {scale} digits after the point.', 'zh-CN': '小数点后最多 {scale} 位。' },
  },
  VAL111: {
    for: 'request', status: 422,
    message: { en: 'Must be at least {min}.', 'zh-CN': '不能小于 {min}。' },
  },
  VAL112: {
    for: 'request', status: 422,
    message: { en: 'Must be at most {max}.', 'zh-CN': '不能大于 {max}。' },
  },
  VAL113: {
    for: 'request', status: 422,
    message: { en: 'At most {digits} digits.', 'zh-CN': '最多 {digits} 位数字。' },
  },
  VAL114: {
    for: 'request', status: 422,
    message: { en: 'The text holds a character that cannot be stored.', 'zh-CN': '文本中含有无法保存的字符。' },
  },
  VAL115: {
    for: 'request', status: 422,
    message: { en: 'At least {min} rows.', 'zh-CN': '至少 {min} 行。' },
  },
  VAL116: {
    for: 'request', status: 422,
    message: { en: 'At most {max} rows.', 'zh-CN': '最多 {max} 行。' },
  },
  VAL117: {
    for: 'request', status: 422,
    message: { en: 'There is no such “{object}”.', 'zh-CN': '没有这样的“{object}”。' },
  },
  VAL118: {
    for: 'request', status: 422,
    message: { en: 'This field can no longer be changed.', 'zh-CN': '此字段已不能修改。' },
  },
  VAL119: {
    for: 'request', status: 422,
    message: { en: 'The state is changed by an action, not by writing the field.', 'zh-CN': '状态只能通过操作改变，不能直接写入。' },
  },
  VAL120: {
    for: 'request', status: 422,
    message: { en: 'A rule of the record does not hold.', 'zh-CN': '记录不符合规则。' },
  },
  VAL121: {
    for: 'request', status: 422,
    message: { en: '“{value}” does not go with the value of “{by}”.', 'zh-CN': '“{value}”与“{by}”的值不匹配。' },
  },
  VAL122: {
    for: 'request', status: 409,
    message: { en: 'Another record already has this value: {fields}.', 'zh-CN': '已有相同的记录：{fields}。' },
  },
  VAL123: {
    for: 'request', status: 409,
    message: { en: 'The record is still used by “{object}”.', 'zh-CN': '记录仍被“{object}”引用。' },
  },
  VAL124: {
    for: 'request', status: 422,
    message: { en: 'The start must not be after the end.', 'zh-CN': '开始不能晚于结束。' },
  },
  VAL125: {
    for: 'request', status: 422,
    message: { en: 'The row with this id does not belong to the record.', 'zh-CN': '此 id 的行不属于这条记录。' },
  },
  VAL126: {
    for: 'request', status: 409,
    message: { en: 'This action is not possible in state “{state}”.', 'zh-CN': '在“{state}”状态下不能执行此操作。' },
  },
  VAL127: {
    for: 'request', status: 422,
    message: { en: 'The condition of the action is not met.', 'zh-CN': '不满足此操作的条件。' },
  },
  VAL128: {
    for: 'request', status: 422,
    message: { en: 'A number is outside the range that can be stored.', 'zh-CN': '数值超出可保存的范围。' },
  },
  VAL129: {
    for: 'request', status: 422,
    message: { en: 'There is no such file, or it is not yours to use.', 'zh-CN': '没有这个文件，或您无权使用它。' },
    hint: { en: 'Upload it again.', 'zh-CN': '请重新上传。' },
  },
  VAL130: {
    for: 'request', status: 422,
    message: { en: 'A file of type “{type}” is not accepted here, only {accepted}.', 'zh-CN': '此处不接受“{type}”类型的文件，只接受 {accepted}。' },
  },
  VAL131: {
    for: 'request', status: 422,
    message: { en: 'The file is larger than {max} bytes.', 'zh-CN': '文件超过 {max} 字节。' },
  },
  PLN101: {
    for: 'request', status: 400,
    message: { en: 'Expanded more than {max} levels deep.', 'zh-CN': '展开层级超过 {max} 层。' },
  },
  PLN102: {
    for: 'request', status: 400,
    message: { en: 'More than {max} expansions.', 'zh-CN': '展开超过 {max} 个。' },
  },
  PLN103: {
    for: 'request', status: 400,
    message: { en: 'More than {max} operations at once.', 'zh-CN': '一次超过 {max} 个操作。' },
  },
  STO201: {
    for: 'request', status: 409,
    message: { en: 'The record was changed by somebody else (now version {version}): {fields}.', 'zh-CN': '记录已被他人修改（当前版本 {version}）：{fields}。' },
    hint: { en: 'Reload it and apply your changes again.', 'zh-CN': '请重新载入后再修改。' },
  },
  STO202: {
    for: 'request', status: 409,
    message: { en: 'This idempotency key was used for another request.', 'zh-CN': '此幂等键已用于其他请求。' },
  },
  STO203: {
    for: 'request', status: 503,
    message: { en: 'The database did not answer in time. Nothing was changed.', 'zh-CN': '数据库未及时响应，未做任何更改。' },
  },
  STO204: {
    for: 'request', status: 409,
    message: { en: 'Another change got in between. Please try again.', 'zh-CN': '与其他更改冲突，请重试。' },
  },
  STO205: {
    for: 'request', status: 400,
    message: { en: 'The idempotency key must have 1 to {max} printable characters.', 'zh-CN': '幂等键须为 1 到 {max} 个可打印字符。' },
  },
  STO206: {
    for: 'request', status: 503,
    message: { en: 'The connection to the database broke off. A change may have been made or not.', 'zh-CN': '与数据库的连接中断，更改可能已生效，也可能未生效。' },
    hint: { en: 'Send the same request again; with the same Idempotency-Key it is done once.', 'zh-CN': '请重新发送同一请求；使用相同的 Idempotency-Key 只会执行一次。' },
  },
} as const satisfies Record<string, Entry>;
