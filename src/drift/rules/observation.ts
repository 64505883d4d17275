import type { FindingName, Json, Near, Place, Severity } from "../../core/index.ts";
import type { WorldEvidence } from "../evidence.ts";

/** One thing that a rule has seen, at one stub or in one call; all of one rule and subject become one finding. */
export interface Observation {
  readonly rule: FindingName;
  /** Letters of the witnesses: "SA". */
  readonly witness: string;
  /** "convo GET /api/actors/me", a service's name, a host. */
  readonly subject: string;
  readonly what: string;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
  readonly near?: readonly (Near | string)[] | undefined;
  readonly severity?: Severity | undefined;
  readonly at?: Place | undefined;
  /** Id of the stub that it is about. */
  readonly stub?: string | undefined;
  readonly worlds: readonly WorldEvidence[];
  /** The program was refused here, so that a test that failed may have stopped here. */
  readonly stops?: boolean | undefined;
  readonly more?: Readonly<Record<string, Json>> | undefined;
}

/** A subject without its service. @example operationOf("convo GET /api/actors/me") // "GET /api/actors/me" */
export function operationOf(subject: string): string {
  return subject.slice(subject.indexOf(" ") + 1);
}

/** "9 tests", "1 test". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Worlds in words, with what they do: a world that is no test is a run of a program.
 * @example worldsText(worlds, "passes", "pass") // "9 tests pass"
 */
export function worldsText(worlds: readonly WorldEvidence[], one: string, many: string): string {
  const distinct = [...new Map(worlds.map((world) => [world.id, world])).values()];
  const noun = distinct.some(({ test }) => test) ? "test" : "run";
  return `${counted(distinct.length, noun)} ${distinct.length === 1 ? one : many}`;
}
