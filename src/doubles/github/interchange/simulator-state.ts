import type { Json } from "../../../core/index.ts";

/** The initial state of simulacat's and simulacrum's simulators: what their programs read and write as JSON. */
export interface SimulatorState {
  readonly users: readonly {
    readonly login: string;
    /** Logins of the organizations that they belong to. */
    readonly organizations: readonly string[];
    readonly id?: number;
    readonly name?: string;
    readonly bio?: string;
    readonly email?: string;
  }[];
  readonly organizations: readonly {
    readonly login: string;
    readonly id?: number;
    readonly name?: string;
    readonly description?: string;
    readonly email?: string;
  }[];
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly id?: number;
    readonly description?: string;
    readonly private?: boolean;
    readonly default_branch?: string;
  }[];
  readonly branches: readonly {
    readonly owner: string;
    readonly repository: string;
    readonly name: string;
    readonly sha?: string;
    readonly protected?: boolean;
  }[];
  readonly blobs: readonly {
    readonly owner: string;
    readonly repo: string;
    readonly path: string;
    /** The blob's own, as git computes it. */
    readonly sha: string;
    readonly content: string;
    readonly encoding: "string" | "base64";
  }[];
  readonly issues?: readonly SimulatorThread[];
  readonly pull_requests?: readonly (SimulatorThread & {
    readonly base?: { readonly ref: string };
    readonly head?: { readonly ref: string };
    readonly draft?: boolean;
  })[];
  readonly __simulacat__?: {
    /** What simulacat's client sends. */
    readonly auth_token?: string;
    /** What of a scenario's `[github]` the state has no place for; simulacat leaves it alone. */
    readonly backlot?: Readonly<Record<string, Json>>;
  };
}

/** What issues and pull requests have in common. */
export interface SimulatorThread {
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly state?: "open" | "closed";
  readonly body?: string;
  readonly user?: { readonly login: string };
}
