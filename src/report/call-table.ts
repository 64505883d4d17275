import type { CallOutcome } from "../engine/double.ts";
import type { CallRecord, ExpectationUse } from "../engine/record.ts";
import { columnsOf, cutTo, padTo } from "./columns.ts";
import { lineText } from "./place.ts";
import type { Marks, Style, Tone } from "./style.ts";

/** One line of the call table, before it is laid out. */
interface Row {
  readonly tone: Tone;
  readonly id: string;
  readonly mark: string;
  readonly text: string;
  readonly by: string;
  readonly result: string;
  readonly time: string;
  readonly link: string;
}

/** What the table needs besides the calls. */
export interface TableContext {
  /** Numbers of the findings that each call belongs to. */
  readonly links: ReadonlyMap<number, readonly number[]>;
  readonly expectations: readonly ExpectationUse[];
}

/** Rows shown before and after a call with a finding when a table is too long to be shown whole. */
const around = 3;
/** Calls up to which a table is shown whole. */
const wholeUpTo = 100;

/** Every call in order: number, mark, text, what answered it, how it ended, number of its finding. */
export function callTable(calls: readonly CallRecord[], context: TableContext, style: Style): string[] {
  const places = new Map(context.expectations.map((use) => [use.expectation.id, use.expectation.at]));
  const shown = shownCalls(calls, context, style);
  const rows = shown.map((call) => (typeof call === "string" ? call : rowOf(call, places, context, style)));
  const real = rows.filter((row) => typeof row !== "string");
  const width = (pick: (row: Row) => string): number =>
    Math.max(0, ...real.map((row) => columnsOf(pick(row))));
  const widths = {
    id: width((row) => row.id),
    mark: width((row) => row.mark),
    result: width((row) => row.result),
    time: width((row) => row.time),
    link: width((row) => row.link),
  };
  const fixed = 2 + widths.id + 1 + widths.mark + 1 + widths.result + widths.time + widths.link + 8;
  const room = Math.max(20, style.width - fixed);
  const byWidth = Math.min(
    width((row) => row.by),
    Math.max(
      10,
      room -
        Math.min(
          width((row) => row.text),
          Math.floor(room / 2),
        ),
    ),
  );
  const textWidth = Math.min(
    width((row) => row.text),
    room - byWidth,
  );
  return rows.map((row) => {
    if (typeof row === "string") return style.paint("quiet", `  ${" ".repeat(widths.id)} ${row}`);
    const cells = [
      padTo(cutTo(row.text, textWidth, style.marks.ellipsis), textWidth),
      padTo(cutTo(row.by, byWidth, style.marks.ellipsis), byWidth),
      padTo(row.result, widths.result),
      ...(widths.time === 0 ? [] : [row.time.padStart(widths.time)]),
      row.link,
    ];
    const line = `  ${row.id.padStart(widths.id)} ${padTo(row.mark, widths.mark)} ${cells.join("  ")}`;
    return style.paint(row.tone, line.trimEnd());
  });
}

function shownCalls(
  calls: readonly CallRecord[],
  context: TableContext,
  style: Style,
): (CallRecord | string)[] {
  if (style.verbose || calls.length <= wholeUpTo) return [...calls];
  const wanted = new Set<number>();
  for (const [index, call] of calls.entries()) {
    if (!context.links.has(call.id) && index !== 0 && index !== calls.length - 1) continue;
    for (let near = index - around; near <= index + around; near++) wanted.add(near);
  }
  const shown: (CallRecord | string)[] = [];
  let hidden = 0;
  for (const [index, call] of calls.entries()) {
    if (!wanted.has(index)) {
      hidden += 1;
      continue;
    }
    if (hidden > 0) shown.push(`${style.marks.ellipsis} ${hidden} calls without a finding`);
    hidden = 0;
    shown.push(call);
  }
  return shown;
}

function rowOf(
  call: CallRecord,
  places: ReadonlyMap<string, Parameters<typeof lineText>[0]>,
  context: TableContext,
  style: Style,
): Row {
  const at = call.expectation === null ? undefined : places.get(call.expectation);
  const links = context.links.get(call.id) ?? [];
  const { mark, word, tone } = verdictOf(call);
  const by = [word, call.answeredBy ?? "", at === undefined ? "" : lineText(at)].filter(
    (part) => part !== "",
  );
  return {
    tone,
    id: String(call.id),
    mark: style.marks[mark],
    text: style.line(call.text),
    by: style.line(by.join(" ")),
    result: style.line(resultOf(call)),
    time: style.timings ? `${Math.round(call.durationMs)} ms` : "",
    link: links.map((number) => `[${number}]`).join(""),
  };
}

interface Verdict {
  readonly mark: keyof Marks;
  /** Said before what answered; every outcome but the usual one has a word, so that no mark or colour is needed. */
  readonly word: string;
  readonly tone: Tone;
}

const verdicts: Readonly<Record<CallOutcome, Verdict>> = {
  answered: { mark: "answered", word: "", tone: "plain" },
  passed: { mark: "passed", word: "passed on:", tone: "plain" },
  refused: { mark: "refused", word: "refused", tone: "error" },
  failed: { mark: "refused", word: "failed", tone: "error" },
  gone: { mark: "gone", word: "given up by the program", tone: "warning" },
};

function verdictOf(call: CallRecord): Verdict {
  const verdict = verdicts[call.outcome];
  const forbidden = call.findings.some((one) => one.name === "forbidden-call");
  return forbidden ? { ...verdict, mark: "refused", word: "forbidden", tone: "error" } : verdict;
}

/** How a call ended, in a word: "exit 0", "SIGTERM", "200", "reset". */
export function resultOf(call: CallRecord): string {
  const scripted = call.scripted === true ? " (scripted)" : "";
  const { detail } = call;
  if (detail.protocol === "http") {
    if (detail.response === undefined) return "";
    return `${detail.response.fault ?? detail.response.status}${scripted}`;
  }
  if (typeof detail.signal === "string") return `${detail.signal}${scripted}`;
  if (detail.exitCode === undefined) return "";
  return detail.exitCode === null ? "exit unknown" : `exit ${detail.exitCode}${scripted}`;
}
