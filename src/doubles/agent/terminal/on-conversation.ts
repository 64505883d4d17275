import type { Block, ConversationEvent, PermissionRequest, TurnEnd } from "../conversation/events.ts";
import { editTools } from "./dialogs/permission.ts";
import { resultText, toolLabel, type Item } from "./item.ts";
import { takeWaiting } from "./lines-sent.ts";
import { inOrder, only, type Effect, type Step, type TerminalState } from "./state.ts";

/** Shows what happens while a prompt is answered. */
export function onEvent(state: TerminalState, event: ConversationEvent): Step {
  return { state, effects: itemsOf(state, event).map((item): Effect => ({ kind: "print", item })) };
}

function itemsOf({ session }: TerminalState, event: ConversationEvent): readonly Item[] {
  switch (event.kind) {
    case "prompt":
      return [];
    case "message":
      return event.message.blocks.flatMap((block) => itemOf(block, session.directory));
    case "tool_result": {
      const { content, isError } = event.outcome;
      return [{ kind: "result", text: resultText(content), isError }];
    }
    case "end":
      return failureOf(event.end);
    // What is asked for again is not shown; what is no message of the CLI's breaks no screen.
    case "retry":
    case "garbage":
    default:
      return [];
  }
}

function itemOf(block: Block, directory: string): Item[] {
  switch (block.type) {
    // What the model thinks is not shown unless it is asked for, which nobody can here.
    case "thinking":
      return [];
    case "text":
      return block.text.trim() === "" ? [] : [{ kind: "answer", text: block.text.trim() }];
    case "tool_use":
    default:
      return [{ kind: "tool", label: toolLabel(block, directory) }];
  }
}

/** What a person is told of an answer that failed; one that did not was shown already. */
function failureOf({ how }: TurnEnd): Item[] {
  const failed = (text: string): Item[] => [{ kind: "result", text, isError: true }];
  switch (how.kind) {
    case "success":
      return [];
    case "api_error":
      return failed(how.text);
    case "max_turns":
      return failed(`Reached max turns (${how.turns})`);
    case "max_budget":
      return failed(`Exceeded USD budget (${how.budgetUsd})`);
    case "execution":
      return how.errors.flatMap(failed);
    // The process ends, and says itself what it says.
    case "broken":
    default:
      return [];
  }
}

/** Somebody is asked whether a tool may run, unless that was said for good. */
export function onAsk(state: TerminalState, request: PermissionRequest): Step {
  return answerGranted({ ...state, asked: [...state.asked, request] });
}

/** Answers those who ask for what was granted for good. */
export function answerGranted(state: TerminalState): Step {
  const [first, ...asked] = state.asked;
  if (first === undefined || !isGranted(state, first)) return only(state);
  return inOrder({ ...state, asked }, [
    (at) => ({ state: at, effects: [{ kind: "grant", answer: "always" }] }),
    answerGranted,
  ]);
}

function isGranted({ granted, mode }: TerminalState, { call }: PermissionRequest): boolean {
  return granted.includes(call.name) || (mode === "accept-edits" && editTools.includes(call.name));
}

/** The answer is complete: what was sent in the meantime comes next. */
export function onOver(state: TerminalState): Step {
  return takeWaiting({ ...state, isBusy: false, asked: [], selected: 0 });
}

/** Nobody wants the rest of the answer, or lets its tool run. */
export function interrupt(state: TerminalState): Step {
  if (!state.isBusy) return only(state);
  const text = "Interrupted · What should Claude do instead?";
  const said: Effect[] = [
    { kind: "interrupt" },
    { kind: "print", item: { kind: "result", text, isError: true } },
  ];
  return inOrder(state, [(at) => ({ state: at, effects: said }), onOver]);
}
