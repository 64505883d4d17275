import type { AgentScenario } from "../../../dialogue/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { ToolUse } from "../conversation/events.ts";
import type { Profile } from "../profile.ts";
import { shellRuleOf, type ShellRule } from "./bash-rules.ts";
import { fileToolOf, pathOf } from "./file-tools.ts";
import { cliMode, type CliMode } from "./modes.ts";
import { isInside, parentOf, resolvePath } from "./paths.ts";
import { namesTool, parseRule, type Rule, type RuleSource } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** A rule with where it comes from. */
export interface PolicyRule {
  readonly rule: Rule;
  readonly source: RuleSource;
  /** What "/" at the beginning of its path stands for. */
  readonly root: string;
  /** How it is tried on commands, where it is about some. */
  readonly shell?: ShellRule | undefined;
}

/** Everything that decides whether a tool may run. */
export interface Policy {
  readonly mode: CliMode;
  /** Whether it decides as 2.1.328 does, not as 2.1.12 to 2.1.29. */
  readonly current: boolean;
  /** Whether it decides as 2.1.12 where that differs from 2.1.29. */
  readonly oldest: boolean;
  readonly deny: readonly PolicyRule[];
  readonly ask: readonly PolicyRule[];
  readonly allow: readonly PolicyRule[];
  /** Tools that the scenario approves by itself. */
  readonly autoApproved: readonly string[];
  /** Absolute and resolved; the first is where the session works. */
  readonly folders: readonly [string, ...string[]];
  readonly home: string;
}

/** What a policy is made of, beside the settings. */
export interface PolicyFacts {
  readonly options: Pick<
    ClaudeOptions,
    "allowedTools" | "disallowedTools" | "permissionMode" | "skipPermissions" | "addDirs"
  >;
  readonly scenario: Pick<AgentScenario, "permissionMode" | "toolExecution">;
  readonly profile: Profile;
  /** Where tools work, absolute. */
  readonly workingDirectory: string;
  readonly home: string;
}

/** A policy, and rules of flags that are none. */
export interface MadePolicy {
  readonly policy: Policy;
  readonly notes: readonly string[];
}

/**
 * Makes the policy of a process. Its mode: --dangerously-skip-permissions, --permission-mode, the scenario, the settings,
 * the first of them that says one.
 */
export function policyOf(facts: PolicyFacts, settings: Settings): MadePolicy {
  const { options, scenario, profile, workingDirectory, home } = facts;
  const folder = resolvePath("/", workingDirectory);
  const notes: string[] = [];
  const ofFlag = (flag: string, texts: readonly string[]): readonly PolicyRule[] =>
    texts.flatMap((text) => {
      const read = parseRule(text);
      if (read.ok) return [policyRule(read.rule, "flags", folder)];
      notes.push(`${flag} "${text}" ${read.problem}, so it is ignored`);
      return [];
    });
  const ofSettings = (kind: "allow" | "deny" | "ask"): readonly PolicyRule[] =>
    settings.sources.flatMap((one) => one[kind].map((rule) => policyRule(rule, one.source, one.root)));
  const policy: Policy = {
    mode: modeOf(facts, settings),
    current: profile.name === "current",
    oldest: profile.version === "2.1.12",
    deny: [...ofFlag("--disallowedTools", options.disallowedTools), ...ofSettings("deny")],
    ask: ofSettings("ask"),
    allow: [...ofFlag("--allowedTools", options.allowedTools), ...ofSettings("allow")],
    autoApproved: Object.entries(scenario.toolExecution.tools)
      .filter(([, { autoApprove }]) => autoApprove)
      .map(([tool]) => tool),
    folders: [
      folder,
      ...options.addDirs.map((one) => resolvePath(folder, one)),
      ...settings.additionalDirectories,
    ],
    home: resolvePath("/", home),
  };
  return { policy, notes };
}

function modeOf(
  { options, scenario, profile }: PolicyFacts,
  { defaultMode, bypassDisabled }: Settings,
): CliMode {
  const said = options.skipPermissions
    ? "bypass-permissions"
    : (options.permissionMode ?? scenario.permissionMode ?? defaultMode ?? "default");
  const mode = cliMode(said);
  // Without a team there is nobody to delegate to, which all but 2.1.12 then report as the default mode.
  if (mode === "delegate" && profile.version !== "2.1.12") return "default";
  if (mode === "bypassPermissions" && bypassDisabled) return "default";
  return mode;
}

function policyRule(rule: Rule, source: RuleSource, root: string): PolicyRule {
  const shell = rule.tool === "Bash" && rule.content !== undefined ? shellRuleOf(rule.content) : undefined;
  return { rule, source, root, shell };
}

/** What the CLI says where root asks for no questions at all; undefined: it may. */
export function rootRefusal(facts: {
  readonly isRoot: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly options: Pick<ClaudeOptions, "permissionMode" | "skipPermissions">;
  readonly settings: Settings;
}): string | undefined {
  const { isRoot, env, options, settings } = facts;
  if (!isRoot || env["IS_SANDBOX"] === "1") return undefined;
  const mode = options.permissionMode ?? settings.defaultMode ?? "default";
  return options.skipPermissions || cliMode(mode) === "bypassPermissions"
    ? "--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons"
    : undefined;
}

/** The tools that a session has: those that no rule denies as a whole. @param tools their names */
export function availableTools(policy: Policy, tools: readonly string[]): readonly string[] {
  // Who delegates has no tools of its own.
  if (policy.mode === "delegate") return [];
  return tools.filter((tool) => removedBy(policy, tool) === undefined);
}

/** The rule that takes a tool away altogether. */
export function removedBy({ deny, current }: Policy, tool: string): PolicyRule | undefined {
  return deny.find(({ rule }) => (current ? namesTool(rule, tool, true) : isWhole(rule, tool)));
}

function isWhole({ tool, content }: Rule, name: string): boolean {
  return content === undefined && tool === name;
}

/**
 * The policy after a person said "always" to a call: edits are accepted from now on in the folder of the file, files of
 * the folder may be read, the same command or the same tool runs.
 */
export function grant(policy: Policy, call: ToolUse): Policy {
  const tool = fileToolOf(call.name);
  const path = pathOf(policy, call);
  if (tool !== undefined && path !== undefined) {
    const folder = isInside(policy.folders, path) ? [] : [tool.writes ? parentOf(path) : path];
    const mode = tool.writes && policy.mode === "default" ? "acceptEdits" : policy.mode;
    return { ...policy, mode, folders: [...policy.folders, ...folder] };
  }
  const { command } = call.input;
  const rule: Rule =
    call.name === "Bash" && typeof command === "string"
      ? { tool: "Bash", content: command.trim() }
      : { tool: call.name };
  return { ...policy, allow: [...policy.allow, { rule, source: "session", root: policy.folders[0] }] };
}
