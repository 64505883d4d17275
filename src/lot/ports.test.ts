import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Ports } from "../core/index.ts";
import { noHandlers } from "./handlers.ts";
import { worldPorts } from "./ports.ts";

const recorder: Ports["recorder"] = { mode: () => "replay", record: () => undefined };

test.each([true, false])("programs may run where code is allowed, and nowhere else: %s", (allowCode) => {
  const ports = worldPorts({ folder: () => "/nowhere", handler: noHandlers, recorder, allowCode });
  expect(ports.programs.allowed).toBe(allowCode);
});

test("the world's folder is made when something is kept in it", () => {
  const made: string[] = [];
  const folder = (): string => {
    if (made.length === 0) made.push(mkdtempSync(join(tmpdir(), "ports-")));
    return made[0] as string;
  };
  const ports = worldPorts({ folder, handler: noHandlers, recorder, allowCode: false });
  expect(made).toEqual([]);
  expect(ports.files.root).toBe(join(made[0] as string, "work"));
  rmSync(made[0] as string, { recursive: true });
});
