import fc from "fast-check";
import type { SimulatorState } from "../../src/doubles/github/interchange/simulator-state.ts";

/** A record whose fields may each be left out. */
function some<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

const sentence = fc.constantFrom("Fix it", "It broke", "Ünïcode", "a: b");
const names = ["main", "dev", "apps/one"];

/** States as simulacat's ScenarioConfig writes them, with and without issues and pull requests. */
export const arbitraryState: fc.Arbitrary<SimulatorState> = fc
  .record({
    users: fc.tuple(
      some({ id: fc.constant(3), name: sentence, bio: sentence, email: fc.constant("a@b.c") }),
      fc.subarray(["acme"]),
    ),
    organization: some({ id: fc.constant(4), name: sentence, description: sentence, email: sentence }),
    repositories: fc.tuple(repository("alice", "rocket"), repository("acme", "app")),
    threads: fc.option(
      fc.tuple(
        fc.array(thread(), { maxLength: 3 }),
        fc.array(thread(), { maxLength: 1 }),
        some({ base: fc.constantFrom("main", "dev"), head: fc.constantFrom("dev", "main") }),
        fc.boolean(),
      ),
    ),
    token: fc.option(fc.constantFrom("ghs_123", "t")),
  })
  .map(({ users: [more, memberships], organization, repositories, threads, token }) => {
    const [issues = [], pulls = [], { base, head } = {}, draft = false] = threads ?? [];
    const branches = repositories.flatMap((one) => one.branches);
    const has = (name: string | undefined, owner: string): name is string =>
      branches.some((one) => one.name === name && one.owner === owner);
    return {
      users: [{ login: "alice", organizations: memberships, ...more }],
      organizations: [{ login: "acme", ...organization }],
      repositories: repositories.map((one) => one.repository),
      branches,
      blobs: [],
      ...(threads === null
        ? {}
        : {
            issues: issues.map((one, index) => ({ ...one, number: index + 1 })),
            pull_requests: pulls.map((one, index) => ({
              ...one,
              number: issues.length + index + 1,
              ...(has(base, one.owner) ? { base: { ref: base } } : {}),
              ...(has(head, one.owner) ? { head: { ref: head } } : {}),
              ...(draft ? { draft } : {}),
            })),
          }),
      ...(token === null ? {} : { __simulacat__: { auth_token: token } }),
    };
  });

function repository(
  owner: string,
  name: string,
): fc.Arbitrary<Pick<SimulatorState, "branches"> & { repository: SimulatorState["repositories"][number] }> {
  return fc
    .record({
      more: some({ description: sentence, default_branch: fc.constantFrom("main", "trunk") }),
      private: fc.boolean(),
      branches: fc.subarray(names),
      protected: fc.boolean(),
      sha: fc.boolean(),
    })
    .map((one) => {
      // simulacat writes a branch for each default branch that is declared.
      const own = one.more.default_branch;
      const all = own === undefined ? one.branches : [...new Set([...one.branches, own])];
      return {
        repository: { owner, name, private: one.private, ...one.more },
        branches: all.map((branch) => ({
          owner,
          repository: name,
          name: branch,
          ...(one.protected ? { protected: branch === "main" } : {}),
          ...(one.sha ? { sha: "abc123" } : {}),
        })),
      };
    });
}

function thread(): fc.Arbitrary<NonNullable<SimulatorState["issues"]>[number]> {
  return fc
    .record({
      repository: fc.constantFrom(["alice", "rocket"] as const, ["acme", "app"] as const),
      title: sentence,
      state: fc.constantFrom("open" as const, "closed" as const),
      more: some({ body: sentence, user: fc.constant({ login: "alice" }) }),
    })
    .map(({ repository: [owner, name], title, state, more }) => ({
      owner,
      repository: name,
      number: 1,
      title,
      state,
      ...more,
    }));
}

/**
 * A state with what reading it completes: the usual values spelled out, and the branches that a repository with branches
 * or pull requests needs.
 */
export function completed(state: SimulatorState): SimulatorState {
  const { pull_requests: pulls = [], issues = [], ...rest } = state;
  const branches = rest.repositories.flatMap(({ owner, name, default_branch: main = "main" }) => {
    const isOwn = (one: { owner: string; repository: string }): boolean =>
      one.owner === owner && one.repository === name;
    const heads = pulls.filter((one) => isOwn(one) && needsHead(one, main)).map(headOf);
    const own = state.branches
      .filter(isOwn)
      .map(({ protected: guarded = false, ...one }) => (guarded ? { ...one, protected: true } : one));
    const first = own.find((one) => one.name === main) ?? { owner, repository: name, name: main };
    const others = own.filter((one) => one.name !== main);
    const used = own.length > 0 || pulls.some(isOwn);
    const made = heads.map((head) => ({ owner, repository: name, name: head }));
    return used ? [first, ...others, ...made] : [];
  });
  return {
    ...rest,
    repositories: rest.repositories.map((one) => ({ default_branch: "main", ...one })),
    branches,
    issues,
    pull_requests: pulls.map((one) => {
      const { default_branch: main = "main" } =
        rest.repositories.find(({ owner, name }) => owner === one.owner && name === one.repository) ?? {};
      const { base = { ref: main } } = one;
      return { ...one, base, head: needsHead(one, main) ? { ref: headOf(one) } : one.head };
    }),
  } as SimulatorState;
}

type Pull = NonNullable<SimulatorState["pull_requests"]>[number];

function needsHead({ base, head }: Pull, main: string): boolean {
  return head === undefined || head.ref === (base?.ref ?? main);
}

function headOf({ number }: Pull): string {
  return `pull-request-${number}`;
}
