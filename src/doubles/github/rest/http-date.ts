import { parseTime } from "../../../engine/index.ts";

const days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let written = { at: "", text: "" };

/** A moment as HTTP writes it. @param at RFC 3339 in UTC, a moment that is */
export function httpDate(at: string): string {
  if (written.at === at) return written.text;
  const day = Math.floor((parseTime(at) as number) / 86_400_000);
  const [year, month, date] = at.slice(0, 10).split("-");
  const text = `${days[((day % 7) + 7) % 7]}, ${date} ${months[Number(month) - 1]} ${year} ${at.slice(11, 19)} GMT`;
  written = { at, text };
  return text;
}

/** Milliseconds since 1970 of a moment as HTTP writes it; undefined: it is none. */
export function readHttpDate(text: string): number | undefined {
  const [, day, month = "", year, time] =
    /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(text.trim()) ?? [];
  const number = String(months.indexOf(month) + 1).padStart(2, "0");
  return day === undefined ? undefined : parseTime(`${year}-${number}-${day}T${time}Z`);
}
