import { readdirSync } from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type Bundle, bundle } from "../crash/bundle.ts";
import { makeProject, type Project, scenario } from "../crash/product.ts";
import { runProgram } from "./backlot.ts";

/** More for a long run: MANY_WORLDS=3000. */
const worlds = Number(process.env["MANY_WORLDS"] ?? 300);

const program = (file: string): string => `
import { readdirSync } from "node:fs";
import { loadScenario, noHandlers, openLot } from ${JSON.stringify(file)};
const loaded = await loadScenario({ files: ["backlot.toml"], cwd: process.cwd() });
const lot = await openLot(noHandlers);
const before = readdirSync(lot.folder).length;
const turn = async (title) => {
  const live = await lot.open({ ...loaded, title, inherited: process.env });
  await live.close();
};
const state = () => {
  gc();
  return { files: readdirSync("/proc/self/fd").length, handles: process.getActiveResourcesInfo().sort().join(), heap: process.memoryUsage().heapUsed };
};
// What a closed server holds goes some turns of the event loop later: the least of several looks counts.
const settled = async () => {
  const looks = [];
  for (let look = 0; look < 10; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    looks.push(state());
  }
  return { ...looks.at(-1), heap: Math.min(...looks.map(({ heap }) => heap)) };
};
for (let index = 0; index < 60; index += 1) await turn("warm " + index);
const first = await settled();
for (let index = 0; index < ${worlds}; index += 1) await turn("world " + index);
const last = await settled();
console.log(JSON.stringify({ first, last, folder: readdirSync(lot.folder).length - before }));
await lot.close();
`;

let built: Bundle;
let project: Project;
beforeAll(async () => {
  built = await bundle(["src/lot/lot.ts", "src/lot/load.ts", "src/lot/handlers.ts"]);
  project = makeProject({ "backlot.toml": scenario, "worlds.mjs": program(built.file) });
});
afterAll(() => {
  built.remove();
  project.remove();
});

interface State {
  readonly files: number;
  readonly handles: string;
  readonly heap: number;
}

test(`${worlds} worlds opened and closed leave no handle, no file and no memory behind`, async () => {
  const end = await runProgram(process.execPath, ["--expose-gc", "worlds.mjs"], { cwd: project.folder });
  expect(end.stderr).toBe("");
  const { first, last, folder } = JSON.parse(end.stdout) as { first: State; last: State; folder: number };
  const slope = (last.heap - first.heap) / worlds;
  console.log(`${worlds} worlds: ${slope.toFixed(0)} bytes of heap each`);
  expect(last.files).toBe(first.files);
  expect(last.handles).toBe(first.handles);
  expect(folder).toBe(0);
  expect(slope).toBeLessThan(2048);
  expect(end.left).toEqual([]);
  expect(readdirSync(project.folder)).not.toContain(".backlot");
});
