import { saysLine, shellRuleTakes } from "./bash-rules.ts";
import { isAcceptedEdit, judgeArguments, judgeRedirects, writesFiles } from "./command-files.ts";
import { onlyReads, runsOthers } from "./commands.ts";
import { asking, because, becauseRule, denying, type Decision } from "./decision.ts";
import { hazardQuestion } from "./hazards.ts";
import { messages } from "./messages.ts";
import type { Policy, PolicyRule } from "./policy.ts";
import { lineOf, readShellLine, type ShellCommand, type ShellLine, type ShellWord } from "./shell.ts";
import { inner, programs } from "./wrappers.ts";

/** What one command of a command line comes to. */
type Verdict =
  | { readonly kind: "allow"; readonly rule?: PolicyRule | undefined }
  | { readonly kind: "deny"; readonly rule?: PolicyRule | undefined }
  /** A rule asks, or a path, or nothing allows it. */
  | { readonly kind: "ask"; readonly why: "rule" | "path" | "safety" | "nothing"; readonly message: string };

/** Decides on a call of Bash, whatever rules there are about Bash as a whole. @param command as the model wrote it */
export function decideBash(policy: Policy, command: string): Decision {
  const text = command.trim();
  const said = (rules: readonly PolicyRule[]): PolicyRule | undefined =>
    rules.find(({ shell }) => shell !== undefined && saysLine(shell, text));
  const denied = said(policy.deny);
  if (denied !== undefined)
    return denying(messages.deniedCommand(command), becauseRule(denied.source, "deny"));
  const line = readShellLine(text);
  const verdicts = line.commands.map((one) => judge(policy, one));
  const refusal = decideDenial(policy, command, line, verdicts);
  if (refusal !== undefined) return refusal;
  if (said(policy.ask) !== undefined || verdicts.some((one) => one.kind === "ask" && one.why === "rule"))
    return asking(messages.use("Bash"), "rule");
  const question = hazardQuestion(line, policy.current);
  if (question !== undefined) return question;
  return decideAll(policy, line, verdicts, said(policy.allow));
}

/** A denial of one of the commands, which denies all of them. */
function decideDenial(
  { current }: Policy,
  command: string,
  { commands, hazards, piped }: ShellLine,
  verdicts: readonly Verdict[],
): Decision | undefined {
  const at = verdicts.findIndex(({ kind }) => kind === "deny");
  // The classic profile looks at the commands only of a line that has nothing else in it.
  if (at === -1 || (!current && hazardQuestion({ commands, hazards, piped }, false) !== undefined))
    return undefined;
  const words = commands[at]?.words ?? [];
  const verdict = verdicts[at] as Verdict;
  const rule = "rule" in verdict ? verdict.rule : undefined;
  const exact = rule !== undefined && (commands[at]?.nested === true || saysWords(rule, words));
  return denying(
    messages.deniedCommand(piped ? lineOf(words) : command),
    exact ? becauseRule(rule.source, "deny") : because("subcommandResults"),
  );
}

/** Decides on a line none of whose commands is denied and which has nothing else in it. */
function decideAll(
  { current }: Policy,
  { commands, piped }: ShellLine,
  verdicts: readonly Verdict[],
  said: PolicyRule | undefined,
): Decision {
  const changesFolder = commands.some(({ words }) => words[0]?.value === "cd");
  const outside = verdicts[commands.findIndex(({ words }) => words[0]?.value === "cd")];
  if (outside?.kind === "ask" && outside.why === "path" && !piped) return asking(outside.message);
  if (changesFolder && commands.some(({ words, redirects }) => writesFiles(words, redirects, current)))
    return asking(messages.folderChange, "other");
  const asks = verdicts.flatMap((verdict, at) => (verdict.kind === "ask" ? [{ verdict, at }] : []));
  const [first] = asks;
  if (first === undefined) {
    const [only] = verdicts.length === 1 ? verdicts : [];
    const rule = only?.kind === "allow" ? only.rule : undefined;
    const plain = inner(commands[0]?.words ?? [], current);
    const exact = said ?? (rule !== undefined && saysWords(rule, plain) ? rule : undefined);
    const reason = exact === undefined ? because("subcommandResults") : becauseRule(exact.source, "allow");
    return { kind: "allow", reason };
  }
  const byPath = asks.find(({ verdict }) => verdict.why === "path" || verdict.why === "safety");
  if (byPath !== undefined && (commands.length === 1 || (!piped && (!current || asks.length === 1))))
    return asking(byPath.verdict.message, byPath.verdict.why === "safety" ? "safetyCheck" : undefined);
  if (commands.length === 1) return asking(first.verdict.message, "other");
  const parts = asks.map(({ at }) => (commands[at]?.words ?? []).map(({ raw }) => raw).join(" "));
  return asking(messages.commands(parts), "subcommandResults");
}

/** Judges one command by the rules, its files and what it is. */
function judge(policy: Policy, command: ShellCommand): Verdict {
  const { deny, ask, allow, current } = policy;
  const words = inner(command.words, current);
  // In the classic profile keywords, assignments and the program's folder hide a command from rules that deny.
  const hidden = current ? programs(words) : [words];
  const denied = hidden.map((one) => ruleFor(deny, one, current)).find((rule) => rule !== undefined);
  if (denied !== undefined) return { kind: "deny", rule: denied };
  const granted = ruleFor(allow, words, current);
  const redirects = judgeRedirects(policy, command.redirects);
  const files = judgeArguments(policy, words, granted !== undefined);
  if (redirects.kind === "deny" || files.kind === "deny") return { kind: "deny" };
  if (hidden.some((one) => ruleFor(ask, one, current) !== undefined))
    return { kind: "ask", why: "rule", message: messages.use("Bash") };
  for (const { kind, ...verdict } of [redirects, files])
    if (kind === "ask" && "message" in verdict)
      return { kind, why: verdict.safety ? "safety" : "path", message: verdict.message };
  const running = current ? runsOthers(words) : undefined;
  if (running !== undefined) return { kind: "ask", why: "nothing", message: running };
  if (granted !== undefined) return { kind: "allow", rule: granted };
  if (isAcceptedEdit(policy, words) || isFree(words, current)) return { kind: "allow" };
  return { kind: "ask", why: "nothing", message: messages.command };
}

function isFree(words: readonly ShellWord[], current: boolean): boolean {
  if (onlyReads(words, current)) return true;
  // Nothing is left of assignments and of keywords alone.
  return current && words.every(({ raw }) => /^[A-Za-z_]\w*=/.test(raw));
}

/** Whether a rule says a command to its end. */
function saysWords({ shell }: PolicyRule, words: readonly ShellWord[]): boolean {
  return shell !== undefined && saysLine(shell, lineOf(words));
}

function ruleFor(
  rules: readonly PolicyRule[],
  words: readonly ShellWord[],
  current: boolean,
): PolicyRule | undefined {
  if (words.length === 0) return undefined;
  return rules.find(({ shell }) => shell !== undefined && shellRuleTakes(shell, words, current));
}
