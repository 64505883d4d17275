import { expect, worldTest } from "backlot/vitest";
import { convoClient } from "../src/convo-client.ts";
import { login } from "../src/login.ts";

worldTest("../mocks/login.toml")("login succeeds with a key that the service knows", async () => {
  expect(await login(convoClient())).toBe(true);
});
