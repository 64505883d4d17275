import { BacklotError, defineScenario, openWorld, type World } from "backlot";
import { expect, fileWorld, test, worldTest } from "backlot/jest";

const scenario = defineScenario({ commands: [{ run: "git push *", reply: { exitCode: 0 }, times: 1 }] });

test("typed", async ({ world }) => {
  const push = world.command("git").mock("push", expect.stringContaining("x"));
  expect(push.calls).toHaveLength(await Promise.resolve(1));
});
test.each([["a", 1]])("row of %s", (text, number, { world }) => {
  expect([text.length, number.toFixed(), world.env]).toBeDefined();
});
test.each([1, 2])("value %i", (number, { world }) => void [number.toFixed(), world]);
test.each`
  left | right
  ${1} | ${2}
`("table", ({ left }: { left: number }, { world }) => void [left.toFixed(), world]);
worldTest(scenario).concurrent.only.each([1])("%i", (one, { world }) => void [one, world.url("x")], 500);
fileWorld(["a.toml"]).skip.failing("skipped", ({ world }) => void world);
// @ts-expect-error a test without a body is test.todo
test("nothing");

export const opened: Promise<World> = openWorld(scenario, { title: "typed" });
export const isOurs = (error: unknown): boolean => error instanceof BacklotError && error.findings.length > 0;
