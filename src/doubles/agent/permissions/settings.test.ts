import { describe, expect, test } from "vitest";
import { limits, type Folder } from "../../../core/index.ts";
import { noSettings } from "./settings.ts";
import {
  classic,
  current,
  folders,
  local,
  mode,
  project,
  read,
  settingsOf,
  user,
} from "../../../../tests/samples/agent-settings.ts";

test("without files there are no settings", async () => {
  expect(await read({})).toEqual({ ok: true, settings: noSettings, warnings: [], notes: [] });
});

test("all places are read, later ones over earlier ones", async () => {
  const found = await read(
    {
      [user]: {
        permissions: { allow: ["Bash(a)"], deny: ["Read"], ask: ["Edit"], additionalDirectories: ["/x"] },
        env: { A: "1", B: 2 },
        model: "opus",
      },
      [project]: { permissions: { allow: ["Bash(b)"], defaultMode: "plan" }, env: { A: "3" } },
      [local]: { permissions: { deny: ["Bash(c)"], additionalDirectories: ["../y"] }, model: "haiku" },
      "/p/flag.json": { permissions: { defaultMode: "acceptEdits" }, other: 1 },
    },
    { options: { settings: "flag.json" } },
  );
  expect(found).toEqual({
    ok: true,
    settings: {
      sources: [
        {
          source: "user",
          root: "/home/.claude",
          allow: [{ tool: "Bash", content: "a" }],
          deny: [{ tool: "Read" }],
          ask: [{ tool: "Edit" }],
        },
        { source: "project", root: "/p", allow: [{ tool: "Bash", content: "b" }], deny: [], ask: [] },
        { source: "local", root: "/p", allow: [], deny: [{ tool: "Bash", content: "c" }], ask: [] },
        { source: "flagSettings", root: "/p", allow: [], deny: [], ask: [] },
      ],
      defaultMode: "accept-edits",
      bypassDisabled: false,
      additionalDirectories: ["/x", "/y"],
      model: "haiku",
      env: { A: "3", B: "2" },
    },
    warnings: [],
    notes: [],
  });
});

test("--setting-sources says which files count", async () => {
  const files = { [user]: mode("plan"), [project]: mode("acceptEdits"), [local]: mode("dontAsk") };
  const modeOf = async (settingSources: readonly ("user" | "project" | "local")[]): Promise<unknown> =>
    (await settingsOf(files, { options: { settingSources } })).defaultMode;
  expect(await modeOf([])).toBeUndefined();
  expect(await modeOf(["user"])).toBe("plan");
  expect(await modeOf(["user", "project"])).toBe("accept-edits");
  expect(await modeOf(["local", "user"])).toBe("dont-ask");
});

describe("--settings", () => {
  const stderr = async (settings: string, profile = classic): Promise<unknown> => {
    const found = await read({ "/p/dir/file": "x" }, { options: { settings }, profile });
    return found.ok ? [found.settings.sources.length, found.notes] : [found.code, found.stderr];
  };

  test("a file that is not there ends the process", async () => {
    expect(await stderr("nope.json")).toEqual([1, "Error: Settings file not found: nope.json\n"]);
    expect(await stderr("nope.json", current)).toEqual([1, "Error: Settings file not found: /p/nope.json\n"]);
    expect(await stderr('{"a":')).toEqual([1, 'Error: Settings file not found: {"a":\n']);
  });

  test("text that is no JSON ends the process", async () => {
    expect(await stderr("{bad}")).toEqual([1, "Error: Invalid JSON provided to --settings\n"]);
  });

  test("text is read, and nothing is nothing", async () => {
    expect(await stderr(' {"permissions":{"allow":["Bash"]}} ')).toEqual([1, []]);
    expect(await stderr("")).toEqual([0, []]);
  });

  test("a file that is not right is ignored", async () => {
    expect(await stderr("dir/file")).toEqual([0, ["/p/dir/file is not JSON, so it is ignored"]]);
  });

  test("a folder is ignored, or ends the process since 2.1.328", async () => {
    expect(await stderr("dir")).toEqual([0, ["/p/dir is a folder, so it is ignored"]]);
    expect(await stderr("dir", current)).toEqual([
      1,
      "Error: Cannot use settings file (it is a folder): /p/dir\n",
    ]);
    expect(await stderr("/")).toEqual([0, ["/ is a folder, so it is ignored"]]);
  });

  test("a file that can't be read ends the process", async () => {
    const found = await read(
      { "/p/big.json": "x".repeat(limits.agentSettingsBytes + 1) },
      { options: { settings: "big.json" } },
    );
    expect(found).toEqual({
      ok: false,
      code: 1,
      stderr:
        "Error: Cannot use settings file (EFBIG: file too large, more than 1048576 bytes, read 'big.json'): /p/big.json\n",
    });
  });

  test("a file that goes while it is read is missing", async () => {
    const gone: Folder = {
      ...(await folders({ "/p/x": "{}" }).open("/p", { make: false })),
      read: async () => undefined,
    };
    expect(await read({}, { folders: { open: async () => gone }, options: { settings: "x" } })).toMatchObject(
      { ok: false, stderr: "Error: Settings file not found: x\n" },
    );
  });
});

describe("a project that nobody trusted", () => {
  const granting = {
    permissions: { allow: ["Bash(a)"], deny: ["Bash(b)"], additionalDirectories: ["../x", "../y"] },
  };

  test("grants nothing since 2.1.328, which says so", async () => {
    const found = await read(
      { [project]: granting, [local]: granting },
      { profile: current, trusted: false },
    );
    expect(found.ok && found.warnings).toEqual([
      "Ignoring 1 permissions.allow entry from .claude/settings.json: this workspace has not been trusted.",
      "Ignoring 2 permissions.additionalDirectories entries from .claude/settings.json: this workspace has not been trusted.",
    ]);
    expect(found.ok && found.settings.sources.map(({ allow, deny }) => [allow.length, deny.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(found.ok && found.settings.additionalDirectories).toEqual(["/x", "/y"]);
  });

  test("has nothing to say where it grants nothing", async () => {
    const found = await read({ [project]: {} }, { profile: current, trusted: false });
    expect(found.ok && found.warnings).toEqual([]);
  });

  test("grants what it likes in the classic profile", async () => {
    const found = await read({ [project]: granting }, { trusted: false });
    expect(found.ok && [found.warnings, found.settings.sources[0]?.allow.length]).toEqual([[], 1]);
  });
});

test("a project can't take the questions away since 2.1.328", async () => {
  const bypass = mode("bypassPermissions");
  const modeOf = async (path: string, profile = current): Promise<unknown> =>
    (await settingsOf({ [path]: bypass }, { profile })).defaultMode;
  expect(await modeOf(project)).toBeUndefined();
  expect(await modeOf(local)).toBeUndefined();
  expect(await modeOf(user)).toBe("bypass-permissions");
  expect(await modeOf(project, classic)).toBe("bypass-permissions");
});
