import { expect, worldTest } from "backlot/vitest";
import { convoClient } from "../src/convo-client.ts";
import { init } from "../src/init.ts";

const test = worldTest("../mocks/scaffold.toml");

test("init gives every agent a key", async () => {
  const { keys } = await init(convoClient());
  expect(Object.values(keys)).toContain("convo_key_test");
});

test("init --force gives agents new keys that have one", async () => {
  const { keys } = await init(convoClient(), true);
  expect(Object.values(keys)).toContain("convo_key_test");
});

test("init names the space", async () => {
  expect((await init(convoClient())).space).toMatch(/^(spc_test_1|Test Space)$/);
});

test("a key can be rotated by hand", async () => {
  expect(await convoClient().rotateKey("agt_product_1")).toBe("convo_key_test");
});
