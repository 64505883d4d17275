import { expect, test } from "vitest";
import { emptyAgentScenario, type AgentScenario, type PermissionMode } from "../../../dialogue/index.ts";
import { noOptions } from "../command-line/read-command-line.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import { profileOf } from "../profile.ts";
import { decidePermission } from "./decide-permission.ts";
import { availableTools, grant, policyOf, rootRefusal, type MadePolicy } from "./policy.ts";
import { noSettings, type Settings } from "./settings.ts";

function made(
  options: Partial<ClaudeOptions> = {},
  settings: Partial<Settings> = {},
  scenario: Partial<AgentScenario> = {},
  version = "2.1.12",
): MadePolicy {
  return policyOf(
    {
      options: { ...noOptions, ...options },
      scenario: { ...emptyAgentScenario, ...scenario },
      profile: profileOf(version),
      workingDirectory: "/p/",
      home: "/h",
    },
    { ...noSettings, ...settings },
  );
}

const call = (name: string, input: Record<string, string>) =>
  ({ type: "tool_use", id: "toolu_1", name, input }) as const;

test("a policy is made of flags, settings and the scenario", () => {
  const behaviour = { autoApprove: true, answers: {} };
  const tools = { Bash: behaviour, Write: { ...behaviour, autoApprove: false } };
  const allow = [{ tool: "Edit", content: "/x" }];
  expect(
    made(
      { allowedTools: ["Bash(a:*)", "nope"], disallowedTools: ["Read", "(x"], addDirs: ["../d", "/e"] },
      {
        sources: [
          { source: "user", root: "/h/.claude", allow, deny: [{ tool: "Glob" }], ask: [{ tool: "Write" }] },
        ],
        additionalDirectories: ["/f"],
      },
      { toolExecution: { ...emptyAgentScenario.toolExecution, tools } },
    ),
  ).toEqual({
    policy: {
      mode: "default",
      current: false,
      oldest: true,
      deny: [
        { rule: { tool: "Read" }, source: "flags", root: "/p" },
        { rule: { tool: "Glob" }, source: "user", root: "/h/.claude" },
      ],
      ask: [{ rule: { tool: "Write" }, source: "user", root: "/h/.claude" }],
      allow: [
        {
          rule: { tool: "Bash", content: "a:*" },
          source: "flags",
          root: "/p",
          shell: { kind: "prefix", line: "a", words: ["a"] },
        },
        { rule: { tool: "Edit", content: "/x" }, source: "user", root: "/h/.claude" },
      ],
      autoApproved: ["Bash"],
      folders: ["/p", "/d", "/e", "/f"],
      home: "/h",
    },
    notes: [
      '--disallowedTools "(x" names no tool, so it is ignored',
      '--allowedTools "nope" must name its tool with a capital letter, so it is ignored',
    ],
  });
});

test("the first that says a mode wins", () => {
  const modeOf = (
    options: Partial<ClaudeOptions>,
    scenario?: PermissionMode,
    defaultMode?: PermissionMode,
    bypassDisabled = false,
  ): string => made(options, { defaultMode, bypassDisabled }, { permissionMode: scenario }).policy.mode;
  expect(modeOf({})).toBe("default");
  expect(modeOf({}, undefined, "plan")).toBe("plan");
  expect(modeOf({}, "accept-edits", "plan")).toBe("acceptEdits");
  expect(modeOf({ permissionMode: "default" }, "accept-edits", "plan")).toBe("default");
  expect(modeOf({ permissionMode: "plan", skipPermissions: true })).toBe("bypassPermissions");
  expect(modeOf({}, "full-auto")).toBe("bypassPermissions");
  expect(modeOf({}, "full-auto", undefined, true)).toBe("default");
  expect(modeOf({ permissionMode: "delegate" })).toBe("delegate");
  const later = made({ permissionMode: "delegate" }, {}, {}, "2.1.29");
  expect(later.policy.mode).toBe("default");
});

test("root may not take all questions away, but in a sandbox", () => {
  const refusal = (
    options: Partial<ClaudeOptions>,
    defaultMode?: PermissionMode,
    env: Record<string, string> = {},
    isRoot = true,
  ): string | undefined =>
    rootRefusal({
      isRoot,
      env,
      options: { ...noOptions, ...options },
      settings: { ...noSettings, defaultMode },
    });
  const text = "--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons";
  expect(refusal({ skipPermissions: true })).toBe(text);
  expect(refusal({ permissionMode: "bypass-permissions" })).toBe(text);
  expect(refusal({}, "bypass-permissions")).toBe(text);
  expect(refusal({ skipPermissions: true }, undefined, { IS_SANDBOX: "0" })).toBe(text);
  expect(refusal({ skipPermissions: true }, undefined, { IS_SANDBOX: "1" })).toBeUndefined();
  expect(refusal({ skipPermissions: true }, undefined, {}, false)).toBeUndefined();
  expect(refusal({ permissionMode: "plan" }, "bypass-permissions")).toBeUndefined();
  expect(refusal({})).toBeUndefined();
});

test("a tool that is denied as a whole is not there", () => {
  const denying = { disallowedTools: ["Bash", "Read(./x)", "mcp__a"] };
  const tools = ["Bash", "Read", "mcp__a__b", "mcp__c__d"];
  expect(availableTools(made(denying).policy, tools)).toEqual(["Read", "mcp__a__b", "mcp__c__d"]);
  expect(availableTools(made(denying, {}, {}, "2.1.328").policy, tools)).toEqual(["Read", "mcp__c__d"]);
});

test("who delegates has no tools", () => {
  expect(availableTools(made({ permissionMode: "delegate" }).policy, ["Bash"])).toEqual([]);
});

test.each(["2.1.12", "2.1.328"])("what a person granted for always is not asked again in %s", (version) => {
  const { policy } = made({}, {}, {}, version);
  const granted = (name: string, input: Record<string, string>, other: Record<string, string>) => {
    const after = grant(policy, call(name, input));
    expect(decidePermission(policy, call(name, input)).kind).toBe("ask");
    return [
      decidePermission(after, call(name, input)).kind,
      decidePermission(after, call(name, other)).kind,
      after.mode,
      after.folders,
    ];
  };
  expect(granted("Bash", { command: "touch /x" }, { command: "touch /y" })).toEqual([
    "allow",
    "ask",
    "default",
    ["/p"],
  ]);
  expect(granted("Write", { file_path: "a" }, { file_path: "/x/b" })).toEqual([
    "allow",
    "ask",
    "acceptEdits",
    ["/p"],
  ]);
  expect(granted("Write", { file_path: "/x/a" }, { file_path: "/x/b" })).toEqual([
    "allow",
    "allow",
    "acceptEdits",
    ["/p", "/x"],
  ]);
  expect(granted("Read", { file_path: "/x/a" }, { file_path: "/x/b" })).toEqual([
    "allow",
    "ask",
    "default",
    ["/p", "/x/a"],
  ]);
  expect(granted("mcp__a__b", {}, { x: "y" })).toEqual(["allow", "allow", "default", ["/p"]]);
});

test("accepting edits by one answer does not change another mode", () => {
  const { policy } = made({ permissionMode: "plan" });
  expect(grant(policy, call("Write", { file_path: "a" })).mode).toBe("plan");
  expect(grant(policy, call("Bash", {})).allow.at(-1)?.rule).toEqual({ tool: "Bash" });
});
