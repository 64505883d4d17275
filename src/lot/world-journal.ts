import { utf8, type Expectation, type Json, type Place } from "../core/index.ts";
import { httpEvidence, type HttpConfig } from "../doubles/http/index.ts";
import type { StubAnswer, StubEvidence } from "../drift/index.ts";
import { redactText, type ExpectationUse, type World } from "../engine/index.ts";
import { version } from "./version.ts";

/** How what ran in a world ended by itself, whatever its doubles have to say. */
export type WorldOutcome = "passed" | "failed" | "unknown";

/** A world as its journal names it. */
export interface JournaledWorld {
  /** Unique in a run. */
  readonly id: string;
  readonly title: string;
  /** Whether it is one test's own. */
  readonly test: boolean;
  /** Files of its scenario. */
  readonly scenario?: readonly string[] | undefined;
}

/** A test that had a layer of a world. */
export interface JournaledPart {
  readonly title: string;
  /** Numbers of the first and the last call that could be its; the last is lower when there is none. */
  readonly first: number;
  readonly last: number;
  /** What became of its layer's expectations. */
  readonly uses: readonly ExpectationUse[];
  readonly outcome: WorldOutcome;
}

/** Writes a world's journal in the format of docs/reference/journal.md. */
export interface WorldJournal {
  addPart(part: JournaledPart): void;
  /** The whole journal of a world that has ended, redacted. */
  lines(outcome: WorldOutcome): Iterable<Uint8Array>;
}

/** @param module the test file that declares what is not in a scenario's file */
export function createWorldJournal(
  journaled: JournaledWorld,
  { scenario, expectations, log }: Pick<World, "scenario" | "expectations" | "log">,
  module: string | undefined,
): WorldJournal {
  const config = scenario.sections["services"] as HttpConfig | undefined;
  const parts: string[] = [];
  const stubs = (uses: readonly ExpectationUse[]): string => {
    const had = uses.flatMap((use) => (use.overridden ? [] : use.expectation));
    const byId = new Map(had.map((one) => [one.id, one]));
    const evidence = config === undefined ? [] : httpEvidence(config, had).stubs;
    return evidence.map((stub) => stubLine(stub, byId.get(stub.id) as Expectation, module)).join("");
  };
  return {
    addPart: ({ title, first, last, uses, outcome }) => {
      const id = `${journaled.id}.${parts.length + 1}`;
      const part = { kind: "world", id, title, test: true, within: journaled.id, first, last };
      parts.push(`${line(part)}${stubs(uses)}${line({ kind: "end", world: id, outcome })}`);
    },
    *lines(outcome) {
      // All stubs before the calls that name them, so that a journal that breaks off names none that is not there.
      yield utf8(
        `${worldHead({ ...journaled, scenario: scenario.files })}${stubs(expectations.uses())}${parts.join("")}`,
      );
      yield* log.lines();
      yield utf8(line({ kind: "end", world: journaled.id, outcome, calls: log.calls }));
    },
  };
}

/** How the journal of a world begins. */
export function worldHead({ id, title, test, scenario = [] }: JournaledWorld): string {
  const journal = line({ kind: "journal", version: 1, by: `backlot ${version}` });
  return `${journal}${line({ kind: "world", id, title, test, ...(scenario.length === 0 ? {} : { scenario }) })}`;
}

function stubLine(stub: StubEvidence, expectation: Expectation, module: string | undefined): string {
  const { name, service, method, path, text, answers, optional, forbidden, at } = stub;
  const id = lastingId(expectation, module);
  return line({
    kind: "stub",
    id,
    ...(id === expectation.id ? {} : { as: expectation.id }),
    name,
    target: service,
    method,
    path,
    text,
    answers: answers.map(answerLine),
    ...(optional ? { optional } : {}),
    ...(forbidden ? { forbidden } : {}),
    at: at === undefined ? undefined : placeLine(at),
  });
}

/** The same in every world: what test code declares is numbered in its world only. */
function lastingId({ id, at, target, text }: Expectation, module = ""): string {
  if (at.kind === "file") return id;
  const where = at.kind === "code" ? `${at.file}:${at.line}:${at.column}` : `${module}#${id}`;
  return `${where} ${target} ${text}`;
}

function answerLine({ status, mediaType, body, fault }: StubAnswer): object {
  return { status, mediaType, json: body, ...(fault ? { fault } : {}) };
}

function placeLine(at: Place): { readonly [field: string]: Json } | undefined {
  if (at.kind === "input") return { input: at.input };
  return at.kind === "call" ? undefined : { file: at.file, line: at.line, column: at.column };
}

function line(value: object): string {
  return `${redactText(JSON.stringify(value))}\n`;
}
