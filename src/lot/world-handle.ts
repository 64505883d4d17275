import type { Json } from "../core/index.ts";
import type { CallFilter, WorldReport } from "../engine/index.ts";
import { agentHandle, type AgentHandle } from "./handles/agent-handle.ts";
import { callsIn, type CommandCall, type HttpCall, type WorldCall } from "./handles/calls.ts";
import { codePlace } from "./handles/code-place.ts";
import { commandHandle, type CommandHandle } from "./handles/command-handle.ts";
import { parseInput } from "../scenario/index.ts";
import { keepFor } from "./handles/data.ts";
import type { FragmentInput } from "./doubles.ts";
import type { EventRecord } from "../engine/index.ts";
import { githubHandle, type GithubHandle } from "./handles/github-handle.ts";
import type { HandleHome } from "./handles/expectation-handle.ts";
import { testFixture, type TestIdentity } from "./handles/test-fixture.ts";
import { serviceHandle, type ServiceHandle } from "./handles/service-handle.ts";
import type { OpenedWorld } from "./operations.ts";
import type { LotClient } from "./thread/client.ts";
import { verificationError } from "./verification-error.ts";
import type { WorldOutcome } from "./world-journal.ts";

/** An expectation that a file declared: its calls. */
export interface NamedExpectation {
  readonly name: string;
  readonly calls: readonly WorldCall[];
}

/** The world's clock: it stands still but for events and advance(). */
export interface WorldClockHandle {
  /** RFC 3339 in UTC. */
  now(): string;
  /** Moves it on by milliseconds. */
  advance(ms: number): Promise<void>;
}

/**
 * One running instance of a scenario. Closing it verifies it: `await using world = await openWorld(...)`.
 */
export interface World extends AsyncDisposable {
  /** The environment for programs of this world. */
  readonly env: Readonly<Record<string, string>>;
  /** Base URL of a service. @throws BacklotError `unknown-name` */
  url(service: string): string;
  command(name: string): CommandHandle;
  /** @throws BacklotError `unknown-name` */
  service(name: string): ServiceHandle;
  /** The simulated GitHub. @throws BacklotError `unknown-name` where the scenario has none, when it is asked */
  readonly github: GithubHandle;
  /** The simulated agent `claude`. @throws BacklotError `unknown-name` where the scenario has none */
  agent(name: "claude"): AgentHandle;
  /** An expectation that the scenario names. @throws BacklotError `unknown-name` */
  expectation(name: string): NamedExpectation;
  /** Adds expectations in the scenario's form (camelCase): `{ commands: [...], services: { convo: { stubs: [...] } } }`. */
  add(fragment: FragmentInput): void;
  /** Calls in order of arrival. */
  calls(filter?: CallFilter): readonly WorldCall[];
  /** The calls of these expectations must come in this order. */
  inOrder(...expectations: readonly (string | { readonly id: string })[]): void;
  readonly clock: WorldClockHandle;
  /** A named read of a double's state: `world.query("http.state")`. */
  query(name: string, args?: Json): Json;
  /**
   * The canonical journal: JSON lines without what was measured, with placeholders for the world's own addresses and
   * folders. The same scenario with `now` pinned and the same calls give the same text.
   */
  journal(): Promise<string>;
  /** What is wrong so far. Never throws for findings. */
  verify(): Promise<WorldReport>;
  /** Verifies, ends everything, and throws a BacklotError when a finding is an error. Twice is fine. */
  close(): Promise<WorldReport>;
}

/** What the runners' integrations need besides. */
export interface WorldControl extends World {
  readonly id: string;
  readonly opened: OpenedWorld;
  /** Its failure has been thrown by close(). */
  readonly told: boolean;
  /** New expectations go to a layer on top: the test's of this name. */
  pushLayer(name: string, identity?: TestIdentity): void;
  /** Verifies what happened since pushLayer, and takes the layer away. @param outcome of the test's own code */
  popLayer(outcome: WorldOutcome): Promise<WorldReport>;
  /** Ends everything without throwing for findings. @param outcome of the test's own code, where there is one */
  end(outcome?: WorldOutcome): Promise<WorldReport>;
}

/** @internal */
export function worldHandle(
  client: LotClient,
  opened: OpenedWorld,
  identity: TestIdentity | undefined,
): WorldControl {
  const { world: id } = opened;
  const layers: { readonly name: string; readonly identity: TestIdentity | undefined }[] = [
    { name: "test", identity },
  ];
  const top = (): (typeof layers)[number] => layers.at(-1) as (typeof layers)[number];
  const home: HandleHome = {
    client,
    world: id,
    layer: () => top().name,
    fixture: (command) => {
      // In a world that several tests share, the layer is named after the test.
      const test = layers.length > 1 ? { ...opened.test, function: top().name } : opened.test;
      return testFixture(opened.root, test, command, top().identity);
    },
  };
  const sync = (op: string, args: object = {}): unknown => client.sync(op, { world: id, ...args });
  const call = (op: string, args: object = {}): Promise<unknown> => client.call(op, { world: id, ...args });
  const calls = (filter: CallFilter = {}): readonly WorldCall[] =>
    callsIn(sync("calls", { filter }) as string);
  const url = (service: string): string => sync("url", { service }) as string;
  let ended: Promise<WorldReport> | undefined;
  let told = false;
  const end = (outcome: WorldOutcome = "unknown"): Promise<WorldReport> =>
    (ended ??= call("close", { outcome }) as Promise<WorldReport>);
  const close = async (): Promise<WorldReport> => {
    const report = await end();
    const error = told ? undefined : verificationError(report, opened.root);
    told = true;
    if (error !== undefined) throw error;
    return report;
  };

  const handle: WorldControl = {
    id,
    opened,
    get told() {
      return told;
    },
    env: opened.env,
    url,
    command: (name) => commandHandle(home, name),
    service: (name) =>
      serviceHandle(
        home,
        name,
        url(name),
        () => calls({ target: name }).filter((one): one is HttpCall => "service" in one),
        (query, args) => sync("query", { name: query, args }) as Json,
      ),
    github: githubHandle({
      expectations: home,
      url: () => url("github"),
      calls: () => calls({ double: "github" }) as readonly HttpCall[],
      query: (name, args, after) => sync("query", { name, args, after }) as Json,
      events: () => sync("events", { double: "github" }) as readonly EventRecord[],
      act: (name, args) => sync("act", { name, args }),
    }),
    agent: (name) =>
      agentHandle(
        {
          expectations: home,
          executable: sync("agent", { name }) as string,
          query: (query, args) => sync("query", { name: query, args }) as Json,
          calls: () => calls({ double: "agent" }) as readonly CommandCall[],
        },
        name,
      ),
    expectation: (name) => {
      sync("expectation", { name });
      return {
        name,
        get calls() {
          return callsIn(sync("calls.of", { expectation: name }) as string);
        },
      };
    },
    add: (fragment) => {
      const parsed = parseInput(fragment, keepFor(client));
      sync("add", { layer: home.layer(), fragment: parsed, at: codePlace() });
    },
    calls,
    inOrder: (...expectations) => {
      const names = expectations.map((one) => (typeof one === "string" ? one : one.id));
      sync("order", { names, at: codePlace() });
    },
    clock: {
      now: () => sync("clock.now") as string,
      advance: async (ms) => {
        await call("clock.advance", { ms });
      },
    },
    query: (name, args = null) => sync("query", { name, args }) as Json,
    journal: () => call("journal", { cwd: opened.cwd }) as Promise<string>,
    verify: () => call("verify") as Promise<WorldReport>,
    close,
    end,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
    pushLayer: (name, of) => {
      layers.push({ name, identity: of });
      sync("layer.push", { layer: name });
    },
    popLayer: (outcome) => call("layer.pop", { layer: layers.pop()?.name, outcome }) as Promise<WorldReport>,
  };
  return handle;
}
