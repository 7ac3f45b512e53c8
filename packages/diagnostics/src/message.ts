/** Fills `{name}` in a message of the catalogue; an unknown name stays as written. */
export type Locale = 'en' | 'zh-CN';
export const locales: readonly Locale[] = ['en', 'zh-CN'];
export type Params = Readonly<Record<string, string | number | boolean | undefined>>;
export type Texts = Readonly<Record<Locale, string>>;

export function formatMessage(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
