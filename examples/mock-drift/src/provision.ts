import type { ConvoClient } from "./convo-client.ts";

/** Makes one agent in the caller's tenant, and gives its key. */
export async function provision(convo: ConvoClient, name: string): Promise<string> {
  const { tenant_id: tenant } = await convo.me();
  if (tenant === null) throw new Error("the caller has no tenant");
  return (await convo.createAgent(tenant, name)).api_key;
}
