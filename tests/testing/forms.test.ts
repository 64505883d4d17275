import { expect, test } from "vitest";
import { makeSample, runNode } from "./sample.ts";

test("import and require, in one process, are one library with one lot", { timeout: 60_000 }, async () => {
  const folder = makeSample({
    "both.cjs": `
      const assert = require("node:assert/strict");
      const { execFileSync } = require("node:child_process");
      const required = require("backlot");
      import("backlot").then(async (imported) => {
        assert.equal(imported.BacklotError, required.BacklotError);
        assert.equal(imported.match, required.match);
        const worlds = [await required.openWorld({}), await imported.openWorld({})];
        assert.equal(worlds[0].env.BACKLOT_LOT, worlds[1].env.BACKLOT_LOT);
        for (const world of worlds) {
          world.command("tool").mock().reply({ stdout: "done" });
          assert.equal(execFileSync("tool", { env: world.env, encoding: "utf8" }), "done");
          await world.close();
        }
        console.log("both");
      });
    `,
  });
  expect(await runNode(folder, ["both.cjs"])).toEqual({ code: 0, stdout: "both\n", stderr: "" });
});

test("global objects of their own get the library of the process", { timeout: 60_000 }, async () => {
  const folder = makeSample({
    "realm.cjs": `
      const assert = require("node:assert/strict");
      const { readFileSync } = require("node:fs");
      const path = require("node:path");
      const vm = require("node:vm");
      // As test runners do it: each file is evaluated again, with globals of its own.
      const load = (file, globals) => {
        const module = { exports: {} };
        const inner = (name) => (name.startsWith(".") ? load(path.join(path.dirname(file), name), globals) : require(name));
        vm.compileFunction(readFileSync(file, "utf8"), ["module", "exports", "require", "__filename"], {
          parsingContext: globals,
        })(module, module.exports, inner, file);
        return module.exports;
      };
      const env = { ...process.env, ONLY_HERE: "1" };
      const make = () => vm.createContext({ process: { ...process, env } });
      const file = require.resolve("backlot");
      const [one, other] = [load(file, make()), load(file, make())];
      assert.notEqual(one.openWorld, other.openWorld);
      assert.equal(one.BacklotError, other.BacklotError);
      assert.equal(one.BacklotError, require("backlot").BacklotError);
      one.openWorld({}).then(async (world) => {
        assert.equal(world.env.ONLY_HERE, "1");
        await world.close();
        console.log("one");
      });
    `,
  });
  expect(await runNode(folder, ["realm.cjs"])).toEqual({ code: 0, stdout: "one\n", stderr: "" });
});
