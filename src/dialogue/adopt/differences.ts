import type { Finding } from "../../core/index.ts";
import type { Node, TableNode } from "../../scenario/index.ts";
import { sessionDefaults } from "../session.ts";
import { fieldOf, itemsOf, told, toolCallsOf, valueOf } from "./nodes.ts";

/**
 * What a file of claudeless means there and not here though its fields are the same. Told of files that can only be
 * claudeless's, since all others were written for what holds here.
 */
export function differences(tree: TableNode): readonly Finding[] {
  return [...defaults(tree), ...fallback(tree), ...toolResults(tree), ...turnsAfterTools(tree)];
}

const claudelessModel = "claude-opus-4-5-20251101";

function defaults(tree: TableNode): Finding[] {
  const found: Finding[] = [];
  if (fieldOf(tree, "default_model") === undefined) {
    const what = `default_model is not said: here it is ${sessionDefaults.model}`;
    const why = `In claudeless it is ${claudelessModel}.`;
    found.push(told(tree.where, what, why, `Write default_model where a program reads it.`));
  }
  const execution = fieldOf(tree, "tool_execution");
  if (valueOf(execution?.value, "mode") === undefined && toolCallsOf(tree).length > 0) {
    found.push(
      told(
        execution?.keyWhere ?? tree.where,
        "tool_execution.mode is not said: here it is mock",
        "In claudeless it is live: tools without a result really act.",
        'Write mode = "mock"; "simulated", to act inside a folder; or "live", with --allow-code.',
      ),
    );
  }
  return found;
}

function fallback(tree: TableNode): Finding[] {
  const takesAll = (rule: Node): boolean => {
    const type = valueOf(valueOf(rule, "pattern"), "type");
    return type?.kind === "string" && type.value === "any" && fieldOf(rule, "max_matches") === undefined;
  };
  if (fieldOf(tree, "default_response") !== undefined || itemsOf(valueOf(tree, "responses")).some(takesAll))
    return [];
  return [
    told(
      tree.where,
      "default_response is not said: a prompt that no rule takes is an error here",
      "claudeless answers such a prompt with an empty text.",
      'Write default_response = "" where a program sends such a prompt.',
    ),
  ];
}

function toolResults(tree: TableNode): Finding[] {
  const tools = valueOf(valueOf(tree, "tool_execution"), "tools");
  const entries = tools?.kind === "table" ? tools.entries : [];
  return entries.flatMap(({ value }) => {
    const result = fieldOf(value, "result");
    if (result === undefined) return [];
    const why = "claudeless reads it and never uses it.";
    return [
      told(result.keyWhere, "result of a tool is what comes of it", why, "Remove it, unless that is meant."),
    ];
  });
}

function turnsAfterTools(tree: TableNode): Finding[] {
  return itemsOf(valueOf(tree, "responses")).flatMap((rule) => {
    const turns = fieldOf(rule, "turns");
    if (turns === undefined || fieldOf(valueOf(rule, "response"), "tool_calls") === undefined) return [];
    return [
      told(
        turns.keyWhere,
        "turns wait for prompts, not for results of tools",
        "In claudeless a turn is also entered by what the tools of the message before it gave.",
        "Write what is said after results of tools as then.",
      ),
    ];
  });
}
