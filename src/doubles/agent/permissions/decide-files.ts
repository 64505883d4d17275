import type { ToolUse } from "../conversation/events.ts";
import { asking, because, becauseRule, type Decision } from "./decision.ts";
import { fileToolOf, pathOf, sensitivity } from "./file-tools.ts";
import { messages } from "./messages.ts";
import { pathRuleTakes } from "./path-rules.ts";
import { isInside } from "./paths.ts";
import type { Policy, PolicyRule } from "./policy.ts";

/** The first of some rules that takes a path. @param tool "Read" or "Edit", whose rules speak for all tools of their kind */
export function pathRule(
  { folders, home }: Policy,
  rules: readonly PolicyRule[],
  tool: "Read" | "Edit",
  path: string,
): PolicyRule | undefined {
  return rules.find(
    ({ rule, root }) =>
      rule.tool === tool &&
      rule.content !== undefined &&
      pathRuleTakes(rule.content, path, { workingDirectory: folders[0], home, root }),
  );
}

/** Whether edits in the working folders are accepted unasked. */
export function acceptsEdits({ mode }: Policy): boolean {
  return mode === "acceptEdits" || mode === "auto" || mode === "bypassPermissions";
}

/** What a file tool says of its path; undefined: the call is none of a file tool, or names no path. */
export function decideFile(policy: Policy, call: ToolUse): Decision | undefined {
  const path = pathOf(policy, call);
  if (path === undefined) return undefined;
  return fileToolOf(call.name)?.writes === true
    ? decideWrite(policy, path, shownPath(policy, call, path))
    : decideRead(policy, path);
}

/** The path as messages show it: as given in the classic profile, resolved in the current one. */
function shownPath({ current }: Policy, { name, input }: ToolUse, path: string): string {
  const given = input[fileToolOf(name)?.field ?? ""];
  return !current && typeof given === "string" && given.startsWith("/") ? given : path;
}

function decideRead(policy: Policy, path: string): Decision {
  const { current, deny, ask, allow, folders, mode } = policy;
  const denied = pathRule(policy, deny, "Read", path);
  if (denied !== undefined) return refused(messages.deniedFile, denied, current);
  if (pathRule(policy, ask, "Read", path) !== undefined) return asking(messages.read(path), "rule");
  if (isInside(folders, path)) return { kind: "allow", reason: because("mode") };
  const allowed = pathRule(policy, allow, "Edit", path) ?? pathRule(policy, allow, "Read", path);
  if (allowed !== undefined) return { kind: "allow", reason: becauseRule(allowed.source, "allow") };
  if (mode === "auto" || (mode === "plan" && current)) return { kind: "allow", reason: because("mode") };
  return asking(messages.read(path), "workingDir");
}

function decideWrite(policy: Policy, path: string, shown: string): Decision {
  const { current, deny, ask, allow, folders, mode } = policy;
  const denied = pathRule(policy, deny, "Edit", path);
  if (denied !== undefined) return refused(messages.deniedFile, denied, current);
  const unreadable = current ? pathRule(policy, deny, "Read", path) : undefined;
  if (unreadable !== undefined) return refused(messages.unreadableFile, unreadable, current);
  if (mode === "plan" && current) return asking(messages.planned(shown), "mode");
  const kind = sensitivity(folders[0], path, current);
  if (kind !== undefined)
    return asking(kind === "own" ? messages.write(shown) : messages.sensitive(shown), "safetyCheck");
  if (pathRule(policy, ask, "Edit", path) !== undefined) return asking(messages.write(shown), "rule");
  const inside = isInside(folders, path);
  if (inside && acceptsEdits(policy)) return { kind: "allow", reason: because("mode") };
  const allowed = pathRule(policy, allow, "Edit", path);
  if (allowed !== undefined) return { kind: "allow", reason: becauseRule(allowed.source, "allow") };
  return asking(messages.write(shown), inside ? undefined : "workingDir");
}

/** A tool tells by itself that a rule denies its file, before anybody is asked: only 2.1.328 counts that as a denial. */
function refused(message: string, { source }: PolicyRule, current: boolean): Decision {
  return { kind: "error", message, reason: becauseRule(source, "deny"), counted: current };
}
