import type { ConvoClient } from "./convo-client.ts";

/** What `init` sets up. */
export interface Team {
  readonly space: string;
  /** Keys by the agent's name. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Gives every agent of the caller that has no key a new one; with `force`, all of them. */
export async function init(convo: ConvoClient, force = false): Promise<Team> {
  const me = await convo.me();
  const id = me.default_space_id ?? "none";
  const space = (await convo.spaceName(id)) ?? id;
  const agents = (await convo.myAgents()).filter(
    (one) => one.actor_type === "agent" && (force || one.api_key_prefix === null),
  );
  const keys: Record<string, string> = {};
  for (const { actor_id, display_name } of agents) keys[display_name] = await convo.rotateKey(actor_id);
  return { space, keys };
}
