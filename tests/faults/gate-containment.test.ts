import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMachine, type Machine } from "../recording/stranger.ts";

const timeout = 120_000;

const contract = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    get:
      responses: { "200": { description: all } }
`;

const scenario = (baseline: string): string => `[services.shop]
openapi = "shop.openapi.yaml"
export = "SHOP_URL"
[[services.shop.stubs]]
request = "GET /gone"
reply = { json = [] }
[drift]
baseline = ${JSON.stringify(baseline)}
`;

function journal(files: readonly string[] = []): string {
  const lines = [
    { kind: "journal", version: 1 },
    { kind: "world", id: "1", title: "a test", test: true, ...(files.length > 0 ? { scenario: files } : {}) },
    { kind: "end", outcome: "passed" },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A project with links, FIFOs and devices in it, and beside it what is not its business. */
function hostile(baseline = "baseline.json"): { readonly machine: Machine; readonly outside: string } {
  const machine = makeMachine({ name: "gate-containment" });
  const outside = join(machine.root, "outside");
  mkdirSync(join(outside, "folder"), { recursive: true });
  writeFileSync(join(outside, "package.json"), "{}\n");
  writeFileSync(join(outside, "baseline.json"), '{"version":1,"findings":[]}\n');
  writeFileSync(join(outside, "shop.openapi.yaml"), contract);
  writeFileSync(join(outside, "backlot.toml"), scenario("baseline.json"));
  machine.write("backlot.toml", scenario(baseline));
  machine.write("shop.openapi.yaml", contract);
  machine.write("journal.ndjson", journal());
  for (const [name, target] of Object.entries({
    "link.json": "baseline.json",
    "link.yaml": "shop.openapi.yaml",
    "nowhere.json": "new.json",
    out: ".",
  })) {
    symlinkSync(join(outside, target), machine.path(name));
  }
  symlinkSync("/dev/zero", machine.path("zero.json"));
  execFileSync("mkfifo", [machine.path("fifo.json")]);
  mkdirSync(machine.path(".git"));
  return { machine, outside };
}

/** All that lies outside, with what it holds. */
const contents = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
    .sort();

test.each([
  "../outside/baseline.json",
  "x/../../outside/new.json",
  "/dev/null",
  "link.json",
  "nowhere.json",
  "out/baseline.json",
  "out/folder/new.json",
  "..\\outside\\baseline.json",
  "fifo.json",
  "zero.json",
  ".git/config",
  "x/.GIT/hooks/pre-commit",
])("a baseline %j led out of the project", { timeout }, async (baseline) => {
  const { machine, outside } = hostile(baseline);
  const before = contents(outside);
  for (const args of [[], ["--freeze"]]) {
    const end = await machine.backlot(["drift", ...args, "--journal", "journal.ndjson"]);
    // What is not there is read as none: nothing is frozen yet.
    const refused = args.length > 0 || !/git|nowhere/i.test(baseline);
    if (refused) expect([end.exitCode, end.stderr]).toEqual([2, expect.stringMatching(/BKL(10|30)/)]);
  }
  expect(contents(outside)).toEqual(before);
  expect(readdirSync(machine.path(".git"))).toEqual([]);
});

test.each([
  "../outside/shop.openapi.yaml",
  "link.yaml",
  "out/shop.openapi.yaml",
  "fifo.json",
  "zero.json",
  "/dev/stdin",
])("contract lock %j led out of the project", { timeout }, async (file) => {
  const { machine, outside } = hostile();
  const before = contents(outside);
  const end = await machine.backlot(["contract", "lock", file]);
  expect([end.exitCode, end.stderr]).toEqual([2, expect.stringContaining("BKL1017")]);
  expect(contents(outside)).toEqual(before);
  expect(readdirSync(machine.project)).not.toContain("backlot.lock.json");
});

test("a lock file that is a link or a FIFO was followed", { timeout }, async () => {
  for (const make of ["link", "dangling", "fifo"] as const) {
    const { machine, outside } = hostile();
    const lock = machine.path("backlot.lock.json");
    if (make === "fifo") execFileSync("mkfifo", [lock]);
    else symlinkSync(join(outside, make === "link" ? "baseline.json" : "new.json"), lock);
    const before = contents(outside);
    for (const args of [
      ["contract", "lock"],
      ["check", "--frozen"],
      ["drift", "--frozen"],
    ]) {
      const { exitCode, stderr, stdout } = await machine.backlot(args);
      // A link to nothing is no lock file: then nothing is locked, and --frozen fails for it.
      const told = [
        make,
        args.join(" "),
        exitCode === 2 || /BKL3004|BKL3201/.test(`${stdout.toString()}${stderr}`),
      ];
      expect(told).toEqual([make, args.join(" "), true]);
    }
    expect(contents(outside)).toEqual(before);
    expect(lstatSync(lock).isFile()).toBe(false);
  }
});

test("fix wrote a scenario outside the project that a journal named", { timeout }, async () => {
  for (const file of ["../outside/backlot.toml", "out/backlot.toml", "/dev/zero", "fifo.json"]) {
    const { machine, outside } = hostile();
    const before = contents(outside);
    machine.write("other.ndjson", journal([file]));
    const end = await machine.backlot(["fix", "--write", "--journal", "other.ndjson"]);
    expect([file, end.exitCode]).toEqual([file, 2]);
    expect(contents(outside)).toEqual(before);
  }
});

test("run --journal replaced a FIFO by a file", { timeout }, async () => {
  const { machine } = hostile();
  const end = await machine.backlot(["run", "--journal", "fifo.json", "--", "true"]);
  expect([end.exitCode, end.stderr]).toEqual([3, expect.stringContaining("cannot-write")]);
  expect(lstatSync(machine.path("fifo.json")).isFIFO()).toBe(true);
});
