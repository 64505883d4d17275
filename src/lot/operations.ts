import { join, relative, sep } from "node:path";
import { BacklotError, finding, nearest, type CodePlace, type Json } from "../core/index.ts";
import { agentSection, type AgentConfig } from "../doubles/agent/index.ts";
import { canonicalJournal, type CallFilter, type OverrideFlags, type WorldReport } from "../engine/index.ts";
import type { LiveWorld } from "./live-world.ts";
import { loadScenario } from "./load.ts";
import type { Lot } from "./lot.ts";
import { declareEntry, declareFragment } from "./declare.ts";
import { runFolderIn } from "./run-folder.ts";
import type { TestFacts } from "./world-hosts.ts";
import type { WorldOutcome } from "./world-journal.ts";
import type { Parsed } from "../scenario/index.ts";

/** What opening a world tells the thread that asked. */
export interface OpenedWorld {
  readonly world: string;
  readonly env: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The project's folder: paths of scenario files start here. */
  readonly root: string;
  /** Loopback port by real host name that a service stands in for. */
  readonly hosts: Readonly<Record<string, number>>;
  /** The folder that it was opened in. */
  readonly cwd: string;
  /** The test that it was opened for. */
  readonly test: TestFacts;
}

/** What a test asks for when it opens a world. */
export interface OpenRequest {
  readonly files: readonly string[];
  /** A scenario from TypeScript. */
  readonly value?: Parsed;
  readonly cwd: string;
  readonly title: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags?: OverrideFlags;
  /** The test that opens it. */
  readonly test?: TestFacts;
  /** Whether it is that test's own. */
  readonly ofTest?: boolean;
  /** Lets doubles run programs. */
  readonly allowCode?: boolean;
}

interface Target {
  readonly world: string;
}

type Operation = (lot: Lot, args: never) => unknown;

/** Everything a test's thread can ask for, by name. Those that return no promise may be asked synchronously. */
export const operations: Readonly<Record<string, Operation>> = {
  open: openRequested,
  declare: (lot, args: Target & Parameters<typeof declareEntry>[1]) =>
    declareEntry(lot.world(args.world), args),
  add: (lot, args: Target & Parameters<typeof declareFragment>[1]) =>
    declareFragment(lot.world(args.world), args),
  url: (lot, args: Target & { service: string }) => urlOf(lot.world(args.world), args.service),
  agent: (lot, args: Target & { name: string }) => executableOf(lot.world(args.world), args.name),
  expectation: (lot, args: Target & { name: string }) => findExpectation(lot.world(args.world), args.name).id,
  // Calls cross the thread as the JSON text they are kept as: cloning them costs several times as much.
  calls: (lot, args: Target & { filter: CallFilter }) => lot.world(args.world).world.callsText(args.filter),
  "calls.of": (lot, args: Target & { expectation: string }) =>
    callsOf(lot.world(args.world), args.expectation),
  order: (lot, args: Target & { names: readonly string[]; at: CodePlace }) =>
    addOrder(lot.world(args.world), args.names, args.at),
  "clock.now": (lot, args: Target) => lot.world(args.world).world.clock.now(),
  "clock.advance": (lot, args: Target & { ms: number }) => lot.world(args.world).world.clock.advance(args.ms),
  query: (lot, args: Target & { name: string; args: Json; after?: number }) =>
    lot.world(args.world).world.query(args.name, args.args, args.after),
  events: (lot, args: Target & { double: string }) => lot.world(args.world).world.events(args.double),
  act: (lot, args: Target & { name: string; args: Json }) =>
    lot.world(args.world).world.act(args.name, args.args),
  journal: async (lot, args: Target & { cwd: string }): Promise<string> =>
    journalOf(lot.world(args.world), args.cwd),
  verify: (lot, args: Target) => lot.world(args.world).verify(),
  close: async (lot, args: Target & { outcome: WorldOutcome }): Promise<WorldReport> =>
    (await lot.world(args.world).close(args.outcome)).report,
  "layer.push": (lot, args: Target & { layer: string }) => lot.world(args.world).pushLayer(args.layer),
  "layer.pop": (lot, args: Target & { layer: string; outcome: WorldOutcome }) =>
    lot.world(args.world).popLayer(args.layer, args.outcome),
};

async function openRequested(lot: Lot, request: OpenRequest): Promise<OpenedWorld> {
  const loaded = await loadScenario({ files: request.files, value: request.value, cwd: request.cwd });
  const test = testOf(request, loaded.root);
  const live = await lot.open({
    ...loaded,
    title: request.title,
    test,
    ofTest: request.ofTest,
    flags: request.flags,
    allowCode: request.allowCode,
    inherited: request.env,
    runFolder: runFolderIn(request.env),
  });
  return {
    world: live.id,
    env: live.environment.env,
    urls: live.urls,
    folder: live.folder,
    root: loaded.root,
    hosts: live.hosts,
    cwd: request.cwd,
    test,
  };
}

/** The test's file is named from the project's folder, so that a fixture says the same on every machine. */
function testOf({ title, test = {} }: OpenRequest, root: string): TestFacts {
  const { module, function: name = title } = test;
  if (module === undefined) return { function: name };
  return { module: relative(root, module).split(sep).join("/"), function: name };
}

/** The canonical journal: the world's own addresses and folders stand as placeholders. */
function journalOf({ world, urls, folder }: LiveWorld, cwd: string): string {
  return [...canonicalJournal(world.log, { urls, folder, cwd })].join("");
}

function urlOf(live: LiveWorld, service: string): string {
  const url = live.urls[service];
  if (url !== undefined) return url;
  throw unknownName("service", service, Object.keys(live.urls));
}

/** Absolute path of an agent's command. */
function executableOf({ world, commandsFolder }: LiveWorld, name: string): string {
  const { claude } = world.scenario.sections[agentSection.key] as AgentConfig;
  const known = claude === null ? [] : ["claude"];
  if (known.includes(name)) return join(commandsFolder, name);
  const fix = `Declare it: [agents.claude] in a file, agents: { claude: {} } in TypeScript.`;
  throw unknownName("agent", name, known, name === "claude" ? fix : undefined);
}

function findExpectation(live: LiveWorld, name: string): { id: string } {
  const use = live.world.expectations.find(name);
  if (use === undefined) throw unknownName("expectation", name, live.world.expectations.names());
  return use.expectation;
}

function callsOf(live: LiveWorld, name: string): string {
  const use = live.world.expectations.find(name);
  return live.world.callsText({ ids: use?.calls ?? [] });
}

function addOrder(live: LiveWorld, names: readonly string[], at: CodePlace): void {
  const order = names.map((word) => {
    const use = live.world.expectations.find(word);
    if (use === undefined) throw unknownName("expectation", word, live.world.expectations.names());
    return { id: use.expectation.id, name: use.expectation.name ?? use.expectation.text, at };
  });
  live.orders.push(order);
}

function unknownName(what: string, name: string, known: readonly string[], fix?: string): BacklotError {
  return new BacklotError([
    finding("unknown-name", {
      what: `there is no ${what} "${name}"`,
      near: nearest(name, known),
      ...(fix === undefined ? {} : { fix }),
    }),
  ]);
}
