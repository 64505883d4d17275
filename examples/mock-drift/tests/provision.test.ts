import { expect, worldTest } from "backlot/vitest";
import { convoClient } from "../src/convo-client.ts";
import { provision } from "../src/provision.ts";

worldTest("../mocks/provision.toml")("provision makes an agent and tells its key", async () => {
  expect(await provision(convoClient(), "Product")).toBe("convo_key_fresh");
});
