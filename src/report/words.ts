/** Words and numbers put together. */

/** A count with its noun. @example plural(2, "call") // "2 calls" */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** A list as people say it. @example either(["a", "b", "c"]) // "a, b or c" */
export function either(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

/** Lists that are cut say how much is missing. @example shortened(["a", "b", "c"], 2) // "a, b and 1 more" */
export function shortened(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${rest} more` : items.join(", ");
}
