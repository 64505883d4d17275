import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

import { describe, expect, test } from "vitest";

import { currentProcess, identityText, isGone, ownerText, parseOwner, processStartTime } from "./owner.ts";

describe("owner", () => {
  test("an owner file's text is read back and holds the text that the reaper looks for", () => {
    const text = ownerText(currentProcess(), "2025-01-15T10:30:00.000Z");
    expect(parseOwner(text)).toEqual({ ...currentProcess(), createdAt: "2025-01-15T10:30:00.000Z" });
    expect(text).toContain(identityText(currentProcess()));
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"pid":"1"}',
    '{"pid":-1,"startTime":"","bootId":"","pidNamespace":"","createdAt":""}',
  ])("%j is no owner", (text) => {
    expect(parseOwner(text)).toBeUndefined();
  });

  test("a running process is not gone, an ended one is", async () => {
    const child = spawn("sleep", ["60"]);
    const owner = {
      ...currentProcess(),
      pid: child.pid ?? 0,
      startTime: processStartTime(child.pid ?? 0) ?? "",
    };
    expect(isGone(owner)).toBe(false);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isGone(owner)).toBe(true);
  });

  test("a later process with the same number is not the owner", () => {
    expect(isGone({ ...currentProcess(), startTime: "1" })).toBe(true);
  });

  test("after a reboot every owner is gone", () => {
    expect(isGone({ ...currentProcess(), bootId: "another-boot" })).toBe(true);
  });

  test("the process of another container can't be judged and counts as there", () => {
    expect(isGone({ ...currentProcess(), pid: 2 ** 22, pidNamespace: "1" })).toBe(false);
  });

  // Small containers have no ps, and there /proc answers instead.
  test.skipIf(process.platform === "win32" || spawnSync("ps", ["-p", "1"]).error !== undefined)(
    "without /proc it asks ps",
    () => {
      const text = processStartTime(process.pid, "/nowhere") ?? "";
      expect(text.replaceAll("_", " ")).toMatch(/^\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}$/);
      expect(processStartTime(2 ** 22, "/nowhere")).toBeUndefined();
    },
  );
});
