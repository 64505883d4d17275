/**
 * A function of a text that remembers what it gave for short texts, for work that is done on the same names
 * and values again and again. Forgets everything when it holds `entriesMax`.
 */
export function remember<T extends string | boolean>(
  compute: (text: string) => T,
  charsMax: number,
  entriesMax: number,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > charsMax) return compute(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= entriesMax) known.clear();
    const value = compute(text);
    known.set(text, value);
    return value;
  };
}
