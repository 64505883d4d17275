import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cycles } from "./source/graph.ts";
import { root, sourceFiles, type SourceFile } from "./source/files.ts";
import { checkRooms, type Architecture } from "./rooms.ts";

const architecture = JSON.parse(readFileSync(path.join(root, "architecture.json"), "utf8")) as Architecture;

/** What rolldown starts from: those files need no importer. */
async function entries(): Promise<string[]> {
  const config = (await import(path.join(root, "rolldown.config.mjs"))) as {
    bundles: { entries: Record<string, string> }[];
  };
  return config.bundles.flatMap((bundle) => Object.values(bundle.entries));
}

test("the rooms of src keep to architecture.json, and every file was read", async () => {
  const files = sourceFiles("src");
  const onDisk = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const { violations, checked } = checkRooms(files, architecture, await entries());
  expect(violations.map((one) => `${one.file}:${one.line} ${one.rule}: ${one.what}`)).toEqual([]);
  expect(checked).toBe(onDisk.length);
  expect(checked).toBeGreaterThan(15);
}, 60_000);

test("the table itself goes one way only and names only rooms that it has", () => {
  const graph = new Map(Object.entries(architecture.rooms).map(([name, room]) => [name, room.may]));
  expect(cycles(graph)).toEqual([]);
  expect([...graph.values()].flat().filter((name) => !graph.has(name))).toEqual([]);
  const pure = Object.entries(architecture.rooms).filter(([, room]) => room.pure);
  const impureBelow = pure.flatMap(([, room]) =>
    room.may.filter((name) => architecture.rooms[name]?.pure !== true),
  );
  expect(impureBelow).toEqual([]);
});

/** A small project without a fault; each seed below adds one to it. */
const sound: Readonly<Record<string, string>> = {
  "src/core/index.ts": 'export * from "./words.ts";\n',
  "src/core/words.ts": "export const word = 1;\nexport interface Word { readonly Date: number }\n",
  "src/match/index.ts": 'import { word } from "../core/index.ts";\nexport const twice = word * 2;\n',
  "src/engine/index.ts": 'export { twice } from "../match/index.ts";\n',
  "src/report/index.ts": 'export type { Word } from "../core/index.ts";\n',
  "src/doubles/http/index.ts": 'export { word } from "../../core/index.ts";\n',
  "src/doubles/command/index.ts": 'export { word } from "../../core/index.ts";\n',
  "src/disk/index.ts": 'import { writeFileSync } from "node:fs";\nexport const write = writeFileSync;\n',
  "src/hosts/server/index.ts":
    'import { createServer } from "node:http";\nexport const open = (): unknown => createServer().listen(0);\n',
  "src/hosts/shim/index.ts": 'import { openSync } from "node:fs";\nexport const open = openSync;\n',
  "src/lot/index.ts": 'import { open } from "../hosts/server/index.ts";\nexport { open };\n',
  "src/cli/main.ts": 'const { open } = await import("../lot/index.ts");\nopen();\n',
};

function seeded(changes: Readonly<Record<string, string>>): string[] {
  const files: SourceFile[] = Object.entries({ ...sound, ...changes }).map(([file, text]) => ({
    path: file,
    text,
  }));
  const { violations } = checkRooms(files, architecture, ["src/cli/main.ts"]);
  return violations.map((one) => `${one.rule} ${one.file}:${one.line}`);
}

test("a sound project has no violation", () => {
  expect(seeded({})).toEqual([]);
});

describe("each rule catches its seeded violation", () => {
  const seeds: readonly [rule: string, file: string, text: string][] = [
    ["readable", "src/match/index.ts", "export const = 1;\n"],
    ["known-room", "src/stuff/index.ts", "export const a = 1;\n"],
    ["known-room", "src/loose.ts", "export const a = 1;\n"],
    ["reaches-too-far", "src/match/index.ts", 'export * from "../report/index.ts";\n'],
    ["reaches-too-far", "src/match/index.ts", 'export type { Word as twice } from "../report/index.ts";\n'],
    ["reaches-too-far", "src/match/index.ts", 'export const twice = await import("../report/index.ts");\n'],
    ["reaches-too-far", "src/match/index.ts", 'export type twice = import("../report/index.ts").Word;\n'],
    ["reaches-too-far", "src/match/index.ts", 'import a = require("../report/index.ts");\nexport { a };\n'],
    ["meet-at-index", "src/match/index.ts", 'export { word } from "../core/words.ts";\n'],
    ["meet-at-index", "src/lot/index.ts", 'export const open = 1;\nexport * from "../hosts/shim/fifo.ts";\n'],
    ["strangers", "src/doubles/http/index.ts", 'export * from "../command/index.ts";\n'],
    ["strangers", "src/hosts/server/index.ts", 'export type { open } from "../shim/index.ts";\n'],
    ["imports-exist", "src/match/index.ts", 'export * from "../core/index.js";\n'],
    [
      "known-packages",
      "src/match/index.ts",
      "export const load = (name: string): unknown => import(`./${name}.ts`);\n",
    ],
    ["known-packages", "src/lot/index.ts", "export const open = (name: string): unknown => import(name);\n"],
    ["known-packages", "src/match/index.ts", 'export { parse } from "yaml";\n'],
    ["pure-imports", "src/match/index.ts", 'export { createHash } from "node:crypto";\n'],
    ["pure-imports", "src/match/index.ts", 'export type { Stats } from "fs";\n'],
    ["only-edges-reach-out", "src/disk/index.ts", 'export { connect } from "node:net";\n'],
    ["only-edges-reach-out", "src/cli/main.ts", 'import "../lot/index.ts";\nimport "node:http";\n'],
    ["only-disk-writes", "src/hosts/shim/index.ts", 'export { writeFileSync } from "node:fs";\n'],
    [
      "only-disk-writes",
      "src/hosts/shim/index.ts",
      'import * as fs from "node:fs/promises";\nexport { fs };\n',
    ],
    ["only-disk-writes", "src/hosts/shim/index.ts", 'import fs from "fs";\nexport { fs };\n'],
    [
      "only-hosts-listen",
      "src/lot/index.ts",
      "export const open = (server: any): void => server.listen(0);\n",
    ],
    ["no-orphans", "src/match/alone.ts", "export const a = 1;\n"],
    ["pure-globals", "src/match/index.ts", "export const now = (): number => Date.now();\n"],
    ["pure-globals", "src/match/index.ts", "export const luck = (): number => Math.random();\n"],
    ["pure-globals", "src/match/index.ts", "export const at = import.meta.url;\n"],
    ["pure-globals", "src/match/index.ts", "export const out = { process };\n"],
    ["pure-globals", "src/match/index.ts", "export const later = (f: () => void) => setTimeout(f, 1);\n"],
    ["pure-globals", "src/match/index.ts", "export const all = globalThis;\n"],
    ["pure-globals", "src/match/index.ts", "declare const fetch: unknown;\nexport const call = 1;\n"],
  ];
  test.each(seeds)("%s: %s", (rule, file, text) => {
    const fifo = { "src/hosts/shim/fifo.ts": 'import "./index.ts";\nexport const a = 1;\n' };
    const found = seeded({ ...(text.includes("fifo") ? fifo : {}), [file]: text });
    expect(found.map((line) => line.split(":")[0])).toEqual([`${rule} ${file}`]);
  });

  test("no-cycles: three files in a ring, once, while a type may look back", () => {
    const ring = {
      "src/match/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
      "src/match/b.ts": 'import { c } from "./c.ts";\nexport const b = c;\n',
      "src/match/c.ts": 'import { a } from "./a.ts";\nexport const c = a;\n',
    };
    expect(seeded(ring)).toEqual(["no-cycles src/match/a.ts:1"]);
    expect(
      seeded({ ...ring, "src/match/c.ts": 'import type { a } from "./a.ts";\nexport type C = typeof a;\n' }),
    ).toEqual([]);
  });
});

test("names that only look like globals are no violation", () => {
  const text = `
    import { word as fetch } from "../core/index.ts";
    export interface Clock { readonly Date: number; process(this: Clock, setTimeout: number): Date }
    export const process = (clock: Clock, { Buffer = 1, ...performance }: { Buffer?: number }): unknown => {
      performance: for (const setTimeout of [clock.Date, Buffer]) { if (setTimeout === 0) break performance; }
      try { return { Date: fetch, process, performance, Math: clock.process(1) }; } catch (console) { return console; }
    };
    export class Host { Date = 1; static process(): typeof Date.now { throw new Error(String(this)); } }
    function global(): unknown { return [global, arguments, Math.max(1, 2), new URL("http://a").host] as Array<Date>; }
    export { global as setInterval };
  `;
  expect(seeded({ "src/match/index.ts": text })).toEqual([]);
});

test("tests may use Node and other rooms, but only through their doors", () => {
  expect(
    seeded({
      "src/match/a.test.ts":
        'import "node:fs";\nimport "vitest";\nimport "../engine/index.ts";\nnew Date();\n',
    }),
  ).toEqual([]);
  expect(seeded({ "src/match/a.test.ts": 'import "../../tests/match/calls.ts";\n' })).toEqual([]);
  expect(seeded({ "src/match/a.test.ts": 'import "../core/words.ts";\n' })).toEqual([
    "meet-at-index src/match/a.test.ts:1",
  ]);
});
