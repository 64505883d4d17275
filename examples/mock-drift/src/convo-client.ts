/** One actor, as far as this program reads it. */
export interface Actor {
  readonly actor_id: string;
  readonly display_name: string;
  readonly actor_type: string;
  readonly tenant_id: string | null;
  readonly default_space_id: string | null;
  readonly api_key_prefix: string | null;
}

/** The calls that this program makes. */
export interface ConvoClient {
  me(): Promise<Actor>;
  /** Undefined where the service does not say. */
  spaceName(id: string): Promise<string | undefined>;
  myAgents(): Promise<readonly Actor[]>;
  rotateKey(actor: string): Promise<string>;
  createAgent(tenant: string, name: string): Promise<{ readonly actor_id: string; readonly api_key: string }>;
}

/** A client of the Convo service. @throws Error when it answers with a status that is no success */
export function convoClient(baseUrl = process.env["CONVO_API_URL"] ?? "https://convo.example"): ConvoClient {
  const call = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: "Bearer convo_key_test", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const json = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await call(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: status ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    me: () => json("GET", "/api/actors/me"),
    spaceName: async (id) => {
      const response = await call("GET", `/api/spaces/${id}`);
      return response.ok ? ((await response.json()) as { name: string }).name : undefined;
    },
    myAgents: () => json("GET", "/api/actors/me/agents"),
    rotateKey: async (actor) =>
      (await json<{ api_key: string }>("POST", `/api/actors/${actor}/rotate-key`)).api_key,
    createAgent: (tenant, name) => json("POST", `/api/tenants/${tenant}/agents`, { display_name: name }),
  };
}
