import { formatTime, parseTime } from "../../../../engine/index.ts";

/** What a range lets through; undefined: the text is none. */
export type NumberTest = ((value: number) => boolean) | undefined;
/** Times as rows have them; null: it has not happened. */
export type TimeTest = ((value: string | null) => boolean) | undefined;

/** Reads "5", ">5", ">=5", "<5", "<=5", "5..7", "*..7" and "5..*". */
export function numberRange(text: string): NumberTest {
  const read = (bound: string): number | undefined => (/^\d{1,15}$/.test(bound) ? Number(bound) : undefined);
  return range(text, read, (value, bound) => value - bound);
}

/**
 * Reads the same of dates: a year, a month, a day, or a time with an offset. What names a whole day is compared by the
 * day, as is a month and a year.
 */
export function timeRange(text: string): TimeTest {
  const test = range<string>(text, readTime, (value, bound) => {
    const part = value.slice(0, bound.length);
    return part < bound ? -1 : part > bound ? 1 : 0;
  });
  return test && ((value) => value !== null && test(value));
}

/** A bound that times are compared with by as much as it says. */
function readTime(text: string): string | undefined {
  if (/^\d{4}(?:-\d\d){0,2}$/.test(text)) {
    const whole = text + "0000-01-01".slice(text.length);
    return parseTime(`${whole}T00:00:00Z`) === undefined ? undefined : text;
  }
  const ms = parseTime(text.replace(" ", "+")) ?? parseTime(`${text}Z`);
  return ms === undefined ? undefined : formatTime(ms).replace(/\.\d+Z$/, "Z");
}

function range<Value>(
  text: string,
  read: (bound: string) => Value | undefined,
  compare: (value: Value, bound: Value) => number,
): ((value: Value) => boolean) | undefined {
  const [from, to, more] = text.split("..");
  if (from !== undefined && to !== undefined) {
    const least = from === "*" ? null : read(from);
    const most = to === "*" ? null : read(to);
    if (least === undefined || most === undefined || more !== undefined) return undefined;
    return (value) =>
      (least === null || compare(value, least) >= 0) && (most === null || compare(value, most) <= 0);
  }
  const sign = [">=", "<=", ">", "<"].find((one) => text.startsWith(one));
  const bound = read(text.slice(sign?.length));
  if (bound === undefined) return undefined;
  return (value) => {
    const order = compare(value, bound);
    if (sign === ">") return order > 0;
    if (sign === ">=") return order >= 0;
    if (sign === "<") return order < 0;
    return sign === "<=" ? order <= 0 : order === 0;
  };
}
