import { BacklotError, deepFreeze, type Json } from "../../../src/core/index.ts";
import { jsonFaults } from "../json-faults.ts";
import { startedAt } from "../watched-double.ts";
import { failures, soundness, tell, within, type Check } from "./check.ts";

/** What holds for a double's state, its decisions, its events and its reads. */
export const stateChecks: readonly Check[] = [
  {
    name: "start() gives JSON, the same each time, and leaves its configuration alone",
    run: async ({ double, config }) => {
      const before = JSON.stringify(config);
      const first = double.start(config, startedAt);
      const second = double.start(config, startedAt);
      return [
        ...jsonFaults(first, "state"),
        ...(JSON.stringify(first) === JSON.stringify(second) ? [] : ["two starts differ"]),
        ...(JSON.stringify(config) === before ? [] : ["start changes the configuration"]),
      ];
    },
  },
  {
    name: "decide is pure, state is JSON, and the journal's events rebuild it",
    run: async (subject) => {
      const told = await tell(subject);
      return [...failures(told), ...soundness(subject, told)];
    },
  },
  {
    name: "a world leaves nothing behind for the next one",
    run: async (subject) => {
      const before = JSON.stringify(subject.double.start(subject.config, startedAt));
      await tell(subject);
      const after = JSON.stringify(subject.double.start(subject.config, startedAt));
      return before === after ? [] : [`a new state is ${after}, it was ${before}`];
    },
  },
  {
    name: "events hold none of the story's secrets, in no encoding",
    run: async (subject) => {
      const { world } = await tell(subject);
      const text = JSON.stringify(world.events());
      return subject.secrets.flatMap((secret) =>
        Object.entries(spellings(secret))
          .filter(([, spelling]) => text.includes(spelling))
          .map(([encoding]) => `the secret ${secret} stands in an event (${encoding})`),
      );
    },
  },
  {
    name: "queries give JSON and change nothing, whatever they are asked",
    run: async (subject) => {
      const { world } = await tell(subject);
      const json = world.watch.states.at(-1) ?? "null";
      return Object.entries(subject.double.queries).flatMap(([name, query]) => {
        const asked = [...garbage, ...(subject.queries?.[name] ?? [])];
        return asked.flatMap((args) =>
          within(
            `${name}(${JSON.stringify(args)})`,
            askOnce(json, (state) => query(state, args, subject.config)),
          ),
        );
      });
    },
  },
  {
    name: "acts are decided like calls",
    run: async (subject) => {
      const told = await tell(subject);
      const asked = Object.entries(subject.acts ?? {});
      for (const [name, list] of asked) {
        for (const args of list) told.world.world.act(`${subject.double.name}.${name}`, args);
      }
      const unknown = asked.filter(([name]) => subject.double.acts?.[name] === undefined);
      return [...unknown.map(([name]) => `there is no act ${name}`), ...soundness(subject, told)];
    },
  },
  {
    name: "contribute() is pure and names what may be named",
    run: async ({ double, config }) => {
      const addresses = deepFreeze({ services: { probe: "http://127.0.0.1:1" }, folder: "/world" });
      const first = double.contribute(config, addresses);
      const second = double.contribute(config, addresses);
      const words = [
        ...Object.entries(first.env).flat(),
        ...first.unset,
        ...Object.entries(first.hosts).flat(),
      ];
      return [
        ...(JSON.stringify(first) === JSON.stringify(second) ? [] : ["two contributions differ"]),
        ...words.filter((word) => typeof word !== "string").map((word) => `${String(word)} is no text`),
        ...first.commands
          .filter((command) => !/^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/.test(command))
          .map((command) => `${command} is no command's name`),
        ...Object.keys(first.files)
          .filter((name) => name.split("/").some((part) => part === "" || part === "." || part === ".."))
          .map((name) => `${name} is no name of a file`),
      ];
    },
  },
  {
    name: "the same calls give the same answers, events and suggestions in another world",
    run: async (subject) => {
      const [first, second] = [await tell(subject), await tell(subject)];
      const all = (told: typeof first): string =>
        JSON.stringify({
          lines: told.talks.map((talk) => talk.lines),
          events: told.world.events(),
          suggestions: told.world.records().map((record) => told.world.world.suggest(record)),
          notes: told.world.world.notes(),
        });
      return all(first) === all(second) ? failures(first) : [`${all(first)} is not ${all(second)}`];
    },
  },
];

/** Arguments that no query expects. */
const garbage: readonly Json[] = [
  null,
  0,
  "",
  "x",
  [],
  {},
  [null],
  { from: -1, most: "x" },
  { id: { a: 1 } },
];

function askOnce(json: string, ask: (state: unknown) => unknown): string[] {
  const state = deepFreeze(JSON.parse(json) as object);
  try {
    return jsonFaults(ask(state), "answer");
  } catch (error) {
    // A refusal is an answer; any other error is a fault.
    return error instanceof BacklotError && error.code !== "BKL5999" ? [] : [String(error)];
  }
}

function spellings(secret: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(secret);
  const [base64, shiftedOnce, shiftedTwice] = [0, 1, 2].map((shift) => insideBase64(bytes, shift));
  return {
    plain: secret,
    hex: bytes.toString("hex"),
    "percent-encoded": encodeURIComponent(secret),
    base64: base64 ?? "",
    "base64 behind one more byte": shiftedOnce ?? "",
    "base64 behind two more bytes": shiftedTwice ?? "",
    base64url: bytes.toString("base64url"),
  };
}

/** What base64 text holds of bytes, whatever stands before and behind them. */
function insideBase64(bytes: Uint8Array, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
