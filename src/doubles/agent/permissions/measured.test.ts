import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { utf8, type JsonObject } from "../../../core/index.ts";
import { emptyAgentScenario } from "../../../dialogue/index.ts";
import { memoryFolders } from "../../../../tests/samples/folders.ts";
import { noOptions } from "../command-line/read-command-line.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import { profileOf } from "../profile.ts";
import { decidePermission } from "./decide-permission.ts";
import type { Decision } from "./decision.ts";
import { scenarioMode } from "./modes.ts";
import { policyOf, type Policy } from "./policy.ts";
import { readSettings } from "./settings.ts";

// What the real CLI answered to these calls, versions 2.1.29 and 2.1.328, in a folder /w/proj of a home /w/home. Where it
// explains at length, the beginning stands that the double says.
const golden = readFileSync(new URL("golden/measured.golden", import.meta.url), "utf8");

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly trusted: boolean;
  readonly calls: readonly { readonly tool: string; readonly input: JsonObject; readonly said: string }[];
}

const places = {
  user: "/w/home/.claude/settings.json",
  project: "/w/proj/.claude/settings.json",
  local: "/w/proj/.claude/settings.local.json",
} as const;

function caseOf(text: string): Case {
  const [title = "", ...lines] = text.split("\n");
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const files = new Map([["/w/proj/a.txt", utf8("alpha\n")]]);
  for (const [name, place] of Object.entries(places)) {
    const content = field(name);
    if (content !== undefined) files.set(place, utf8(JSON.parse(content) as string));
  }
  const calls = lines.flatMap((line, at) => {
    const match = /^(\w+) (\{.*\})$/.exec(line);
    if (match === null) return [];
    const end = lines.findIndex((other, index) => index > at && !other.startsWith("  "));
    const [, tool = "", input = ""] = match;
    return [{ tool, input: JSON.parse(input) as JsonObject, said: lines.slice(at + 1, end).join("\n") }];
  });
  return {
    name: title,
    args: JSON.parse(field("args") ?? "[]") as string[],
    files,
    trusted: lines.includes("trusted"),
    calls,
  };
}

function optionsOf(args: readonly string[]): ClaudeOptions {
  const values = (flag: string): readonly string[] => {
    const at = args.indexOf(flag);
    if (at === -1) return [];
    const end = args.findIndex((arg, index) => index > at && arg.startsWith("--"));
    return args.slice(at + 1, end === -1 ? args.length : end);
  };
  const rules = (flag: string): readonly string[] =>
    values(flag).flatMap((value) => value.match(/[^\s,(]+(?:\([^)]*\))?/g) ?? []);
  const [mode] = values("--permission-mode");
  return {
    ...noOptions,
    settings: values("--settings")[0],
    allowedTools: rules("--allowedTools"),
    disallowedTools: rules("--disallowedTools"),
    addDirs: values("--add-dir"),
    permissionMode: mode === undefined ? undefined : scenarioMode(mode),
    skipPermissions: args.includes("--dangerously-skip-permissions"),
  };
}

async function policyIn({ args, files, trusted }: Case, version: string): Promise<Policy | undefined> {
  const options = optionsOf(args);
  const profile = profileOf(version);
  const facts = {
    folders: memoryFolders(new Map(files)),
    configFolder: "/w/home/.claude",
    folder: "/w/proj",
  };
  const read = await readSettings({ ...facts, options, profile, trusted });
  if (!read.ok) return undefined;
  const about = {
    options,
    profile,
    scenario: emptyAgentScenario,
    workingDirectory: "/w/proj",
    home: "/w/home",
  };
  return policyOf(about, read.settings).policy;
}

function told(decision: Decision, current: boolean): string {
  const { kind, reason } = decision;
  const type = reason.type === undefined ? "" : `/${reason.type}`;
  const text = "message" in decision ? ` ${JSON.stringify(decision.message)}` : "";
  return `${kind}${current ? ` ${reason.source}${type}` : ""}${text}`;
}

describe.each(golden.split(/^# /m).slice(1).map(caseOf))("$name", (one) => {
  test("is decided as the real CLI does", async () => {
    const classic = await policyIn(one, "2.1.29");
    const current = await policyIn(one, "2.1.328");
    for (const { tool, input, said } of one.calls) {
      const call = { type: "tool_use", id: "toolu_1", name: tool, input } as const;
      const lines = [
        ...(said.includes("  classic ") && classic !== undefined
          ? [`  classic ${told(decidePermission(classic, call), false)}`]
          : []),
        ...(said.includes("  current ") && current !== undefined
          ? [`  current ${told(decidePermission(current, call), true)}`]
          : []),
      ];
      expect(`${JSON.stringify(input)}\n${lines.join("\n")}`).toBe(`${JSON.stringify(input)}\n${said}`);
    }
  });
});
