import { BacklotError, finding } from "../../src/core/index.ts";
import {
  createLog,
  createWorld,
  redactText,
  resolve,
  type CallRecord,
  type Double,
  type Facts,
  type World,
  type WorldParts,
} from "../../src/engine/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { arrivalOf, commandHead, expectation, samplePorts, type SampleArrival } from "./calls.ts";

/** A scenario that says nothing. */
export const scenario: Scenario = {
  files: ["backlot.toml"],
  inOrder: [],
  shared: false,
  env: {},
  envPass: [],
  layers: [],
  sections: {},
  unknownCommands: "pass",
  allow: [],
  now: "2025-01-15T10:30:00Z",
};

/** A double with state: a bell that counts its rings, refuses to be rung more than its limit, and leaks nothing. */
const bell: Double<{ readonly most: number }, { rings: number }, { readonly ring: number }> = {
  name: "bell",
  protocol: "command",
  start: () => ({ rings: 0 }),
  decide: (state, { ring }) =>
    ring > 3
      ? { refused: "too loud" }
      : Array.from({ length: ring }, () => ({ type: "rung", before: state.rings })),
  reduce: (state) => ({ rings: state.rings + 1 }),
  serve: async (call, context) => {
    const args = call.head.protocol === "command" ? call.head.args : [];
    if (args[0] === "throw") throw new Error("cracked");
    if (args[0] === "report") throw new BacklotError([finding("handler-failed", { what: "it threw" })]);
    if (args[0] === "hang") await new Promise<void>((done) => call.gone.addEventListener("abort", done));
    const facts: Facts = {
      double: "bell",
      target: "ring",
      text: `ring ${args[0] ?? ""}`,
      fields: { word: args[0] ?? "" },
      readable: [],
    };
    const match = await context.match(facts);
    if (match.kind === "unmatched") context.note({ text: `${facts.text} (refused)` });
    const events = await context.commit({ ring: Number(args[1] ?? 0) });
    context.note({ scripted: "refused" in events });
    await call.reply.close({ how: "exit", code: 0 });
  },
  queries: { rings: (state) => state.rings },
  acts: { ring: (_, args) => ({ ring: args as number }) },
  contribute: (config) => ({
    env: { MOST: String(config.most) },
    unset: [],
    files: {},
    commands: ["ring"],
    hosts: {},
  }),
  notes: () => [finding("unchecked-service", { what: "bells are not checked" })],
  suggest: (record) => `ring ${record.id}`,
};

/** Opens a world with the bell alone. */
export function open(layers: Scenario["layers"] = [], more: Partial<WorldParts> = {}): World {
  const settings = resolve({ ...scenario, layers }, { realNowMs: 0 });
  const test = async (_: unknown, value: unknown): Promise<boolean> => value === "yes";
  return createWorld({
    scenario: { ...scenario, layers },
    settings,
    doubles: bells,
    ports: samplePorts({ handler: { run: () => Promise.reject(), test } }),
    log: createLog({ redact: redactText }),
    ...more,
  });
}

/** The bell as worlds take it. */
export const bells = [{ double: bell as Double, config: { most: 3 } }];

/** `ring ARGS` arrives. */
export const ring = (...args: string[]): SampleArrival => arrivalOf(commandHead(["ring", ...args]));
/** Takes every ring. */
export const any = {
  name: "file",
  expectations: [expectation("any", { double: "bell", target: "ring", times: { min: 0, max: null } })],
};
/** The newest record. */
export const only = (world: World): CallRecord => world.calls().at(-1) as CallRecord;
