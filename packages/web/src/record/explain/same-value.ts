/** Whether two values as JSON carries them are the same: `10.50` is `10.5`, and what is not there is null. */
export function sameValue(a: unknown, b: unknown): boolean {
  const [left, right] = [plain(a), plain(b)];
  return JSON.stringify(left) === JSON.stringify(right);
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return plain(String(value));
  if (typeof value === 'object' && 'id' in value) return (value as { id: unknown }).id;
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return value;
  const shorter = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return shorter === '-0' ? '0' : shorter;
}
