/** What keeps a value from being JSON and coming back the same, one line for each place. */
export function jsonFaults(value: unknown, place: string): string[] {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number") {
    const same = Number.isFinite(value) && !Object.is(value, -0);
    return same ? [] : [`${place} is ${Object.is(value, -0) ? "-0" : value}`];
  }
  if (typeof value !== "object") return [`${place} is ${typeof value}`];
  if (Array.isArray(value)) {
    const holes = Object.keys(value).length === value.length ? [] : [`${place} has holes or names`];
    return [...holes, ...value.flatMap((item, index) => jsonFaults(item, `${place}[${index}]`))];
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    return [`${place} is a ${value.constructor.name}`];
  if ("toJSON" in value) return [`${place} has toJSON`];
  if (Object.getOwnPropertySymbols(value).length > 0) return [`${place} has symbols`];
  return Object.entries(value).flatMap(([key, item]) => jsonFaults(item, `${place}.${key}`));
}
