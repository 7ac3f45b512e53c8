/** Both conditions; brackets keep their meanings apart. */
export function bothFilters(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part): part is string => part !== undefined && part.trim() !== '');
  return said.length < 2 ? said[0] : said.map((part) => `(${part})`).join(' and ');
}
