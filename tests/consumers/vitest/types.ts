import { BacklotError, defineScenario, match, openWorld, type CommandCall, type World } from "backlot";
import { FixtureFile, RecordingSession, type Scrubber } from "backlot/fixture";
import { fileWorld as fileWorldOfNode, test as testOfNode } from "backlot/node-test";
import { expect, fileWorld, test, worldTest } from "backlot/vitest";

export const scenario = defineScenario({
  name: "typed",
  commands: [{ run: "git push *", reply: { exitCode: 0, stdout: "x" }, times: 1 }],
  services: { releases: { export: "RELEASE_API" } },
});

export async function use(): Promise<readonly CommandCall[]> {
  await using world: World = await openWorld(scenario, { title: "typed", seed: 7 });
  world.add({ commands: [{ run: "a", reply: [{ stdout: "1" }, { exitCode: 1 }] }] });
  world
    .service("releases")
    .mock("GET /x")
    .withBody(match.json({ a: 1 }))
    .reply({ status: 201, json: [1] });
  return world
    .command("git")
    .mock("push", /--tags/, match.any(), expect.stringContaining("x"))
    .reply(({ args }) => ({ stdout: args.join(" ") }))
    .once().calls;
}

worldTest(scenario)("vitest", ({ world }) => void world.url("releases"));
test.each([1, 2])("each %i", (number) => void number.toFixed());
// Only the types of this file are checked; none of its tests is ever run.
fileWorld("backlot.toml").skip("skipped", ({ world, task }) => void [world.env, task.name]);
void testOfNode("node", { timeout: 5 }, async ({ world, t }) => void [t.name, await world.verify()]);
void fileWorldOfNode(["a.toml", "b.toml"]);

export function isOurs(error: unknown): boolean {
  return error instanceof BacklotError && error.findings.length > 0;
}

const scrubber: Scrubber = { scrub: (recording) => ({ ...recording, stdout: "" }) };
export function record(): FixtureFile {
  const session = new RecordingSession("git.json", { scrubber, commandFilter: "git" });
  session.start();
  session.record({ command: "git", args: [], env: process.env }, { stdout: Buffer.of(1), exitCode: 0 });
  return session.finalize();
}
