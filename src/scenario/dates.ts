const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether year, month and day name a day that exists. */
function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (days[month - 1] ?? 0) && (month !== 2 || day < 29 || leap);
}

/** A date as YYYY-MM-DD, or undefined when it is not one. */
export function readDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3])) ? text : undefined;
}

/**
 * A point in time as RFC 3339 writes it, with its offset, or undefined when it is not one.
 * @example readInstant("2025-01-15 10:30:00z") // "2025-01-15T10:30:00Z"
 */
export function readInstant(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-](\d\d):(\d\d))$/.exec(text);
  if (match === null || readDate(match[1] as string) === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])];
  const offset = Number(match[7] ?? 0) < 24 && Number(match[8] ?? 0) < 60;
  if (hour > 23 || minute > 59 || second > 59 || !offset) return undefined;
  return text.replace(/[t ]/, "T").replace("z", "Z");
}
