import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { decidePermission } from "./decide-permission.ts";
import type { Decision } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { bash, decide, policy, type Given } from "./testing-policy.ts";

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

test("each version has its own words where nobody is asked", () => {
  const message = (version: string): unknown =>
    decide({ permissionMode: "dont-ask", version }, "WebFetch", { url: "http://a.test" });
  expect(message("2.1.12")).toMatchObject({
    message: "Permission to use WebFetch has been auto-denied in dontAsk mode.",
  });
  expect(message("2.1.29")).toMatchObject({ message: "Permission to use WebFetch has been denied." });
  expect(message("2.1.328")).toMatchObject({
    message: "Permission to use WebFetch has been denied because Claude Code is running in don't ask mode.",
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
