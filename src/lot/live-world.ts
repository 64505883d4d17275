import { basename, join } from "node:path";
import { type Expectation, type Finding, type Layer } from "../core/index.ts";
import { makePrivateFolder, openSpillFile, removePrivateFolder, whileWriting } from "../disk/index.ts";
import {
  createLog,
  createWorld,
  redactText,
  resolve,
  type Settings,
  type World,
  type WorldReport,
} from "../engine/index.ts";
import type { ReadFile } from "../scenario/index.ts";
import { verify, type Order, type VerifyScope } from "../verify/index.ts";
import { equippedDoubles } from "./doubles.ts";
import { endCalls } from "./end-calls.ts";
import type { WorldEnvironment } from "./environment.ts";
import { worldPorts } from "./ports.ts";
import { killPoint } from "./kill-point.ts";
import { readScrubbingRules } from "./scrubbing-rules.ts";
import { createRecorder, sweepFixtures, type Recorder } from "./recorder/recorder.ts";
import {
  environmentOf,
  openHosts,
  realPath,
  type WorldHome,
  type WorldHosts,
  type WorldSpec,
} from "./world-hosts.ts";
import { noteWorldOpen, storeWorld, type ClosedWorld } from "./run-folder.ts";
import { createWorldJournal, type JournaledWorld, type WorldOutcome } from "./world-journal.ts";

/** A world with its ports and commands, as the lot holds it. */
export interface LiveWorld {
  readonly id: string;
  readonly title: string;
  readonly folder: string;
  readonly world: World;
  readonly settings: Settings;
  readonly environment: WorldEnvironment;
  /** Where the program of a run is sought: it need not be declared where only declared commands are found. */
  readonly programPath: string;
  /** Absolute path of the folder with its doubled commands. */
  readonly commandsFolder: string;
  /** Base URL by service. */
  readonly urls: Readonly<Record<string, string>>;
  /** Loopback port by real host name. */
  readonly hosts: Readonly<Record<string, number>>;
  /** Orders declared from TypeScript. */
  readonly orders: Order[];
  readonly readFile: ReadFile;
  /** A number for the id of what is declared at run time. */
  nextId(): number;
  declare(layer: string, expectation: Expectation): void;
  addLayer(layer: Layer): void;
  /** Starts a layer of its own for one test of a world that a file keeps. */
  pushLayer(name: string): void;
  /** Judges what happened since pushLayer, and takes the layer away. */
  popLayer(name: string, outcome: WorldOutcome): WorldReport;
  verify(scope?: Partial<VerifyScope>): WorldReport;
  /**
   * Ends its hosts, stores what it saw, removes its folder. Safe to call twice: the same report.
   * @param outcome of what ran in it, where that is known
   */
  close(outcome?: WorldOutcome): Promise<ClosedWorld>;
}

/** What programs can still reach that no double of this version stands in front of. */
const unsealed = ["the network", "commands called by absolute path"];

/**
 * Opens a world: folder, ports, commands, environment. What was opened is closed again when a step fails.
 * @param id unique in the lot
 */
export async function openLiveWorld(home: WorldHome, id: string, spec: WorldSpec): Promise<LiveWorld> {
  const folder = join(home.folder, id);
  const settings = resolve(spec.scenario, {
    flags: spec.flags,
    variables: spec.inherited,
    realNowMs: Date.now(),
  });
  const rules =
    settings.rules.value === null ? [] : await readScrubbingRules(settings.rules.value, process.cwd());
  const undo: (() => Promise<void> | void)[] = [];
  const unwind = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    makePrivateFolder(folder);
    killPoint("world.folder-made");
    undo.push(() => removePrivateFolder(folder));
    const spill = openSpillFile(join(folder, "journal"));
    undo.push(() => spill.close());
    const recorder = createRecorder({
      root: spec.root,
      mode: settings.record.value,
      test: spec.test,
      review: spec.review,
      mustRecord: spec.mustRecord,
      rules,
      notes: join(spec.runFolder ?? home.folder, "recorded"),
      env: spec.inherited,
      report: (one) => world.report(one),
    });
    undo.push(() => recorder.abandon());
    sweepFixtures(spec.root, fixturePaths(spec.scenario.layers));
    const world: World = createWorld({
      scenario: spec.scenario,
      settings,
      doubles: equippedDoubles.map(({ double, section }) => ({
        double,
        config: spec.scenario.sections[section.key],
      })),
      ports: worldPorts({
        folder: () => folder,
        handler: home.handler,
        recorder: recorder.port,
        allowCode: spec.allowCode === true,
      }),
      log: createLog({ spill, redact: redactText }),
    });
    const hosts = await openHosts(home, folder, world, spec, undo);
    const environment = environmentOf(world, hosts, home, folder, spec);
    if (spec.runFolder !== undefined) noteWorldOpen(spec.runFolder, journaled(home, id, spec));
    killPoint("world.open");
    return liveWorld({ home, id, spec, settings, folder, world, hosts, environment, recorder, unwind });
  } catch (error) {
    await unwind();
    throw whileWriting(folder, error);
  }
}

interface LiveParts {
  readonly home: WorldHome;
  readonly id: string;
  readonly spec: WorldSpec;
  readonly settings: Settings;
  readonly folder: string;
  readonly world: World;
  readonly hosts: WorldHosts;
  readonly environment: WorldEnvironment;
  readonly recorder: Recorder;
  readonly unwind: () => Promise<void>;
}

function liveWorld(parts: LiveParts): LiveWorld {
  const { home, id, spec, settings, folder, world, hosts, environment, recorder } = parts;
  const orders: Order[] = [];
  let declared = 0;
  const told = new Set<Finding>();
  const firstCalls = new Map<string, number>();
  // Orders are judged test by test: the next one begins the order again.
  let judgedCalls = 0;
  const journal = createWorldJournal(journaled(home, id, spec), world, spec.test?.module);
  let closing: Promise<ClosedWorld> | undefined;
  const judge = (scope: Partial<VerifyScope> = {}): WorldReport =>
    verify(world, {
      world: spec.title,
      unsealed,
      orders,
      told,
      withoutCounts: settings.shared.value,
      ordersAfterCall: judgedCalls,
      ...scope,
    });
  const close = async (outcome: WorldOutcome): Promise<ClosedWorld> => {
    try {
      await endCalls(world, [hosts.servers, hosts.shim]);
      recorder.finish(world.expectations.uses());
      const own = spec.ofRun === true ? { ofRun: true } : {};
      const closed = { report: judge(), shared: settings.shared.value, allow: world.scenario.allow, ...own };
      killPoint("world.closing");
      if (spec.runFolder !== undefined)
        storeWorld(spec.runFolder, storedId(home, id), closed, journal.lines(outcome));
      killPoint("world.stored");
      return closed;
    } finally {
      await parts.unwind();
      killPoint("world.closed");
    }
  };
  return {
    id,
    title: spec.title,
    folder,
    world,
    settings,
    environment,
    programPath: `${hosts.shim.binFolder}:${realPath(spec)}`,
    commandsFolder: hosts.shim.binFolder,
    urls: hosts.urls,
    hosts: hosts.hosts,
    orders,
    readFile: spec.readFile,
    nextId: () => ++declared,
    declare: (layer, expectation) => {
      sweepFixtures(spec.root, fixturePaths([{ expectations: [expectation] }]));
      world.expectations.declare(layer, expectation);
      if (expectation.double === "command") hosts.shim.addCommand(expectation.target);
    },
    addLayer: (layer) => {
      world.expectations.addLayer(layer);
      for (const one of layer.expectations) if (one.double === "command") hosts.shim.addCommand(one.target);
    },
    pushLayer: (name) => {
      firstCalls.set(name, world.lastCall);
      world.expectations.addLayer({ name, expectations: [] });
    },
    popLayer: (name, outcome) => {
      const afterCall = firstCalls.get(name) ?? 0;
      const report = judge({
        world: name,
        layer: name,
        afterCall,
        ordersAfterCall: afterCall,
        withoutCounts: false,
      });
      judgedCalls = world.lastCall;
      for (const one of world.findings) told.add(one);
      const uses = world.expectations.removeLayer(name);
      journal.addPart({ title: name, first: afterCall + 1, last: world.lastCall, uses, outcome });
      const gone = fixturePaths([{ expectations: uses.map((use) => use.expectation) }]);
      const stay = fixturePaths([{ expectations: world.expectations.uses().map((use) => use.expectation) }]);
      // The next test may replay the same fixtures from their beginning.
      world.act("command.rewind", { fixtures: [...gone].filter((path) => !stay.has(path)) });
      orders.length = 0;
      return report;
    },
    verify: judge,
    close: (outcome = "unknown") => (closing ??= close(outcome)),
  };
}

/** The fixtures that expectations answer with. */
function fixturePaths(
  layers: readonly { readonly expectations: readonly Expectation[] }[],
): ReadonlySet<string> {
  const answers = layers.flatMap(({ expectations }) => expectations.map(({ answer }) => answer));
  return new Set(answers.flatMap((answer) => (answer.kind === "fixture" ? answer.fixture.path : [])));
}

function journaled(home: WorldHome, id: string, { title, ofTest = false }: WorldSpec): JournaledWorld {
  return { id: storedId(home, id), title, test: ofTest };
}

/** Names a world among all worlds of a run: several processes write to one run's folder. */
function storedId(home: WorldHome, id: string): string {
  return `${process.pid}-${basename(home.folder)}-${id}`;
}
