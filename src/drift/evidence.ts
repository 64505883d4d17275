import type { Contract, Models } from "../contract/index.ts";
import type { HeaderList, Json, Place, TextOrBase64 } from "../core/index.ts";

/**
 * Which kind of witness a finding rests on: A the contract, M a model, S a stub's declaration, J a journal, C a call's
 * place in source code, T results of tests, G git and files, L the lock of the contracts.
 */
export type Witness = "A" | "M" | "S" | "J" | "C" | "T" | "G" | "L";

/** What a service's stubs and calls are held against. */
export interface Anchor {
  readonly contract: Contract;
  readonly models: Models | undefined;
  /** What the lock, or else the document itself, says of where it was taken from. */
  readonly stamp?: AnchorStamp | undefined;
}

/** Where a contract was taken from, and when. */
export interface AnchorStamp {
  readonly source?: string | undefined;
  readonly commit?: string | undefined;
  /** Hexadecimal. */
  readonly sha256?: string | undefined;
  /** YYYY-MM-DD */
  readonly date?: string | undefined;
}

/** A service that a scenario or a journal names. */
export interface ServiceEvidence {
  readonly name: string;
  /** Undefined: it has no contract. */
  readonly anchor: Anchor | undefined;
  readonly at?: Place | undefined;
}

/** What a stub answers with; a list answers call by call. */
export interface StubAnswer {
  /** Undefined: none is said, so that the contract's first success counts. */
  readonly status: number | undefined;
  readonly mediaType: string | undefined;
  /** Undefined: it has none, or it is known only when it is called (a template, a handler, chunks). */
  readonly body: Json | undefined;
  /** Breaks the answer on purpose. */
  readonly fault: boolean;
}

/** A stub, wherever it is declared: in a scenario, in test code, in another program's own doubles. */
export interface StubEvidence {
  /** The same in every world that has it: "backlot.toml#services.convo.stubs[0]", or file and line. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly service: string;
  /** Upper case; undefined: any. */
  readonly method: string | undefined;
  /** A path, or a template with {name}; undefined where it stands for more than one (`**`, a pattern). */
  readonly path: string | undefined;
  /** How it reads: "GET /api/actors/me". */
  readonly text: string;
  readonly answers: readonly StubAnswer[];
  /** May go unused. */
  readonly optional: boolean;
  /** The call must never come (`times = 0`). */
  readonly forbidden: boolean;
  readonly at?: Place | undefined;
}

/** A call that a program made, as a journal has it. */
export interface ServiceCall {
  /** Number in its world. */
  readonly id: number;
  /** Undefined: no service stands for its host, which is `host`. */
  readonly service: string | undefined;
  readonly host?: string | undefined;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
  /** Undefined: not known, or cut; then it is not checked. */
  readonly body: TextOrBase64 | undefined;
  readonly outcome: "answered" | "passed" | "refused" | "gone" | "failed";
  /** Id of the stub that answered; null: none. */
  readonly stub: string | null;
  /** Undefined: nothing was answered. */
  readonly status: number | undefined;
  /** Body of the answer, where it is known and JSON. */
  readonly answer?: Json | undefined;
  /** Which line of the program called, where the journal says so. */
  readonly caller?: Place | undefined;
  /** Names of the findings that the double had at the call: "unmatched-call", "invalid-request". */
  readonly findings: readonly string[];
}

/** One world of a run: a test, or a whole run of a program. */
export interface WorldEvidence {
  /** Unique among all journals. */
  readonly id: string;
  /** A test's name, or "main". */
  readonly title: string;
  /** Whether it is one test; otherwise nobody knows which test a call belongs to. */
  readonly test: boolean;
  readonly outcome: "passed" | "failed" | "unknown";
  /** Whether its journal is whole. */
  readonly complete: boolean;
  /** Files of its scenario, relative to the project, lowest layer first, where the journal says so. */
  readonly scenario?: readonly string[] | undefined;
  /** Ids of the stubs that it had. */
  readonly stubs: readonly string[];
  readonly calls: readonly ServiceCall[];
  /** Calls of every kind, commands too; undefined: not known. */
  readonly callCount?: number | undefined;
}

/** What the rules about stubs and calls judge. */
export interface DriftEvidence {
  readonly services: readonly ServiceEvidence[];
  readonly stubs: readonly StubEvidence[];
  readonly worlds: readonly WorldEvidence[];
}
