import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bash } from "./testing-policy.ts";

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
