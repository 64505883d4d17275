import { expect, test } from "vitest";
import { makeSample, runNode } from "./sample.ts";

const state = {
  users: [{ login: "alice", organizations: [] }],
  organizations: [],
  repositories: [{ owner: "alice", name: "rocket", private: true }],
  branches: [{ owner: "alice", repository: "rocket", name: "main" }],
  blobs: [],
  __simulacat__: { auth_token: "ghs_123" },
};

const open = `
import { readFileSync } from "node:fs";
import { openWorld, toSimulatorConfig } from "backlot";

const state = JSON.parse(readFileSync("state.json", "utf8"));
for (const [name, scenario] of Object.entries({ path: "state.json", value: state, both: ["state.json", "more.toml"] })) {
  const world = await openWorld(scenario);
  const url = world.env.GITHUB_API_URL + "/repos/alice/rocket";
  const ask = async (headers) => (await fetch(url, { headers })).status;
  console.log(name, world.env.GH_TOKEN, await ask({}), await ask({ authorization: "token ghs_123" }));
  await world.close();
}
const once = toSimulatorConfig(state);
console.log(JSON.stringify(once) === JSON.stringify(toSimulatorConfig(once)), once.__simulacat__);
`;

test("an initial state opens a world by its path and as a value, and a file beside it switches tokens on", async () => {
  const folder = makeSample({
    "state.json": JSON.stringify(state),
    "more.toml": '[github]\nauth = "enforced"\n',
    "open.mjs": open,
  });
  expect(await runNode(folder, ["open.mjs"])).toEqual({
    code: 0,
    stderr: "",
    stdout: [
      "path ghs_123 200 200",
      "value ghs_123 200 200",
      "both ghs_123 404 200",
      "true { auth_token: 'ghs_123' }",
      "",
    ].join("\n"),
  });
});
