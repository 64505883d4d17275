import { join, resolve } from "node:path";
import { deepFreeze, type Ports } from "../core/index.ts";
import { writePrivate } from "../disk/index.ts";
import type { Contribution, OverrideFlags, World } from "../engine/index.ts";
import { openServers, type OpenServers } from "../hosts/server/index.ts";
import type { ShimHost, ShimWorld } from "../hosts/shim/index.ts";
import type { ReadFile, Scenario } from "../scenario/index.ts";
import { equippedDoubles, listeners } from "./doubles.ts";
import { defaultPath, worldEnvironment, type WorldEnvironment } from "./environment.ts";
import { killPoint } from "./kill-point.ts";

/** What a fixture says of the test that recorded it. */
export interface TestFacts {
  /** The test's file, from the project's folder. */
  readonly module?: string | undefined;
  readonly function?: string | undefined;
}

/** What opening a world takes. */
export interface WorldSpec {
  readonly scenario: Scenario;
  /** Reads files that replies declared later name. */
  readonly readFile: ReadFile;
  /** The project's folder. */
  readonly root: string;
  /** Writes a text for reviewers beside each fixture that is recorded. */
  readonly review?: boolean | undefined;
  /** The fixture that the world is opened for: it fails when nothing is recorded. */
  readonly mustRecord?: string | undefined;
  /** The test that opened it, for what it records. */
  readonly test?: TestFacts | undefined;
  /** Whether it is one test's own. */
  readonly ofTest?: boolean | undefined;
  /** How it is called in reports: "main", a test's name. */
  readonly title: string;
  readonly flags?: OverrideFlags | undefined;
  /** The environment that programs inherit. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Its programs belong to whoever starts them: they carry no mark of this process and live on without it. */
  readonly foreignPrograms?: boolean | undefined;
  /** Where its journal and report go when it closes; absent: nowhere. */
  readonly runFolder?: string | undefined;
  /** Its doubles may run programs: somebody said `--allow-code`, which no file can. */
  readonly allowCode?: boolean | undefined;
  /** It is the world that a run itself opens, around the program. */
  readonly ofRun?: boolean | undefined;
}

/** What a lot gives its worlds. */
export interface WorldHome {
  /** The lot's folder. */
  readonly folder: string;
  readonly shim: ShimHost;
  readonly handler: Ports["handler"];
}

/** What of a world programs can reach. */
export interface WorldHosts {
  readonly servers: OpenServers;
  readonly shim: ShimWorld;
  readonly urls: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, number>>;
}

/**
 * Opens the ports and commands of a world.
 * @param undo gets a step for each thing that was opened
 */
export async function openHosts(
  home: WorldHome,
  folder: string,
  world: World,
  spec: WorldSpec,
  undo: (() => Promise<void> | void)[],
): Promise<WorldHosts> {
  const { scenario } = spec;
  const servers = await openServers({
    services: listeners(scenario).map(({ name, port }) => ({ name, ...(port === null ? {} : { port }) })),
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
  const sealedPath = scenario.unknownCommands === "refuse" ? realPath(spec) : undefined;
  const shim = home.shim.addWorld({ folder, commands: [...commands], sink: world, sealedPath });
  undo.push(() => shim.close());
  killPoint("world.commands-made");
  for (const one of contributions) {
    for (const [name, bytes] of Object.entries(one.files)) writePrivate(join(folder, "files", name), bytes);
  }
  return { servers, shim, urls, hosts: portsOf(contributions, servers) };
}

/** The PATH on which real programs of a world lie. */
export function realPath({ scenario, inherited }: WorldSpec): string {
  return scenario.env["PATH"] ?? inherited["PATH"] ?? defaultPath;
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

/** The environment for programs of a world. */
export function environmentOf(
  world: World,
  hosts: WorldHosts,
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
      path: (rest) => hosts.shim.path(rest),
      sealed: hosts.shim.sealedPath !== undefined,
      lotFolder: spec.foreignPrograms === true ? undefined : home.folder,
      worldFolder: folder,
      runFolder: spec.runFolder,
      record: spec.flags?.record,
      rules: spec.flags?.rules === undefined ? undefined : resolve(spec.flags.rules),
    }),
  );
}
