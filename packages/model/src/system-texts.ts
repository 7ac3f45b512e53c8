/** The engine's own words in other languages; a package may say them otherwise. `fields/…` belongs to every object. */
export const systemTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    'fields/id/label': 'ID',
    'fields/version/label': '版本',
    'fields/created_at/label': '创建时间',
    'fields/created_by/label': '创建人',
    'fields/updated_at/label': '更新时间',
    'fields/updated_by/label': '更新人',
    'fields/owner/label': '负责人',
    'fields/record_type/label': '类型',
    'object/user/label': '用户',
    'object/user/plural': '用户',
    'object/user#fields/name/label': '姓名',
    'object/user#fields/login/label': '登录名',
    'object/user#fields/email/label': '邮箱',
    'object/user#fields/locale/label': '语言',
    'object/user#fields/active/label': '启用',
  },
};
