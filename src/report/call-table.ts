import type { Expectation } from "../core/index.ts";
import type { CallOutcome, CallRecord, ExpectationUse } from "../engine/index.ts";
import { callDetailLines } from "./call-detail.ts";
import { columnsOf, cutTo, padTo } from "./columns.ts";
import { shortLineText } from "./place.ts";
import type { Marks, Style, Tone } from "./style.ts";

/** One line of the call table, before it is laid out. */
interface Row {
  readonly call: CallRecord;
  readonly tone: Tone;
  readonly id: string;
  readonly mark: string;
  readonly word: string;
  readonly text: string;
  readonly by: string;
  readonly result: string;
  readonly time: string;
  readonly see: string;
}

/** What the table needs besides the calls. */
export interface TableContext {
  /** Numbers of the findings that each call belongs to. */
  readonly links: ReadonlyMap<number, readonly number[]>;
  readonly expectations: readonly ExpectationUse[];
  /** Shows every call, however many there are. */
  readonly whole: boolean;
}

/** Calls up to which a table is shown whole in a report; longer ones show what is around findings. */
export const wholeUpTo = 100;
/** Rows shown before and after a call with a finding when a table is not shown whole. */
const around = 3;
const gap = "  ";

/**
 * Calls in order, one line each: number, outcome, text, what answered it, how it ended, and the number of
 * the finding that speaks of it. Below each, in verbose reports, what was sent and answered.
 */
export function callTable(calls: readonly CallRecord[], context: TableContext, style: Style): string[] {
  const answers = new Map(
    context.expectations.map(({ expectation }) => [expectation.id, answerText(expectation)]),
  );
  const rows = shownCalls(calls, context).map((call) =>
    typeof call === "number" ? call : rowOf(call, answers, context, style),
  );
  const layout = layoutOf(
    rows.filter((row) => typeof row !== "number"),
    style,
  );
  return rows.flatMap((row) =>
    typeof row === "number"
      ? [style.paint("quiet", `  ${style.marks.ellipsis} ${row} calls without a finding`)]
      : layout(row).concat(style.verbose ? callDetailLines(row.call, style, "      ") : []),
  );
}

/** The calls to show, and in between the number of those left out. */
function shownCalls(calls: readonly CallRecord[], context: TableContext): (CallRecord | number)[] {
  if (context.whole || calls.length <= wholeUpTo) return [...calls];
  const wanted = new Set<number>();
  for (const [index, call] of calls.entries()) {
    if (!context.links.has(call.id) && index !== 0 && index !== calls.length - 1) continue;
    for (let near = index - around; near <= index + around; near++) wanted.add(near);
  }
  const shown: (CallRecord | number)[] = [];
  let hidden = 0;
  for (const [index, call] of calls.entries()) {
    if (!wanted.has(index)) {
      hidden += 1;
      continue;
    }
    if (hidden > 0) shown.push(hidden);
    hidden = 0;
    shown.push(call);
  }
  return shown;
}

/** Lays rows out in columns: the call's text and what answered it share what the others leave. */
function layoutOf(rows: readonly Row[], style: Style): (row: Row) => string[] {
  const widthOf = (field: Exclude<keyof Row, "call" | "tone">): number =>
    Math.max(0, ...rows.map((row) => columnsOf(row[field])));
  const { ellipsis } = style.marks;
  const id = widthOf("id");
  const mark = widthOf("mark");
  const word = widthOf("word");
  const ends = (["result", "time", "see"] as const).map((field) => ({ field, width: widthOf(field) }));
  const used = ends.filter(({ width }) => width > 0);
  const fixed = 2 + id + 1 + mark + 1 + word + 2 * gap.length;
  const endColumns = used.reduce((sum, { width }) => sum + gap.length + width, 0);
  const room = Math.max(24, style.width - fixed - endColumns);
  const textWanted = widthOf("text");
  const by = Math.min(widthOf("by"), Math.max(room - textWanted, Math.floor(room / 2)));
  const text = Math.min(textWanted, room - by);
  return (row) => {
    const head = `  ${row.id.padStart(id)} ${padTo(row.mark, mark)} ${padTo(row.word, word)}`;
    const cells = [
      padTo(cutTo(row.text, text, ellipsis), text),
      ...(by === 0 ? [] : [padTo(cutTo(row.by, by, ellipsis), by)]),
      ...used.map(({ field, width }) =>
        field === "time" ? row.time.padStart(width) : padTo(row[field], width),
      ),
    ];
    return [style.paint(row.tone, `${head}${gap}${cells.join(gap)}`.trimEnd())];
  };
}

function rowOf(
  call: CallRecord,
  answers: ReadonlyMap<string, string>,
  context: TableContext,
  style: Style,
): Row {
  const see = context.links.get(call.id) ?? [];
  const { mark, word, tone } = verdictOf(call);
  return {
    call,
    tone,
    id: String(call.id),
    mark: style.marks[mark],
    word,
    text: style.line(call.text),
    by: style.line(answers.get(call.expectation ?? "") ?? call.fidelity ?? ""),
    result: style.line(resultOf(call)),
    time: style.timings ? `${Math.round(call.durationMs)} ms` : "",
    see: see.length === 0 ? "" : `see ${see.join(", ")}`,
  };
}

/** What answered: the name, where there is one, and the line. */
function answerText({ name, at }: Expectation): string {
  return name === undefined ? shortLineText(at) : `${name} ${shortLineText(at)}`;
}

interface Verdict {
  readonly mark: keyof Marks;
  /** Says the same as the mark and the colour, for those who see neither. */
  readonly word: string;
  readonly tone: Tone;
}

const verdicts: Readonly<Record<CallOutcome, Verdict>> = {
  answered: { mark: "answered", word: "ok", tone: "plain" },
  passed: { mark: "passed", word: "passed", tone: "plain" },
  refused: { mark: "refused", word: "refused", tone: "bad" },
  failed: { mark: "refused", word: "failed", tone: "bad" },
  gone: { mark: "gone", word: "gone", tone: "warning" },
};

function verdictOf(call: CallRecord): Verdict {
  const forbidden = call.findings.some((one) => one.name === "forbidden-call");
  return forbidden ? { ...verdicts.refused, word: "forbidden" } : verdicts[call.outcome];
}

/** How a call ended, in a word: "exit 0", "SIGTERM", "200", "reset". */
function resultOf(call: CallRecord): string {
  const ending = endingOf(call);
  return ending !== "" && call.scripted === true ? `${ending} (scripted)` : ending;
}

function endingOf({ detail }: CallRecord): string {
  if (detail.protocol === "http") {
    return detail.response === undefined ? "" : (detail.response.fault ?? String(detail.response.status));
  }
  if (typeof detail.signal === "string") return detail.signal;
  if (detail.exitCode === undefined) return "";
  return `exit ${detail.exitCode ?? "unknown"}`;
}
