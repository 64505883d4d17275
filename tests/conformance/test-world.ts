import { BacklotError, type Ports } from "../../src/core/index.ts";
import {
  createLog,
  createWorld,
  resolve,
  type CallRecord,
  type DoubleEvent,
  type World,
} from "../../src/engine/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { fakePorts } from "./fake-ports.ts";
import { Program, type Bend } from "./program.ts";
import type { Conversation, Subject } from "./subject.ts";
import { watch, type Watch } from "./watched-double.ts";

/** A world with one double in it, and programs that talk to it. The only file that knows how worlds are made. */
export interface TestWorld {
  readonly world: World;
  readonly watch: Watch;
  /** Has a conversation; gives what was answered and what was wrong with how. */
  talk(conversation: Conversation, bend?: Bend): Promise<Talk>;
  /** The journal's events, as they stand there. */
  events(): DoubleEvent[];
  records(): CallRecord[];
}

/** What became of one conversation. */
export interface Talk {
  readonly lines: readonly string[];
  readonly text: string;
  readonly closed: boolean;
  readonly counts: Program["reply"]["counts"];
  /** What broke the contract of a call. */
  readonly faults: readonly string[];
}

/** Opens a world for a subject. @param ports what its double gets from outside; fakes when absent */
export function openTestWorld(subject: Subject, ports: Ports = fakePorts()): TestWorld {
  const scenario: Scenario = {
    files: ["conformance.toml"],
    seed: 7,
    now: "2025-01-15T10:30:00Z",
    inOrder: [],
    shared: false,
    env: {},
    envPass: [],
    layers: subject.layers ?? [],
    sections: {},
    unknownCommands: "pass",
    allow: [],
  };
  const watched = watch(subject.double);
  const world = createWorld({
    scenario,
    settings: resolve(scenario, { realNowMs: 0 }),
    doubles: [{ double: watched.double, config: subject.config }],
    ports,
    log: createLog({ redact: (line) => line }),
  });
  const journal = (): ReturnType<World["log"]["read"]> => world.log.read(0, world.log.count);
  return {
    world,
    watch: watched,
    talk: (conversation, bend) => talk(world, conversation, bend, subject.deadlineMs),
    events: () => journal().flatMap((record) => (record.kind === "event" ? [record.event] : [])),
    records: () => journal().flatMap((record) => (record.kind === "call" ? [record] : [])),
  };
}

async function talk(
  world: World,
  conversation: Conversation,
  bend: Bend | undefined,
  deadlineMs = 5_000,
): Promise<Talk> {
  const program = new Program(conversation, bend);
  const faults: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((settle) => {
    timer = setTimeout(settle, deadlineMs, "late");
  });
  const serving = world.accept(program).then(
    () => "served" as const,
    (error: unknown) => {
      faults.push(`the world failed: ${error instanceof BacklotError ? error.message : String(error)}`);
    },
  );
  void program.act();
  if ((await Promise.race([serving, late])) === "late") faults.push("never ends");
  clearTimeout(timer);
  const { lines, text, closed, counts } = program.reply;
  if (!closed && !program.gone.aborted && bend?.fault === undefined) faults.push("leaves the answer open");
  return { lines, text, closed, counts, faults: [...faults, ...program.reply.faults] };
}
