import type { JsonObject } from "../../../core/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { ConversationEvent, Hearer, TurnEnd } from "../conversation/events.ts";
import type { Messages } from "../messages/index.ts";

/** How to print, and where. */
export interface OutputWay {
  readonly format: ClaudeOptions["outputFormat"];
  readonly verbose: boolean;
  readonly write: (text: string) => Promise<void>;
}

/** What is printed while a conversation is held. */
export interface Output {
  readonly hear: Hearer;
  /** Prints what had to wait for the end; nothing, if there was none. */
  close(): Promise<void>;
}

/**
 * Prints a conversation: stream-json as it happens; text and json the last end, json with all that came before it when
 * asked to be verbose. Of an end without a prompt before it only stream-json has a result: what could not begin is told
 * on standard error.
 */
export function createOutput({ format, verbose, write }: OutputWay, messages: Messages): Output {
  const kept: JsonObject[] = [];
  let begun = false;
  let last: TurnEnd | undefined;
  const hear = async (event: ConversationEvent): Promise<void> => {
    if (event.kind === "garbage") return write(`${event.line}\n`);
    if (event.kind === "prompt") begun = true;
    if (event.kind === "end") last = event.end;
    // Text is the last answer alone: messages that nobody prints are not made.
    if (format === "text") return;
    const said = event.kind === "prompt" ? [messages.init()] : messages.of(event);
    if (format !== "stream-json") kept.push(...said);
    else if (said.length > 0) await write(linesOf(said, event.kind === "end" && event.end.cut === true));
  };
  const close = async (): Promise<void> => {
    if (last === undefined || last.how.kind === "broken" || format === "stream-json" || !begun) return;
    const json = verbose ? kept : kept.at(-1);
    await write(cutIf(last.cut === true, format === "text" ? textOf(last) : line(json)));
  };
  return { hear, close };
}

/** All that is said at once. @param cut whether the last line breaks off */
function linesOf(said: readonly JsonObject[], cut: boolean): string {
  const before = said.slice(0, -1).map(line);
  return [...before, cutIf(cut, line(said.at(-1)))].join("");
}

function cutIf(cut: boolean, text: string): string {
  return cut ? text.slice(0, Math.floor(text.length / 2)) : text;
}

function line(value: JsonObject | readonly JsonObject[] | undefined): string {
  return `${JSON.stringify(value)}\n`;
}

/** All that the text format says of a turn. Only what was said has a line feed, as with the real one. */
function textOf({ how }: TurnEnd): string {
  if ("text" in how) return `${how.text}\n`;
  if (how.kind === "max_turns") return `Error: Reached max turns (${how.turns})`;
  if (how.kind === "max_budget") return `Error: Exceeded USD budget (${how.budgetUsd})`;
  return "Execution error";
}
