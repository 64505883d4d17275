import { modesOfCli } from "./check-value.ts";
import { noOptions, type ClaudeOptions, type OutputFormat } from "./options.ts";
import type { ScannedWords } from "./scan-words.ts";
import { splitTools } from "./split-tools.ts";

/** Values by name of their option, in their order; options without a value are there, but empty. */
export type GivenValues = ReadonlyMap<string, readonly string[]>;

/** The values of options that were checked. */
export function valuesOf({ options }: ScannedWords): GivenValues {
  const given = new Map<string, string[]>();
  for (const { rule, value } of options) {
    const values = given.get(rule.name) ?? [];
    // An option that takes one word has the last that it was given, or none if it came last without one.
    if (!rule.many) values.length = 0;
    if (value !== undefined) values.push(value);
    given.set(rule.name, values);
  }
  return given;
}

/** What checked values ask for, with what is known apart from them. */
export function readOptions(
  given: GivenValues,
  { options, operands }: ScannedWords,
  {
    isPrint,
    settingSources,
  }: { readonly isPrint: boolean; readonly settingSources: ClaudeOptions["settingSources"] },
): ClaudeOptions {
  const has = (name: string): boolean => given.has(name);
  const all = (name: string): readonly string[] => given.get(name) ?? [];
  const one = (name: string): string | undefined => given.get(name)?.[0];
  const turns = Number(one("--max-turns") ?? 0);
  const budget = one("--max-budget-usd");
  const mode = one("--permission-mode");
  const ignored = options.filter(({ rule }) => rule.effect === "ignored").map(({ rule }) => rule.name);
  return {
    ...noOptions,
    prompt: operands[0],
    print: isPrint,
    outputFormat: (one("--output-format") ?? "text") as OutputFormat,
    verbose: has("--verbose"),
    includePartialMessages: has("--include-partial-messages"),
    jsonSchema: nonEmpty(one("--json-schema")),
    model: one("--model"),
    fallbackModel: nonEmpty(one("--fallback-model")),
    sessionId: nonEmpty(one("--session-id")),
    resume: has("--resume") ? (nonEmpty(one("--resume")) ?? true) : undefined,
    continue: has("--continue"),
    forkSession: has("--fork-session"),
    persistSession: !has("--no-session-persistence"),
    permissionMode: mode === undefined ? undefined : modesOfCli[mode],
    skipPermissions: has("--dangerously-skip-permissions"),
    allowedTools: splitTools(all("--allowed-tools")),
    disallowedTools: splitTools(all("--disallowed-tools")),
    tools: has("--tools") ? toolsOf(all("--tools")) : undefined,
    maxTurns: Number.isNaN(turns) || turns === 0 ? undefined : turns,
    maxBudgetUsd: budget === undefined ? undefined : Number(budget),
    systemPrompt: one("--system-prompt"),
    appendSystemPrompt: one("--append-system-prompt"),
    addDirs: all("--add-dir"),
    settings: nonEmpty(one("--settings")),
    settingSources,
    cwd: nonEmpty(one("--cwd")),
    ignored: [...new Set(ignored)],
  };
}

/** An option that was given without anything is as good as not given. */
function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** Among others, "default" is no tool. */
function toolsOf(words: readonly string[]): readonly string[] | undefined {
  const names = splitTools(words);
  return names.length === 1 && names[0] === "default"
    ? undefined
    : names.filter((name) => name !== "default");
}
