import { isJsonObject, limits, quote, textOf, type Json, type JsonObject } from "../../../core/index.ts";
import type { PermissionMode } from "../../../dialogue/index.ts";
import type { Profile } from "../profile.ts";
import { scenarioMode } from "./modes.ts";
import { parseRule, type Rule } from "./rules.ts";

/** What settings say, of the fields that are read. */
export interface SettingsContent {
  readonly allow: readonly Rule[];
  readonly deny: readonly Rule[];
  readonly ask: readonly Rule[];
  readonly defaultMode?: PermissionMode | undefined;
  readonly bypassDisabled: boolean;
  /** As written. */
  readonly additionalDirectories: readonly string[];
  readonly model?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Fields that stand in it and are not simulated yet. */
  readonly coming: readonly string[];
}

/** Settings that were read: nothing of them counts where `content` is absent. */
export interface ReadContent {
  readonly content?: SettingsContent | undefined;
  readonly notes: readonly string[];
  readonly isJson: boolean;
}

/** Events that hooks may be for in 2.1.29, which ignores settings that name another. */
const hookEvents: ReadonlySet<string> = new Set([
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "Notification",
  "UserPromptSubmit",
  "SessionStart",
  "SessionEnd",
  "Stop",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PermissionRequest",
  "Setup",
]);

/**
 * Reads the text of settings. One wrong value makes the real CLI ignore all of them; one wrong rule does so in the
 * classic profile, and is left out alone in the current one.
 * @param name how notes call it
 */
export function readSettingsText(text: string | Uint8Array, name: string, profile: Profile): ReadContent {
  const json = parse(text);
  if (!isJsonObject(json))
    return {
      isJson: json !== undefined,
      notes: [`${name} is ${json === undefined ? "not JSON" : "no JSON object"}, so it is ignored`],
    };
  const reader = readerOf(json, profile);
  const { content, wrong, left } = reader;
  if (wrong.length === 0)
    return { isJson: true, content, notes: left.map((problem) => `${name}: ${problem}`) };
  return {
    isJson: true,
    notes: wrong.map((problem) => `${name}: ${problem}, so the whole of it is ignored`),
  };
}

function parse(text: string | Uint8Array): Json | undefined {
  const string = typeof text === "string" ? text : textOf(text);
  if (string === undefined) return undefined;
  try {
    return JSON.parse(string) as Json;
  } catch {
    return undefined;
  }
}

interface Reading {
  readonly content: SettingsContent;
  /** What makes all of it void. */
  readonly wrong: readonly string[];
  /** What of it is left out. */
  readonly left: readonly string[];
}

function readerOf(json: JsonObject, profile: Profile): Reading {
  const wrong: string[] = [];
  const left: string[] = [];
  const permissions = json["permissions"] ?? {};
  if (!isJsonObject(permissions)) wrong.push("permissions must be an object");
  const of = (field: string): Json | undefined =>
    isJsonObject(permissions) ? permissions[field] : undefined;
  const strings = (field: string): readonly Json[] => {
    const value = of(field) ?? [];
    if (Array.isArray(value)) return value as readonly Json[];
    wrong.push(`permissions.${field} must be a list`);
    return [];
  };
  const rules = (field: string): readonly Rule[] => {
    const list = strings(field);
    if (list.length > limits.permissionRules)
      left.push(
        `permissions.${field} has ${list.length} rules, of which the first ${limits.permissionRules} are read`,
      );
    return list.slice(0, limits.permissionRules).flatMap((text) => {
      const found = ruleOf(text);
      if (typeof found !== "string") return [found];
      const problem = `permissions.${field}: ${found}`;
      if (profile.name === "classic") wrong.push(problem);
      else left.push(`${problem}, so this rule is ignored`);
      return [];
    });
  };
  const mode = of("defaultMode");
  const defaultMode = typeof mode === "string" ? modeIn(mode, profile) : undefined;
  if (mode !== undefined && defaultMode === undefined) wrong.push("permissions.defaultMode is no mode");
  const { model, env = {} } = json;
  if (model !== undefined && typeof model !== "string") wrong.push("model must be a string");
  if (!isJsonObject(env)) wrong.push("env must be an object");
  if (profile.name === "classic") wrong.push(...wrongHooks(json["hooks"]));
  const content: SettingsContent = {
    allow: rules("allow"),
    deny: rules("deny"),
    ask: rules("ask"),
    defaultMode,
    bypassDisabled: of("disableBypassPermissionsMode") === "disable",
    additionalDirectories: strings("additionalDirectories").filter((one) => typeof one === "string"),
    model: typeof model === "string" ? model : undefined,
    env: isJsonObject(env) ? textsOf(env) : {},
    coming: ["hooks", "mcpServers"].filter((field) => Object.hasOwn(json, field)),
  };
  return { content, wrong, left };
}

/** A rule, or what is wrong with it. */
function ruleOf(text: Json): Rule | string {
  if (typeof text !== "string") return `${quote(JSON.stringify(text))} is no string`;
  // Flags take them for the whole tool, settings do not.
  if (/\(\s*\)\s*$/.test(text)) return `${quote(text)} has empty parentheses`;
  const read = parseRule(text);
  return read.ok ? read.rule : `${quote(text)} ${read.problem}`;
}

/** A mode that the settings of a version may name. */
function modeIn(text: string, { name }: Profile): PermissionMode | undefined {
  const absent = name === "classic" ? ["auto", "manual"] : ["delegate"];
  return absent.includes(text) ? undefined : scenarioMode(text);
}

function wrongHooks(hooks: Json | undefined): readonly string[] {
  if (hooks === undefined) return [];
  if (!isJsonObject(hooks)) return ["hooks must be an object"];
  return Object.keys(hooks)
    .filter((event) => !hookEvents.has(event))
    .map((event) => `hooks.${event} is no event of this version`);
}

function textsOf(env: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
