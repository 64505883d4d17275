import type { ConvoClient } from "./convo-client.ts";

/** Whether the service knows the key. */
export async function login(convo: ConvoClient): Promise<boolean> {
  return await convo.me().then(
    () => true,
    () => false,
  );
}
