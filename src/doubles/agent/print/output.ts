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
 * asked to be verbose.
 */
export function createOutput({ format, verbose, write }: OutputWay, messages: Messages): Output {
  const kept: JsonObject[] = [];
  let last: TurnEnd | undefined;
  const hear = async (event: ConversationEvent): Promise<void> => {
    if (event.kind === "end") last = event.end;
    const said = event.kind === "prompt" ? [messages.init()] : messages.of(event);
    if (format === "stream-json") for (const one of said) await write(line(one));
    else kept.push(...said);
  };
  const close = async (): Promise<void> => {
    if (last === undefined || format === "stream-json" || isToldElsewhere(last)) return;
    if (format === "text") return write(`${textOf(last)}\n`);
    await write(line(verbose ? kept : kept.at(-1)));
  };
  return { hear, close };
}

function line(value: JsonObject | readonly JsonObject[] | undefined): string {
  return `${JSON.stringify(value)}\n`;
}

/** What could not begin is told on standard error; only stream-json has a result of it as well. */
function isToldElsewhere({ how }: TurnEnd): boolean {
  return how.kind === "execution" && how.aborted === undefined;
}

/** All that the text format says of a turn. */
function textOf({ how }: TurnEnd): string {
  if ("text" in how) return how.text;
  if (how.kind === "max_turns") return `Error: Reached max turns (${how.turns})`;
  if (how.kind === "max_budget") return `Error: Exceeded USD budget (${how.budgetUsd})`;
  return "Execution error";
}
