import type { Finding, FindingName, Json, JsonObject } from "../../core/index.ts";
import type { EditPath } from "../../scenario/index.ts";
import type { StubEvidence } from "../evidence.ts";

/** One thing that can be put right in a scenario file. */
export type Repair = AddStub | DeleteStub | ChangeReply | RefuseReply;

interface RepairOf {
  /** The finding that it settles. */
  readonly rule: FindingName;
  /** "convo GET /api/actors/me" */
  readonly operation: string;
  /** What is done, as a person would say it: "add a stub for GET /api/actors/me/agents, from the model Actor[]". */
  readonly what: string;
  /** What one should know of it: values that were made up, what to add. */
  readonly notes: readonly string[];
}

/** Adds the stub that a call did not find. */
export interface AddStub extends RepairOf {
  readonly repair: "add";
  readonly service: string;
  /** As it stands in a scenario: request, reply, optional. */
  readonly stub: JsonObject;
  /** The uppermost file of each scenario that missed it, where journals say so. */
  readonly missedIn: readonly string[];
}

/** Deletes a stub that nothing calls. */
export interface DeleteStub extends RepairOf {
  readonly repair: "delete";
  readonly stub: StubEvidence;
}

/** Completes what a stub answers; what its author wrote stays. */
export interface ChangeReply extends RepairOf {
  readonly repair: "change";
  readonly stub: StubEvidence;
  readonly answers: readonly AnswerChange[];
}

/** What is changed of one answer of a stub. */
export interface AnswerChange {
  /** Its number among the stub's answers. */
  readonly answer: number;
  readonly status?: number | undefined;
  /** The model that completes the body. */
  readonly model?: string | undefined;
  /** Values that are put into the JSON body. */
  readonly add: readonly { readonly path: EditPath; readonly value: Json }[];
  /** The body as it is then, for doubles that no scenario file declares. */
  readonly whole: Json;
}

/** Puts a refusal in place of an answer that the service never gives. */
export interface RefuseReply extends RepairOf {
  readonly repair: "refuse";
  readonly stub: StubEvidence;
  readonly reply: JsonObject;
}

/** Something that only a person can decide. */
export interface Decision {
  readonly finding: Finding;
  /** Each as "a) ...". */
  readonly options: readonly string[];
  /** Why it is not repaired, where that is not plain. */
  readonly why?: string | undefined;
  /** Text for the place where it is declared. */
  readonly paste?: string | undefined;
}

/** What can be put right, and what has to be decided. */
export interface FixPlan {
  readonly repairs: readonly Repair[];
  readonly decisions: readonly Decision[];
  /** Findings that fail nothing and are left to `backlot drift`. */
  readonly lesser: number;
}
