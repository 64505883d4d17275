import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { memoryFolders } from "../../../../tests/samples/folders.ts";
import {
  classic,
  current,
  mode,
  project,
  read,
  settingsOf,
  user,
} from "../../../../tests/samples/agent-settings.ts";

describe("files that are not right", () => {
  const notes = async (content: unknown, profile = classic): Promise<unknown> => {
    const found = await read({ [user]: content }, { profile });
    return found.ok ? [found.settings.sources.length, ...found.notes] : found;
  };

  test.each([
    ["{bad", `${user} is not JSON, so it is ignored`],
    ["[]", `${user} is no JSON object, so it is ignored`],
    [{ permissions: [] }, `${user}: permissions must be an object, so the whole of it is ignored`],
    [
      { permissions: { allow: "Bash" } },
      `${user}: permissions.allow must be a list, so the whole of it is ignored`,
    ],
    [mode("nope"), `${user}: permissions.defaultMode is no mode, so the whole of it is ignored`],
    [
      { permissions: { defaultMode: 1 } },
      `${user}: permissions.defaultMode is no mode, so the whole of it is ignored`,
    ],
    [{ model: 1 }, `${user}: model must be a string, so the whole of it is ignored`],
    [{ env: [] }, `${user}: env must be an object, so the whole of it is ignored`],
  ])("%j is ignored by both", async (content, note) => {
    expect(await notes(content)).toEqual([0, note]);
    expect(await notes(content, current)).toEqual([0, note]);
  });

  test("one wrong rule spoils the whole file, since 2.1.328 itself alone", async () => {
    const content = { permissions: { allow: ["Bash(x", 7, "Bash()", "Bash(y)"] } };
    const problems = ['"Bash(x" lacks its closing ")"', '"7" is no string', '"Bash()" has empty parentheses'];
    expect(await notes(content)).toEqual([
      0,
      ...problems.map((one) => `${user}: permissions.allow: ${one}, so the whole of it is ignored`),
    ]);
    expect(await notes(content, current)).toEqual([
      1,
      ...problems.map((one) => `${user}: permissions.allow: ${one}, so this rule is ignored`),
    ]);
  });

  test("an unknown event of hooks spoils the whole file of the classic profile", async () => {
    const hooks = { hooks: { Nope: [], Stop: [] } };
    expect(await notes(hooks)).toEqual([
      0,
      `${user}: hooks.Nope is no event of this version, so the whole of it is ignored`,
    ]);
    expect(await notes({ hooks: 1 })).toEqual([
      0,
      `${user}: hooks must be an object, so the whole of it is ignored`,
    ]);
    expect(await notes(hooks, current)).toEqual([1, "settings: hooks are not simulated yet"]);
  });

  test("each version has modes of its own", async () => {
    expect((await settingsOf({ [user]: mode("auto") })).defaultMode).toBeUndefined();
    expect((await settingsOf({ [user]: mode("auto") }, { profile: current })).defaultMode).toBe("auto");
    expect((await settingsOf({ [user]: mode("delegate") })).defaultMode).toBe("delegate");
    expect(
      (await settingsOf({ [user]: mode("delegate") }, { profile: current })).defaultMode,
    ).toBeUndefined();
  });

  test("a file that can't be read is ignored", async () => {
    expect(await notes("x".repeat(limits.agentSettingsBytes + 1))).toEqual([
      0,
      `${user} can't be read, so it is ignored: EFBIG: file too large, more than 1048576 bytes, read 'settings.json'`,
    ]);
    const broken = await read({}, { folders: { open: () => Promise.reject("gone") } });
    expect(broken.ok && broken.notes).toHaveLength(3);
    expect(await notes(`{}${" ".repeat(limits.agentSettingsBytes - 2)}`)).toEqual([1]);
  });

  test("bytes that are no text are ignored", async () => {
    const port = memoryFolders(new Map([[user, new Uint8Array([0xff, 0xfe])]]));
    expect(await read({}, { folders: port })).toMatchObject({
      notes: [`${user} is not JSON, so it is ignored`],
    });
  });
});

test("what is to come is told once", async () => {
  const coming = { hooks: {}, mcpServers: {} };
  expect(await read({ [user]: coming, [project]: coming })).toMatchObject({
    notes: ["settings: hooks, mcpServers are not simulated yet"],
  });
});

test("rules have a limit", async () => {
  const rules = (count: number): unknown => ({ permissions: { deny: Array(count).fill("Bash(a)") } });
  const fits = await read({ [user]: rules(limits.permissionRules) });
  expect(fits).toMatchObject({ notes: [] });
  const more = await read({ [user]: rules(limits.permissionRules + 1) });
  expect(more.ok && more.settings.sources[0]?.deny).toHaveLength(limits.permissionRules);
  expect(more.ok && more.notes).toEqual([
    `${user}: permissions.deny has 5001 rules, of which the first 5000 are read`,
  ]);
});
