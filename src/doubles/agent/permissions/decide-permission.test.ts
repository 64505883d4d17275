import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, type JsonObject } from "../../../core/index.ts";
import { emptyAgentScenario } from "../../../dialogue/index.ts";
import { noOptions } from "../command-line/read-command-line.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import { profileOf } from "../profile.ts";
import { decidePermission } from "./decide-permission.ts";
import type { Decision } from "./decision.ts";
import { policyOf, type Policy } from "./policy.ts";
import { parseRule } from "./rules.ts";
import { noSettings } from "./settings.ts";

interface Given extends Partial<ClaudeOptions> {
  readonly ask?: readonly string[];
  readonly autoApproved?: readonly string[];
  readonly version?: string;
}

function policy({ ask = [], autoApproved = [], version = "2.1.328", ...options }: Given = {}): Policy {
  const rules = ask.flatMap((text) => {
    const read = parseRule(text);
    return read.ok ? [read.rule] : [];
  });
  const facts = {
    options: { ...noOptions, ...options },
    scenario: emptyAgentScenario,
    profile: profileOf(version),
    workingDirectory: "/p",
    home: "/h",
  };
  const sources = [{ source: "user", root: "/h/.claude", allow: [], deny: [], ask: rules } as const];
  return { ...policyOf(facts, { ...noSettings, sources }).policy, autoApproved };
}

function decide(given: Given, name: string, input: JsonObject): Decision {
  return decidePermission(policy(given), { type: "tool_use", id: "toolu_1", name, input });
}

function bash(given: Given, command: string): string {
  const decision = decide(given, "Bash", { command });
  return "message" in decision ? `${decision.kind}: ${decision.message}` : decision.kind;
}

describe("what the scenario approves", () => {
  const write = { file_path: "/x/.git/config" };

  test("is not asked for", () => {
    expect(decide({ autoApproved: ["Write"] }, "Write", write).kind).toBe("allow");
    expect(decide({ autoApproved: ["Write"], ask: ["Write"] }, "Write", write).kind).toBe("allow");
    expect(decide({ autoApproved: ["Edit"] }, "Write", write).kind).toBe("ask");
    expect(decide({ autoApproved: ["Write"], permissionMode: "dont-ask" }, "Write", write).kind).toBe(
      "allow",
    );
    expect(decide({ autoApproved: ["Custom"] }, "Custom", {}).kind).toBe("allow");
  });

  test("is denied all the same where a rule or planning denies it", () => {
    const given = { autoApproved: ["Write", "Bash"] };
    expect(decide({ ...given, disallowedTools: ["Write"] }, "Write", write).kind).toBe("error");
    expect(decide({ ...given, disallowedTools: ["Bash(a:*)"] }, "Bash", { command: "a b" }).kind).toBe(
      "deny",
    );
    expect(decide({ ...given, permissionMode: "plan" }, "Write", write)).toEqual({
      kind: "ask",
      message: "Cannot write to /x/.git/config while in plan mode.",
      reason: { type: "mode", source: "config" },
    });
  });
});

test("tools that touch nothing outside are free, what plans to go on asks", () => {
  for (const tool of ["TodoWrite", "Task", "Skill", "AskUserQuestion"])
    expect(decide({}, tool, {}).kind).toBe("allow");
  expect(decide({}, "ExitPlanMode", { plan: "x" })).toMatchObject({
    kind: "ask",
    message: "Exit plan mode?",
  });
});

test("input that is not what the tool takes is asked for by its name", () => {
  expect(decide({}, "Write", {})).toMatchObject({
    message: "Claude requested permissions to use Write, but you haven't granted it yet.",
  });
  expect(decide({ ask: ["Write"] }, "Write", { file_path: 1 })).toMatchObject({ kind: "ask" });
  expect(decide({}, "Bash", {}).kind).toBe("allow");
  expect(decide({}, "WebFetch", { url: "no url" }).kind).toBe("ask");
});

describe("WebFetch", () => {
  const fetched = (given: Given, url: string): Decision => decide(given, "WebFetch", { url });

  test("rules are about domains", () => {
    const given = {
      allowedTools: ["WebFetch(domain:a.test)"],
      disallowedTools: ["WebFetch(domain:*.b.test)"],
    };
    expect(fetched(given, "https://a.test/x").kind).toBe("allow");
    expect(fetched(given, "https://sub.a.test/x").kind).toBe("ask");
    expect(fetched(given, "https://x.b.test/")).toMatchObject({
      kind: "deny",
      message: "WebFetch denied access to domain:x.b.test.",
    });
    expect(
      fetched({ ask: ["WebFetch(domain:a.test)"], allowedTools: ["WebFetch"] }, "https://a.test").kind,
    ).toBe("ask");
    expect(fetched({ allowedTools: ["WebFetch(a.test)"] }, "https://a.test").kind).toBe("ask");
  });
});

describe("files", () => {
  test("messages of the classic profile show a path as given, later ones where it leads", () => {
    const input = { file_path: "/p/../x" };
    expect(decide({ version: "2.1.12" }, "Write", input)).toMatchObject({
      message: "Claude requested permissions to write to /p/../x, but you haven't granted it yet.",
    });
    expect(decide({}, "Write", input)).toMatchObject({
      message: "Claude requested permissions to write to /x, but you haven't granted it yet.",
    });
    expect(decide({ version: "2.1.12" }, "Write", { file_path: "a" })).toMatchObject({
      message: "Claude requested permissions to write to /p/a, but you haven't granted it yet.",
    });
  });

  test("a rule that asks for a whole tool asks even where it would run", () => {
    expect(decide({ ask: ["Read"] }, "Read", { file_path: "a" })).toMatchObject({
      message: "Claude requested permissions to read from /p/a, but you haven't granted it yet.",
    });
  });

  test("folders and files of the home folder", () => {
    expect(decide({ addDirs: ["/h"] }, "Read", { file_path: "~/a" }).kind).toBe("allow");
    expect(decide({}, "Read", { file_path: "~/a" }).kind).toBe("ask");
    expect(decide({}, "Grep", { pattern: "x" }).kind).toBe("allow");
  });

  test("no file has a path that is too long", () => {
    const path = (chars: number): string => `/p/${"a".repeat(chars - 3)}`;
    expect(decide({}, "Read", { file_path: path(limits.pathChars) }).kind).toBe("allow");
    expect(decide({}, "Read", { file_path: path(limits.pathChars + 1) })).toMatchObject({
      message: "Claude requested permissions to use Read, but you haven't granted it yet.",
    });
    expect(bash({}, `cat ${path(limits.pathChars)}`)).toBe("allow");
    expect(bash({}, `cat ${path(limits.pathChars + 1)}`)).toBe("ask: This command is too long to be checked");
  });

  test("the root as working folder has its own settings too", () => {
    const root: Policy = { ...policy({ permissionMode: "accept-edits" }), folders: ["/"] };
    const input = { file_path: "/.claude/settings.json" };
    expect(decidePermission(root, { type: "tool_use", id: "x", name: "Write", input })).toMatchObject({
      message:
        "Claude requested permissions to write to /.claude/settings.json, but you haven't granted it yet.",
    });
  });
});

describe("commands", () => {
  test("each part must be allowed", () => {
    const given = { allowedTools: ["Bash(a:*)", "Bash(b *)"] };
    expect(bash(given, "a && b x; a 1 | b 2")).toBe("allow");
    expect(bash(given, "a && c")).toBe(
      "ask: This Bash command contains multiple operations. The following part requires approval: c",
    );
  });

  test("files of commands must be in the working folders", () => {
    expect(bash({}, "cd")).toContain("cd in '/h' was blocked");
    expect(bash({}, "cat src/*/x ./*.ts *")).toBe("allow");
    expect(bash({}, "cat /x/*.ts")).toContain("cat in '/x' was blocked");
    expect(bash({}, "grep -e a /x")).toContain("grep in '/x' was blocked");
    expect(bash({}, "grep a -- -x /x")).toContain("grep in '/x' was blocked");
    expect(bash({}, "find -name /x")).toBe("allow");
    expect(bash({}, "find /x")).toContain("find in '/x' was blocked");
    expect(bash({}, "cat $X")).toBe("ask: A variable in this command can't be checked before it runs");
    expect(bash({}, "cat $HOME/x")).toContain("cat in '/h/x' was blocked");
    expect(bash({ version: "2.1.12" }, "cat $X")).toBe(
      "ask: Shell expansion syntax in paths requires manual approval",
    );
    expect(bash({ permissionMode: "accept-edits" }, "touch .claude/settings.json")).toContain(
      "write to /p/.claude",
    );
    expect(bash({}, "sed -n -i p a")).toContain("sed in '/p/a' needs approval");
  });

  test("what is removed for good is asked for, whatever is allowed", () => {
    const given = { allowedTools: ["Bash(rm:*)"], permissionMode: "accept-edits" } as const;
    expect(bash(given, "rm -rf a")).toBe("allow");
    expect(bash(given, "rm -rf /p")).toBe("ask: Dangerous rm operation detected: '/p'");
    expect(bash({ ...given, version: "2.1.12" }, "rm -rf ~")).toBe(
      "ask: Dangerous rm operation detected: '/h'",
    );
    expect(bash({ ...given, version: "2.1.12" }, "rm -rf .")).toBe("allow");
  });

  test("what runs other commands is asked for", () => {
    expect(bash({ allowedTools: ["Bash(find:*)"] }, "find . -exec x")).toContain("find with '-exec'");
    expect(bash({}, "xargs grep x")).toBe("allow");
    expect(bash({}, "xargs -0 rm")).toBe("ask: This command requires approval");
  });

  test.each([
    ["git branch -D x", "ask"],
    ["git branch -d", "ask"],
    ["git branch", "allow"],
    ["git remote show origin", "allow"],
    ["git remote add x", "ask"],
    ["git config --list", "allow"],
    ["git config x y", "ask"],
    ["git stash show", "allow"],
    ["git stash pop", "ask"],
    ["docker images", "allow"],
    ["docker run x", "ask"],
    ["node -v x", "ask"],
    ["node --version", "allow"],
    ["python3 --version", "allow"],
    ["sed -n p a", "allow"],
    ["A=1 B=2", "allow"],
    ["A=1 x", "ask"],
  ])("%s: %s", (command, kind) => {
    expect(bash({}, command).split(":")[0]).toBe(kind);
  });

  test("rules that deny see through what only runs a command otherwise", () => {
    const given = { disallowedTools: ["Bash(x:*)"], allowedTools: ["Bash"] };
    for (const command of [
      "sudo -E timeout 5 /bin/x",
      "A=1 env B=2 x",
      "! x",
      "while x; do y; done",
      "nohup x",
    ])
      expect(bash(given, command).split(":")[0]).toBe("deny");
    for (const command of ["echo x", "A=x", "env", "timeout", "/bin/xx", "sudo ".repeat(12)])
      expect(bash(given, command)).toBe("allow");
  });

  test("a command that is too long to be checked is asked for, and allowed as a whole", () => {
    const long = "a;".repeat(2_000);
    expect(bash({ allowedTools: ["Bash(a)"] }, long)).toBe("ask: This command is too long to be checked");
    expect(bash({ allowedTools: ["Bash"] }, long)).toBe("allow");
    expect(bash({ allowedTools: ["Bash"], disallowedTools: ["Bash(x)"] }, `${long}x`)).toBe("allow");
  });
});

test("a line of commands is denied when one of them is", () => {
  const name = fc.constantFrom("ls", "cat", "pwd", "npm", "echo");
  const joint = fc.constantFrom(" && ", " || ", "; ", " | ", "\n");
  fc.assert(
    fc.property(
      fc.array(name),
      fc.array(name),
      joint,
      fc.constantFrom("2.1.12", "2.1.328"),
      (before, after, by, version) => {
        const given = { disallowedTools: ["Bash(bad:*)"], allowedTools: ["Bash"], version };
        expect(bash(given, [...before, "bad x", ...after].join(by)).split(":")[0]).toBe("deny");
        expect(bash(given, [...before, "'bad x'", ...after].join(by))).toBe("allow");
      },
    ),
  );
});

test("nothing is allowed in a line unless each of its commands is", () => {
  const part = fc.constantFrom("ls", "good a", "goodness", "bad", "pwd");
  const joint = fc.constantFrom(" && ", " || ", "; ", " | ", "\n");
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1 }),
      joint,
      fc.constantFrom("2.1.12", "2.1.328"),
      (parts, by, version) => {
        const free = parts.every((one) => one !== "bad" && one !== "goodness");
        expect(bash({ allowedTools: ["Bash(good:*)"], version }, parts.join(by)) === "allow").toBe(free);
      },
    ),
  );
});

test("no call throws", () => {
  const tool = fc.oneof(
    fc.constantFrom("Bash", "Read", "Write", "WebFetch", "Glob", "mcp__a__b", "__proto__"),
    fc.string(),
  );
  const input = fc.dictionary(
    fc.constantFrom("command", "file_path", "path", "url", "__proto__"),
    fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
  );
  const rule = fc.oneof(fc.string(), fc.constantFrom("Bash(a:*)", "Read(**)", "Edit(//**)", "Bash(* *)"));
  fc.assert(
    fc.property(
      tool,
      input,
      fc.array(rule),
      fc.constantFrom("2.1.12", "2.1.328"),
      (name, given, rules, version) => {
        const decision = decide({ allowedTools: rules, disallowedTools: rules, version }, name, given);
        expect(["allow", "deny", "ask", "error"]).toContain(decision.kind);
      },
    ),
    { numRuns: 300 },
  );
});
