import {
  failed,
  finding,
  isJsonObject,
  isTooDeep,
  limits,
  nearest,
  ok,
  type Json,
  type Result,
} from "../../core/index.ts";
import type { DriftEvidence, ServiceEvidence, StubEvidence } from "../evidence.ts";
import { count, required, tell, text, optional, warnOfUnknown, word, type Fields } from "./fields.ts";
import { knownFields } from "./known-fields.ts";
import { journalLines, type JournalLine } from "./lines.ts";
import { placeOf, problemsOf, type Problems } from "./problems.ts";
import { readCall, type CallReading } from "./read-call.ts";
import { readStub } from "./read-stub.ts";
import {
  addCall,
  isWhole,
  quoted,
  readEnd,
  readWorld,
  tooManyStubs,
  worldEvidence,
  type OpenWorld,
} from "./worlds.ts";

/** What a reader of journals may know besides. */
export interface JournalOptions {
  /** The service that stands for a host ("convo.test", "convo.test:8443"), where a line names only that. */
  readonly serviceOf?: ((host: string) => string | undefined) | undefined;
  /** What may be shown of a line: all of it, unless given. */
  readonly shown?: ((line: string) => string) | undefined;
}

/** Of a line: a body may be as deep as one that is checked, and stands a few fields deep itself. */
const depthMost = limits.checkedDepth + 10;

/** The version of the format that is read and written. */
export const journalVersion = 1;

/**
 * Reads a journal, format version 1 (docs/reference/journal.md): ours, and those of other programs' doubles. The services
 * of what comes back have no contracts: who asks knows them. Fails on everything that is no journal (`invalid-journal`,
 * `over-limit`), each with its line. A journal that was cut is read as far as it goes: its worlds are not complete, and
 * `journal-cut-short` or `world-not-closed` stand in the findings.
 * @param file as the user would write it, for findings and the ids of worlds
 * @example readJournal(".backlot/last/journal.ndjson", bytes)
 */
export function readJournal(
  file: string,
  bytes: Uint8Array,
  { serviceOf = () => undefined, shown = (line) => line }: JournalOptions = {},
): Result<DriftEvidence> {
  const problems = problemsOf(file, shown);
  if (bytes.length > limits.journalFileBytes) {
    const what = `${file} has ${bytes.length} bytes; a journal may have ${limits.journalFileBytes}`;
    return failed([finding("over-limit", { what })]);
  }
  const reading: Reading = {
    file,
    problems,
    calls: { serviceOf, answers: new Map() },
    stubs: new Map(),
    worlds: [],
    open: new Map(),
    current: undefined,
    begun: false,
    cut: undefined,
  };
  for (const line of journalLines(bytes)) if (!readLine(reading, line)) break;
  // What can't be read makes calls without stubs and worlds without ends.
  if (problems.count > 0) return failed(problems.findings());
  if (tooManyStubs(reading.worlds, problems)) return failed(problems.findings());
  const worlds = worldEvidence(file, reading.worlds, (line, stub) => {
    problems.tell(line, `the call is answered by ${quoted(stub)}, and its world has no such stub`);
  });
  if (problems.count > 0) return failed(problems.findings());
  const findings = [...problems.findings(), ...missing(reading, shown)];
  const stubs = [...reading.stubs.values()].map(({ stub }) => stub);
  return ok({ services: servicesOf(stubs, worlds), stubs, worlds }, findings);
}

interface Reading {
  readonly file: string;
  readonly problems: Problems;
  readonly calls: CallReading;
  /** Stubs by id, with the texts of their answers. */
  readonly stubs: Map<string, { readonly stub: StubEvidence; readonly answers: Set<string> }>;
  /** All worlds, in order. */
  readonly worlds: OpenWorld[];
  /** Worlds of this part of the file, by id; a line "journal" begins a new part. */
  readonly open: Map<string, OpenWorld>;
  /** The world that lines belong to which name none. */
  current: OpenWorld | undefined;
  begun: boolean;
  /** The last line, where it breaks off. */
  cut: JournalLine | undefined;
}

/** Returns whether reading goes on. */
function readLine(reading: Reading, line: JournalLine): boolean {
  const { problems } = reading;
  if (line.number > limits.journalLines) {
    problems.tell(line, `a journal has at most ${limits.journalLines} lines`, { name: "over-limit" });
    return false;
  }
  if (line.length > limits.journalLineBytes) {
    const what = `the line has ${line.length} bytes; a line may have ${limits.journalLineBytes}`;
    problems.tell(line, what, { name: "over-limit" });
    return true;
  }
  if (line.text !== undefined && isTooDeep(line.text, depthMost)) {
    const what = `the line holds more than ${depthMost} lists and objects inside each other`;
    problems.tell(line, what, { name: "over-limit" });
    return reading.begun;
  }
  const value = parsed(line);
  if (value === undefined && !line.ended && (reading.begun || line.text?.startsWith("{") === true)) {
    reading.cut = line;
    return false;
  }
  if (!isJsonObject(value)) {
    const what = line.text === undefined ? "the line is no UTF-8" : "the line is no JSON object";
    problems.tell(line, reading.begun ? what : `${reading.file} is no journal: ${what}`);
    return reading.begun;
  }
  const fields: Fields = { object: value, path: "", line, problems };
  if (!reading.begun && value["kind"] !== "journal") {
    const fix = 'Begin the file with the line { "kind": "journal", "version": 1 }.';
    problems.tell(line, `${reading.file} is no journal: its first line does not say so`, { fix });
    return false;
  }
  const kind = required(fields, "kind", word);
  const read = kind === undefined ? undefined : readers[kind];
  if (read !== undefined) return read(reading, fields);
  if (kind !== undefined) {
    problems.tell(line, `no line of a journal has the kind ${quoted(kind)}`, {
      near: nearest(kind, Object.keys(readers)),
    });
  }
  return true;
}

function parsed({ text: json }: JournalLine): Json | undefined {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}

/** What is done with a line of each kind; false: the rest can't be read. */
const readers: Readonly<Record<string, (reading: Reading, fields: Fields) => boolean>> = Object.assign(
  Object.create(null) as object,
  {
    journal: beginJournal,
    world: beginWorld,
    stub: declareStub,
    call: takeCall,
    // What changed a double's state; nothing is judged by it.
    event: () => true,
    end: endWorld,
  },
);

function beginJournal(reading: Reading, fields: Fields): boolean {
  warnOfUnknown(fields, "journal", knownFields.journal);
  optional(fields, "by", text);
  const version = required(fields, "version", count);
  if (version !== undefined && version !== journalVersion) {
    const fix = "Read it with the version of backlot that knows the format.";
    reading.problems.tell(fields.line, `the journal has version ${version}; this reads ${journalVersion}`, {
      fix,
    });
  }
  reading.begun = true;
  reading.current = undefined;
  reading.open.clear();
  return version === journalVersion;
}

function beginWorld(reading: Reading, fields: Fields): boolean {
  const world = readWorld(fields, reading.open);
  if (world === undefined) return true;
  reading.worlds.push(world);
  reading.open.set(world.id, world);
  reading.current = world;
  return true;
}

function declareStub(reading: Reading, fields: Fields): boolean {
  const line = readStub(fields, reading.calls.serviceOf);
  const world = worldOf(reading, fields, line?.world);
  if (line === undefined || world === undefined) return true;
  const { id, as, stub } = line;
  if (stub === undefined && !reading.stubs.has(id)) {
    tell(fields, `stub ${quoted(id)} says neither target nor host, and stands in no line before`);
  }
  world.stubs.set(as, stub === undefined ? id : keepStub(reading.stubs, stub));
  return true;
}

/**
 * The same stub may stand in many worlds; what it answers in any of them is told of it. Two projects may give one id to
 * two stubs: then the later one is told apart by its text.
 * @returns the id of its evidence
 */
function keepStub(stubs: Reading["stubs"], stub: StubEvidence): string {
  const taken = stubs.get(stub.id);
  const free = taken === undefined || isSame(taken.stub, stub);
  const id = free ? stub.id : `${stub.id} (${stub.service} ${stub.text})`;
  const { stub: before, answers } = stubs.get(id) ?? { stub: undefined, answers: new Set<string>() };
  const more = stub.answers.filter((answer) => {
    const shown = JSON.stringify(answer);
    return !answers.has(shown) && answers.add(shown);
  });
  if (before === undefined || more.length > 0) {
    const all = [...(before?.answers ?? []), ...more];
    stubs.set(id, { stub: { ...(before ?? stub), id, answers: all }, answers });
  }
  return id;
}

function isSame(left: StubEvidence, right: StubEvidence): boolean {
  return left.service === right.service && left.method === right.method && left.path === right.path;
}

function takeCall(reading: Reading, fields: Fields): boolean {
  const line = readCall(fields, reading.calls);
  const world = worldOf(reading, fields, line?.world);
  if (line !== undefined && world !== undefined) addCall(world, line, fields.line);
  return true;
}

function endWorld(reading: Reading, fields: Fields): boolean {
  const world = worldOf(reading, fields, optional(fields, "world", word));
  if (world === undefined) return true;
  readEnd(fields, world);
  if (reading.current === world)
    reading.current = world.within?.world.ended === false ? world.within.world : undefined;
  return true;
}

/** The world that a line belongs to: the one that it names, else the last that has begun. */
function worldOf(reading: Reading, fields: Fields, name: string | undefined): OpenWorld | undefined {
  const world = name === undefined ? reading.current : reading.open.get(name);
  if (world !== undefined && !world.ended) return world;
  tell(
    fields,
    name === undefined
      ? 'the line belongs to no world: a line { "kind": "world" } stands before it'
      : `world ${quoted(name)} ${world === undefined ? "has not begun" : "has ended"}`,
  );
  return undefined;
}

/** What tells that a part of the evidence is not there. */
function missing(
  { file, begun, cut, worlds }: Reading,
  shown: (line: string) => string,
): ReturnType<typeof finding>[] {
  const fix = "Run again and let it finish.";
  if (cut !== undefined) {
    const what = `${file} breaks off in line ${cut.number}`;
    return [finding("journal-cut-short", { at: placeOf(file, cut, shown), what, fix })];
  }
  if (!begun) return [finding("journal-cut-short", { what: `${file} is empty`, fix })];
  if (worlds.length === 0) return [finding("journal-cut-short", { what: `${file} has no world`, fix })];
  return worlds.flatMap((world) => {
    if (isWhole(world) || (world.within !== undefined && world.ended)) return [];
    const at = placeOf(file, world.line, shown);
    const { title, promised = 0, callCount, ended } = world;
    return ended
      ? [
          finding("journal-cut-short", {
            at,
            what: `${quoted(title)} made ${promised} calls, and ${callCount} are there`,
          }),
        ]
      : [finding("world-not-closed", { at, what: `${quoted(title)} has no end in ${file}` })];
  });
}

function servicesOf(
  stubs: readonly StubEvidence[],
  worlds: DriftEvidence["worlds"],
): readonly ServiceEvidence[] {
  const names = new Set(stubs.map(({ service }) => service));
  for (const { calls } of worlds)
    for (const { service } of calls) if (service !== undefined) names.add(service);
  return [...names].map((name) => ({ name, anchor: undefined }));
}
