import { expect, worldTest } from "backlot/vitest";
import { convoClient } from "../src/convo-client.ts";
import { init } from "../src/init.ts";

const test = worldTest("../mocks/scaffold.toml");

test("init gives agents the keys that the service made", async () => {
  const { space, keys } = await init(convoClient());
  expect(space).toMatch(/^(spc_test_1|Test Space)$/);
  expect(new Set(["convo_key_test", ...Object.values(keys)]).size).toBe(1);
});

test("init --force does so for agents that have one", async () => {
  const { keys } = await init(convoClient(), true);
  expect(new Set(["convo_key_test", ...Object.values(keys)]).size).toBe(1);
});

test("init names the space", async () => {
  expect((await init(convoClient())).space).toMatch(/^(spc_test_1|Test Space)$/);
});

test("a key can be rotated by hand", async () => {
  expect(await convoClient().rotateKey("agt_product_1")).toBe("convo_key_test");
});
