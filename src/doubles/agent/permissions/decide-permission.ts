import type { ToolUse } from "../conversation/events.ts";
import { decideBash } from "./decide-bash.ts";
import { decideFile } from "./decide-files.ts";
import { asking, because, becauseRule, denying, type Decision } from "./decision.ts";
import { fileToolOf, pathOf } from "./file-tools.ts";
import { messages } from "./messages.ts";
import { removedBy, type Policy, type PolicyRule } from "./policy.ts";
import { matchesStars, namesTool } from "./rules.ts";

/** Tools that touch nothing outside of the session, so that nobody is asked. */
const freeTools: ReadonlySet<string> = new Set([
  "TodoWrite",
  "Task",
  "Agent",
  "TaskOutput",
  "TaskStop",
  "KillShell",
  "BashOutput",
  "Skill",
  "AskUserQuestion",
  "EnterPlanMode",
  "ToolSearch",
  "MCPSearch",
]);

/**
 * Decides whether a tool that the model calls may run. In order: rules that deny, rules that ask for a whole tool, what
 * the tool says of its own input, a mode that asks nothing, tools that a rule or the scenario allows as a whole, and
 * what the mode makes of a question. Nothing is run or read; nothing throws.
 * @example decidePermission(policy, { type: "tool_use", id: "toolu_1", name: "Read", input: { file_path: "/p/a" } }).kind // "allow"
 */
export function decidePermission(policy: Policy, call: ToolUse): Decision {
  const { current, deny, ask, mode } = policy;
  const { name } = call;
  const removed = removedBy(policy, name);
  if (removed !== undefined)
    return {
      kind: "error",
      message: messages.noTool(name, current),
      reason: becauseRule(removed.source, "deny"),
      counted: false,
    };
  const named = (rules: readonly PolicyRule[]): PolicyRule | undefined =>
    rules.find(({ rule }) => namesTool(rule, name, current));
  const denied = named(deny);
  if (denied !== undefined) return denying(messages.denied(name), becauseRule(denied.source, "deny"));
  const own = decideInput(policy, call);
  if (own.kind === "deny" || own.kind === "error") return own;
  const approved = policy.autoApproved.includes(name) || isGranted(policy, call);
  if (mode === "plan" && current && own.kind === "ask" && own.reason.type === "mode") return own;
  if (approved) return { kind: "allow", reason: because("rule") };
  if (named(ask) !== undefined) return unasked(policy, call, wholeQuestion(policy, call, own));
  const firm = current && own.kind === "ask" ? own.reason.type : undefined;
  if (firm === "rule") return unasked(policy, call, own);
  if (mode === "bypassPermissions") return { kind: "allow", reason: because("mode") };
  // What is allowed as a whole does not reach sensitive files, nor any command where a check stands for the person.
  const checked = current && name === "Bash" && (mode === "auto" || mode === "plan");
  const allowed = firm === "safetyCheck" || checked ? undefined : named(policy.allow);
  if (allowed !== undefined) return { kind: "allow", reason: becauseRule(allowed.source, "allow") };
  return own.kind === "allow" ? own : unasked(policy, call, own);
}

/** Whether a person granted exactly this before. */
function isGranted({ allow }: Policy, { name, input }: ToolUse): boolean {
  return allow.some(
    ({ source, rule }) =>
      source === "session" &&
      rule.tool === name &&
      (rule.content === undefined || rule.content === textOf(input["command"]).trim()),
  );
}

/** The question of a rule that asks for a whole tool; since 2.1.328 file tools ask their own. */
function wholeQuestion(policy: Policy, call: ToolUse, own: Decision): Decision {
  const tool = fileToolOf(call.name);
  const path = pathOf(policy, call);
  if (!policy.current || tool === undefined || path === undefined)
    return asking(messages.use(call.name), "rule");
  if (own.kind === "ask") return own;
  return asking(tool.writes ? messages.write(path) : messages.read(path));
}

/** What the tool itself says of its input. */
function decideInput(policy: Policy, call: ToolUse): Decision {
  const { name, input } = call;
  if (name === "Bash") return decideBash(policy, textOf(input["command"]));
  if (name === "WebFetch") return decideFetch(policy, textOf(input["url"]));
  if (name === "ExitPlanMode") return asking("Exit plan mode?", "other");
  const file = decideFile(policy, call);
  if (file !== undefined) return file;
  return freeTools.has(name) ? { kind: "allow", reason: because() } : asking(messages.use(name));
}

function decideFetch({ deny, ask, allow }: Policy, url: string): Decision {
  const domain = domainOf(url);
  const found = (rules: readonly PolicyRule[]): PolicyRule | undefined =>
    rules.find(
      ({ rule }) =>
        rule.tool === "WebFetch" &&
        rule.content?.startsWith("domain:") === true &&
        matchesStars(rule.content.slice("domain:".length), domain),
    );
  const denied = found(deny);
  if (denied !== undefined) return denying(messages.deniedDomain(domain), becauseRule(denied.source, "deny"));
  const question = messages.use("WebFetch");
  if (found(ask) !== undefined) return asking(question, "rule");
  const allowed = found(allow);
  return allowed === undefined
    ? asking(question)
    : { kind: "allow", reason: becauseRule(allowed.source, "allow") };
}

function domainOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
}

/** What becomes of a question in modes in which nobody is asked. */
function unasked(policy: Policy, { name }: ToolUse, own: Decision): Decision {
  const { mode, current } = policy;
  if (own.kind !== "ask") return own;
  if (mode === "dontAsk") return denying(messages.deniedUnasked(name, policy), because("mode"));
  if (mode === "auto" || (mode === "plan" && current && own.reason.type !== "mode"))
    return {
      kind: "deny",
      message: messages.unchecked(name),
      reason: because("classifier"),
      nonExecution: "automode-unavailable",
    };
  return own;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
