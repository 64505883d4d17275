import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

test(
  "tests of one name recorded one fixture together, and each failed when it was replayed",
  { timeout: 90_000 },
  async () => {
    const body = `({ world }) => {
    world.command("expr").mock().record();
    execFileSync("expr", ["1", "+", String(++count)]);
  }`;
    const head = `
    import { execFileSync } from "node:child_process";
    let count = 0;
  `;
    const folder = makeSample({
      "backlot.toml": "",
      "same.test.ts": `import { describe, test } from "backlot/vitest"; ${head}
      test("adds", ${body});
      test("adds", ${body});
      test.for([1, 2])("adds rows", (row, { world }) => (${body})({ world }));
      describe("deep", () => void test("adds", ${body}));
      let failed = false;
      test("is tried again", { retry: 1 }, ({ world }) => {
        world.command("expr").mock().record();
        execFileSync("expr", ["1"]);
        if (!failed) throw new Error(String((failed = true)));
      });
    `,
      "suites.node.mjs": `import { describe, test } from "backlot/node-test"; ${head}
      for (const suite of ["a", "b"]) describe(suite, () => void test("adds", ${body}));
      test("twice", ${body});
      test("twice", ${body});
    `,
      "file.node.mjs": `import { describe, fileWorld } from "backlot/node-test"; ${head}
      const test = await fileWorld();
      for (const suite of ["a", "b"]) describe(suite, () => void test("adds in the file", ${body}));
    `,
    });
    const runs = [await runVitest(folder), await runVitest(folder)];
    for (const { stdout, stderr } of runs) {
      expect(stderr).toContain('two tests of the name "adds" would both have fixtures/adds_expr.json');
      expect(stderr).toContain(
        'two tests of the name "adds rows" would both have fixtures/adds-rows_expr.json',
      );
      expect(stdout).toContain("2 failed | 4 passed");
    }
    const node = [
      await runNode(folder, ["--test", "suites.node.mjs", "file.node.mjs"]),
      await runNode(folder, ["--test", "suites.node.mjs", "file.node.mjs"]),
    ];
    for (const { stdout } of node) {
      expect(stdout).toContain('two tests of the name "twice" would both have');
      expect(stdout).toMatch(/^# pass 5\n# fail 1$/m);
    }
    expect(readdirSync(join(folder, "fixtures")).filter((name) => /^[ab]-/.test(name))).toEqual([
      "a-adds-in-the-file_expr.json",
      "a-adds_expr.json",
      "b-adds-in-the-file_expr.json",
      "b-adds_expr.json",
    ]);
  },
);

test(
  "tests of one name in two files of a folder took each other's fixture",
  { timeout: 60_000 },
  async () => {
    const text = `
    import { execFileSync } from "node:child_process";
    import { test } from "backlot/vitest";
    test("adds", ({ world }) => {
      world.command("expr").mock().record();
      execFileSync("expr", ["1", "+", "1"]);
    });
  `;
    const folder = makeSample({ "backlot.toml": "", "a.test.ts": text });
    expect((await runVitest(folder)).code).toBe(0);
    writeFileSync(join(folder, "b.test.ts"), text);
    const both = await runVitest(folder);
    expect(both.stderr).toContain(
      'the tests "adds" of "a.test.ts" and of "b.test.ts" would both have fixtures/adds_expr.json',
    );
    expect(both.stdout).toContain("1 failed | 1 passed");
    // A file that was renamed keeps its fixture.
    rmSync(join(folder, "a.test.ts"));
    expect((await runVitest(folder)).code).toBe(0);
  },
);

test("a world without a test has no fixture of its own", async () => {
  const world = await openWorld({});
  expect(() => world.command("expr").stub().replay()).toThrow(
    "fixture-unnamed: this world was opened without a test",
  );
  await world.close();
});
