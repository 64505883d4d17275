import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWorld } from "./built.ts";
import { makeSample, runNode, runVitest } from "./sample.ts";

const recorded = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

test("without a path a test has a fixture of its own, beside its file", { timeout: 90_000 }, async () => {
  const folder = makeSample({
    "backlot.toml": 'name = "sums"',
    "unit/sums.test.ts": `
      import { execFileSync } from "node:child_process";
      import { describe, expect, fileWorld, test } from "backlot/vitest";
      const sum = (...args: string[]) => execFileSync("expr", args, { encoding: "utf8" });
      describe("Sums:", () => {
        test("adds up", ({ world }) => {
          world.command("expr").mock().record();
          expect(sum("1", "+", "2")).toBe(process.env.SECOND === undefined ? "3\\n" : "three\\n");
        });
        test("adds up!", ({ world }) => {
          expect(() => world.command("expr").stub().replay({ many: true })).toThrow(
            '"Sums: > adds up" and "Sums: > adds up!" would both have unit/fixtures/sums-adds-up_expr.json',
          );
        });
      });
    `,
    "unit/file.test.ts": `
      import { execFileSync } from "node:child_process";
      import { expect, fileWorld } from "backlot/vitest";
      const test = fileWorld();
      test("of the layer", ({ world }) => {
        world.command("expr").mock().record({ strict: false });
        expect(execFileSync("expr", ["2", "+", "2"], { encoding: "utf8" })).toBe("4\\n");
      });
    `,
  });
  const first = await runVitest(folder);
  expect(first.stdout + first.stderr).not.toContain("FAIL");
  expect(readdirSync(join(folder, "unit/fixtures")).sort()).toEqual([
    "of-the-layer_expr.json",
    "sums-adds-up_expr.json",
  ]);
  const file = join(folder, "unit/fixtures/sums-adds-up_expr.json");
  expect(recorded(file)).toMatchObject({
    metadata: { test_module: "unit/sums.test.ts", test_function: "Sums: > adds up" },
    recordings: [{ command: "expr", args: ["1", "+", "2"], stdout: "3\n" }],
  });
  // What is replayed is the file's.
  writeFileSync(file, readFileSync(file, "utf8").replace('"3\\n"', '"three\\n"'));
  process.env["SECOND"] = "1";
  const second = await runVitest(folder).finally(() => delete process.env["SECOND"]);
  expect(second.stdout + second.stderr).not.toContain("FAIL");
});

test("node:test has them too", { timeout: 60_000 }, async () => {
  const folder = makeSample({
    "backlot.toml": 'name = "sums"',
    "sums.test.mjs": `
      import { execFileSync } from "node:child_process";
      import { test } from "backlot/node-test";
      test("adds up", ({ world }) => {
        world.command("expr").mock().record();
        execFileSync("expr", ["1", "+", "2"]);
      });
    `,
  });
  const ended = await runNode(folder, ["--test", "sums.test.mjs"]);
  expect(ended).toMatchObject({ code: 0 });
  expect(recorded(join(folder, "fixtures/adds-up_expr.json"))).toMatchObject({
    metadata: { test_module: "sums.test.mjs", test_function: "adds up" },
  });
});

test("a world without a test has no fixture of its own", async () => {
  const world = await openWorld({});
  expect(() => world.command("expr").stub().replay()).toThrow(
    "fixture-unnamed: this world was opened without a test",
  );
  await world.close();
});
