import { basename, join } from "node:path";
import { deepFreeze, type Expectation, type Finding, type Layer, type Ports } from "../core/index.ts";
import {
  makePrivateFolder,
  openSpillFile,
  removePrivateFolder,
  writePrivate,
  whileWriting,
} from "../disk/index.ts";
import {
  type Contribution,
  createLog,
  createWorld,
  redactText,
  resolve,
  type Settings,
  type World,
  type WorldReport,
} from "../engine/index.ts";
import { openServers, type OpenServers } from "../hosts/server/index.ts";
import type { ShimHost, ShimWorld } from "../hosts/shim/index.ts";
import type { ReadFile, Scenario } from "../scenario/index.ts";
import { verify, type Order, type VerifyScope } from "../verify/index.ts";
import type { HttpConfig } from "../doubles/http/index.ts";
import { equippedDoubles } from "./doubles.ts";
import { worldEnvironment, type WorldEnvironment } from "./environment.ts";
import { worldPorts } from "./ports.ts";
import { killPoint } from "./kill-point.ts";
import { noteWorldOpen, storeWorld, type StoredWorld } from "./run-folder.ts";

/** What opening a world takes. */
export interface WorldSpec {
  readonly scenario: Scenario;
  /** Reads files that replies declared later name. */
  readonly readFile: ReadFile;
  /** How it is called in reports: "main", a test's name. */
  readonly title: string;
  readonly flags?: { readonly seed?: string | undefined; readonly now?: string | undefined } | undefined;
  /** The environment that programs inherit. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Its programs belong to whoever starts them: they carry no mark of this process and live on without it. */
  readonly foreignPrograms?: boolean | undefined;
  /** Where its journal and report go when it closes; absent: nowhere. */
  readonly runFolder?: string | undefined;
}

/** What a lot gives its worlds. */
export interface WorldHome {
  /** The lot's folder. */
  readonly folder: string;
  readonly shim: ShimHost;
  readonly handler: Ports["handler"];
}

/** A world with its ports and commands, as the lot holds it. */
export interface LiveWorld {
  readonly id: string;
  readonly title: string;
  readonly folder: string;
  readonly world: World;
  readonly settings: Settings;
  readonly environment: WorldEnvironment;
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
  popLayer(name: string): WorldReport;
  verify(scope?: Partial<VerifyScope>): WorldReport;
  /** Ends its hosts, stores what it saw, removes its folder. Safe to call twice: the same report. */
  close(): Promise<StoredWorld>;
}

/** Milliseconds that calls get to end when their hosts are closed; a handler may hang. */
const settleMsMax = 1_000;

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
    const world = createWorld({
      scenario: spec.scenario,
      settings,
      doubles: equippedDoubles.map(({ double, section }) => ({
        double,
        config: spec.scenario.sections[section.key],
      })),
      ports: worldPorts(folder, home.handler),
      log: createLog({ spill, redact: redactText }),
    });
    const hosts = await openHosts(home, folder, world, spec.scenario, undo);
    const environment = environmentOf(world, hosts, home, folder, spec);
    if (spec.runFolder !== undefined) noteWorldOpen(spec.runFolder, storedId(home, id), spec.title);
    killPoint("world.open");
    return liveWorld({ home, id, spec, settings, folder, world, hosts, environment, unwind });
  } catch (error) {
    await unwind();
    throw whileWriting(folder, error);
  }
}

interface Hosts {
  readonly servers: OpenServers;
  readonly shim: ShimWorld;
  readonly urls: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, number>>;
}

async function openHosts(
  home: WorldHome,
  folder: string,
  world: World,
  scenario: Scenario,
  undo: (() => Promise<void> | void)[],
): Promise<Hosts> {
  const { services } = scenario.sections["services"] as HttpConfig;
  const servers = await openServers({
    services: services.map(({ name, port }) => ({ name, ...(port === null ? {} : { port }) })),
    sink: world,
    report: (_service, one) => world.report(one),
  });
  undo.push(() => servers.close());
  killPoint("world.ports-open");
  const urls = Object.fromEntries(Object.entries(servers.addresses).map(([name, { url }]) => [name, url]));
  const contributions = world.contribute({ services: urls, folder });
  const declared = scenario.layers
    .flatMap((layer) => layer.expectations)
    .filter((one) => one.double === "command");
  const commands = new Set([
    ...contributions.flatMap((one) => one.commands),
    ...declared.map((one) => one.target),
  ]);
  const shim = await home.shim.addWorld({ folder, commands: [...commands], sink: world });
  undo.push(() => shim.close());
  killPoint("world.commands-made");
  for (const one of contributions) {
    for (const [name, bytes] of Object.entries(one.files)) writePrivate(join(folder, "files", name), bytes);
  }
  return { servers, shim, urls, hosts: portsOf(contributions, servers) };
}

/** Where connections to the real hosts go that doubles stand in for. */
function portsOf(
  contributions: readonly Contribution[],
  servers: OpenServers,
): Readonly<Record<string, number>> {
  const found = contributions.flatMap(({ hosts }) =>
    Object.entries(hosts).map(([host, service]) => [host, servers.addresses[service]?.port ?? 0] as const),
  );
  return Object.fromEntries(found);
}

function environmentOf(
  world: World,
  hosts: Hosts,
  home: WorldHome,
  folder: string,
  spec: WorldSpec,
): WorldEnvironment {
  const contributions = world.contribute({ services: hosts.urls, folder });
  return deepFreeze(
    worldEnvironment({
      inherited: spec.inherited,
      own: spec.scenario.env,
      pass: spec.scenario.envPass,
      contributions: contributions.map((contribution, index) => ({
        double: equippedDoubles[index]?.double.name ?? "",
        contribution,
      })),
      binFolder: hosts.shim.binFolder,
      lotFolder: spec.foreignPrograms === true ? undefined : home.folder,
      worldFolder: folder,
      runFolder: spec.runFolder,
    }),
  );
}

interface LiveParts {
  readonly home: WorldHome;
  readonly id: string;
  readonly spec: WorldSpec;
  readonly settings: Settings;
  readonly folder: string;
  readonly world: World;
  readonly hosts: Hosts;
  readonly environment: WorldEnvironment;
  readonly unwind: () => Promise<void>;
}

function liveWorld(parts: LiveParts): LiveWorld {
  const { home, id, spec, settings, folder, world, hosts, environment } = parts;
  const orders: Order[] = [];
  let declared = 0;
  const told = new Set<Finding>();
  const firstCalls = new Map<string, number>();
  // Orders are judged test by test: the next one begins the order again.
  let judgedCalls = 0;
  let closing: Promise<StoredWorld> | undefined;
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
  const close = async (): Promise<StoredWorld> => {
    // Calls that are still open end with their hosts, so that they are journaled before anything is judged.
    const sealed = world.seal();
    await Promise.all([hosts.servers.close(), hosts.shim.close()]);
    await Promise.race([sealed, new Promise((resolve) => setTimeout(resolve, settleMsMax).unref())]);
    const stored: StoredWorld = {
      report: judge(),
      shared: settings.shared.value,
      journalLines: world.log.count,
    };
    killPoint("world.closing");
    try {
      if (spec.runFolder !== undefined)
        storeWorld(spec.runFolder, storedId(home, id), stored, world.log.lines());
      killPoint("world.stored");
    } finally {
      await parts.unwind();
    }
    killPoint("world.closed");
    return stored;
  };
  return {
    id,
    title: spec.title,
    folder,
    world,
    settings,
    environment,
    urls: hosts.urls,
    hosts: hosts.hosts,
    orders,
    readFile: spec.readFile,
    nextId: () => ++declared,
    declare: (layer, expectation) => {
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
    popLayer: (name) => {
      const report = judge({
        world: name,
        layer: name,
        afterCall: firstCalls.get(name) ?? 0,
        ordersAfterCall: firstCalls.get(name) ?? 0,
        withoutCounts: false,
      });
      judgedCalls = world.lastCall;
      for (const one of world.findings) told.add(one);
      world.expectations.removeLayer(name);
      orders.length = 0;
      return report;
    },
    verify: judge,
    close: () => (closing ??= close()),
  };
}

/** Names a world among all worlds of a run: several processes write to one run's folder. */
function storedId(home: WorldHome, id: string): string {
  return `${process.pid}-${basename(home.folder)}-${id}`;
}
