import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { emptyAgentScenario } from "../../../dialogue/index.ts";
import { noOptions } from "../command-line/read-command-line.ts";
import { profileOf } from "../profile.ts";
import { decidePermission } from "./decide-permission.ts";
import { policyOf, type Policy } from "./policy.ts";
import { noSettings } from "./settings.ts";

const megabyte = 1024 * 1024;

function policy(version: string, rules: readonly string[] = []): Policy {
  const facts = {
    options: {
      ...noOptions,
      allowedTools: rules,
      disallowedTools: rules.map((rule) => rule.replace("x", "y")),
    },
    scenario: emptyAgentScenario,
    profile: profileOf(version),
    workingDirectory: "/p",
    home: "/h",
  };
  return policyOf(facts, noSettings).policy;
}

function kindOf(rules: Policy, command: string): string {
  return decidePermission(rules, { type: "tool_use", id: "x", name: "Bash", input: { command } }).kind;
}

describe.each(["2.1.12", "2.1.328"])("in %s", (version) => {
  const repeated = [
    "a",
    "a ",
    "a;",
    "(",
    ")",
    "$(",
    "`",
    '"',
    "'",
    "<<a\n",
    "\\",
    "{a,",
    "a=b ",
    "> ",
    "sudo ",
    "if ",
  ];

  test.each(repeated)("a megabyte of %j is decided on", (text) => {
    const command = text.repeat(Math.floor(megabyte / text.length));
    expect(["ask", "allow"]).toContain(kindOf(policy(version), command));
  });

  test("a megabyte of text that almost fits a rule is decided on", () => {
    const rules = policy(version, ["Bash(x *a*a*a*a*a*b)", "Bash(x a:*)"]);
    expect(kindOf(rules, `x ${"a".repeat(megabyte)}`)).toBe("ask");
    expect(kindOf(rules, `x ${"a".repeat(megabyte)}b`)).toBe("allow");
  });

  test("thousands of rules are tried on hundreds of commands", () => {
    const rules = Array.from({ length: limits.permissionRules }, (_, at) => `Bash(x${at}:*)`);
    const commands = Array.from({ length: 500 }, (_, at) => `x${at * 10} a`);
    expect(kindOf(policy(version, rules), commands.join(";"))).toBe("allow");
    expect(kindOf(policy(version, rules), [...commands, "z"].join(";"))).toBe("ask");
    expect(kindOf(policy(version, rules), [...commands, "y7"].join(";"))).toBe("deny");
  });

  test("thousands of path rules are tried on a deep path", () => {
    const rules = Array.from({ length: limits.permissionRules }, (_, at) => `Edit(**/x${at}/**/a)`);
    const input = { file_path: `/p/${"x/".repeat(200)}a` };
    const call = { type: "tool_use", id: "x", name: "Write", input } as const;
    expect(decidePermission(policy(version, rules), call).kind).toBe("ask");
  });
});
