import { resolve } from "node:path";
import type { SimulatorState } from "../doubles/github/index.ts";
import type { ScenarioInput } from "./doubles.ts";
import { parseInput } from "../scenario/index.ts";
import { keepFor } from "./handles/data.ts";
import type { TestIdentity } from "./handles/test-fixture.ts";
import type { OpenedWorld, OpenRequest } from "./operations.ts";
import { lotWorkerScript } from "./scripts.ts";
import { startLotThread, type LotClient } from "./thread/client.ts";
import { worldHandle, type World, type WorldControl } from "./world-handle.ts";

/** What openWorld takes besides a scenario. */
export interface OpenOptions {
  /** How the world is called in reports; the scenario's name if absent. */
  readonly title?: string;
  /** Folder that a search for the scenario starts in, and that relative paths start from; the current one if absent. */
  readonly cwd?: string;
  /** The environment that programs inherit; this process's if absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The test that opens it, for the metadata of what it records; the title stands for its name if absent. */
  readonly test?: { readonly module?: string; readonly function?: string };
  /** Beats the scenario's seed. */
  readonly seed?: number;
  /** Beats the scenario's `now`; RFC 3339 with offset. */
  readonly now?: string;
  /** File of scrubbing rules of your own for what is recorded, from `cwd`; see `backlot scrub --rules`. */
  readonly rules?: string;
  /** Lets doubles run programs, as a scenario's `live` tools and `allow_real_bash` ask; as `--allow-code`. */
  readonly allowCode?: boolean;
}

// One lot per process, whatever number of copies of this module a test runner loads.
const key = Symbol.for("backlot.lot.0.1");
const holder = globalThis as { [key]?: LotClient };

/** The lot of this process, started on first use. */
function processLot(): LotClient {
  return (holder[key] ??= startLotThread(lotWorkerScript()));
}

/**
 * Opens a world from a scenario: the path of a file, several (joined), or an object as defineScenario() takes.
 * Without one, the nearest backlot.toml.
 * @throws ConfigValidationError with every finding of a broken scenario; then nothing was started
 * @example
 * await using world = await openWorld("backlot.toml");
 * execFileSync("./release.sh", { env: world.env });
 */
export async function openWorld(
  scenario?: string | readonly string[] | ScenarioInput | Partial<SimulatorState>,
  options: OpenOptions = {},
): Promise<World> {
  return openControlled(scenario, options);
}

/** openWorld for the runners' integrations, which end a world themselves. */
export async function openControlled(
  scenario: string | readonly string[] | ScenarioInput | Partial<SimulatorState> | undefined,
  options: OpenOptions & { readonly identity?: TestIdentity },
): Promise<WorldControl> {
  const client = processLot();
  const files =
    typeof scenario === "string"
      ? [scenario]
      : Array.isArray(scenario)
        ? (scenario as readonly string[])
        : [];
  const value =
    typeof scenario === "object" && !Array.isArray(scenario)
      ? parseInput(scenario, keepFor(client))
      : undefined;
  const request: OpenRequest = {
    files,
    ...(value === undefined ? {} : { value }),
    cwd: options.cwd ?? process.cwd(),
    title: options.title ?? "world",
    ...(options.test === undefined ? {} : { test: options.test }),
    // Only a test has a place in its file.
    ofTest: options.identity !== undefined,
    ...(options.allowCode === undefined ? {} : { allowCode: options.allowCode }),
    env: { ...(options.env ?? process.env) },
    flags: {
      ...(options.seed === undefined ? {} : { seed: String(options.seed) }),
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.rules === undefined ? {} : { rules: resolve(options.cwd ?? process.cwd(), options.rules) }),
    },
  };
  const opened = (await client.call("open", request)) as OpenedWorld;
  return worldHandle(client, opened, options.identity);
}
