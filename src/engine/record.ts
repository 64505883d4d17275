import type { Expectation, Finding, HeaderList, Json, Place, TextOrBase64 } from "../core/index.ts";

/** How a call ended, as its record says it. */
export type CallOutcome = "answered" | "passed" | "refused" | "gone" | "failed";

/** Bytes in a record: whole, or cut with the full length beside. */
export interface RecordedBytes {
  readonly data: TextOrBase64;
  /** Full length in bytes; absent when `data` is whole. */
  readonly length?: number;
}

/** What a call record holds of an HTTP exchange. */
export interface HttpRecord {
  readonly protocol: "http";
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
  /** Absent when the body was never read. */
  readonly body?: RecordedBytes;
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body?: RecordedBytes;
    readonly fault?: string;
  };
  /**
   * Headers of the answer that differ from call to call, and that the double made itself: dates, numbers of requests. The
   * journal lists them behind the others, so that everything else may be the same data for many calls.
   */
  readonly varying?: HeaderList;
}

/** What a call record holds of a command. */
export interface CommandRecord {
  readonly protocol: "command";
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Names only; values of the environment are not kept. */
  readonly envNames?: readonly string[];
  /** Its streams that are terminals; absent when none is. */
  readonly terminals?: readonly ("stdin" | "stdout" | "stderr")[];
  /** Absent when standard input was never read. */
  readonly stdin?: RecordedBytes;
  readonly stdout?: RecordedBytes;
  readonly stderr?: RecordedBytes;
  /** Exit code; null when it ended by a signal or is unknown. */
  readonly exitCode?: number | null;
  readonly signal?: string | null;
}

/** Who made a call, by names of the scenario; never a secret. */
export interface CallIdentity {
  /** Name of the declared token that it carried; null: none, or one that nobody declared. */
  readonly carried: string | null;
  /** Login in whose name it was answered; null: nobody's. */
  readonly actor: string | null;
  /** The token was only recorded: nothing was refused for its sake. */
  readonly accepted?: true;
}

/** One call, as the journal keeps it: appended once, when the call has ended. */
export interface CallRecord {
  readonly kind: "call";
  /** Number in its world, from 1, in order of arrival. */
  readonly id: number;
  readonly double: string;
  readonly target: string;
  /** One line: "GET /healthz", "kubectl apply -f -". */
  readonly text: string;
  readonly detail: HttpRecord | CommandRecord;
  readonly outcome: CallOutcome;
  /** Id of the expectation that answered, or null. */
  readonly expectation: string | null;
  /** Its name or text, for people. */
  readonly answeredBy: string | null;
  /** World clock at arrival. */
  readonly at: string;
  /** Measured, in milliseconds; left out of the canonical journal. */
  readonly durationMs: number;
  readonly pid?: number;
  /** The failure was scripted by the scenario. */
  readonly scripted?: boolean;
  /** The answer was made from the contract alone: nobody said what the real service answers. */
  readonly fidelity?: "synthetic";
  readonly identity?: CallIdentity;
  /** Keys that the call was counted under, for limits. */
  readonly counted?: readonly string[];
  readonly findings: readonly Finding[];
}

/** An event of a world's state. */
export interface EventRecord {
  readonly kind: "event";
  readonly double: string;
  readonly at: string;
  /** Number of the call that caused it, or null. */
  readonly call: number | null;
  readonly event: { readonly type: string; readonly [field: string]: Json };
}

/** A line of the journal. */
export type JournalRecord = CallRecord | EventRecord;

/** An expectation and what became of it. */
export interface ExpectationUse {
  readonly expectation: Expectation;
  /** Layer it stands in. */
  readonly layer: string;
  /** Numbers of the calls it answered. */
  readonly calls: readonly number[];
  /** A higher layer answered for it. */
  readonly overridden: boolean;
}

/** A check that was switched off and what it hid. */
export interface Allowed {
  readonly rule: string;
  readonly reason: string;
  readonly at: Place;
  readonly findings: readonly Finding[];
}

/** What is to be said of one world when it closes. */
export interface WorldReport {
  /** Stable in a run: "main", a test's name, ... */
  readonly world: string;
  /** The scenario's name or its file. */
  readonly scenario: string;
  readonly files: readonly string[];
  readonly calls: readonly CallRecord[];
  readonly expectations: readonly ExpectationUse[];
  /** Root causes first; what only follows stands in `consequences`. */
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
  /** Of a world of a shared base: what its doubles would have to say, judged over the run. */
  readonly pending?: readonly Finding[];
  /** Notes: what was not checked ("service shipping has no contract"). */
  readonly unchecked: readonly string[];
  /** Notes: what programs could still reach that no double stands for. */
  readonly unsealed: readonly string[];
}

/** The report of a run: all its worlds. What every renderer gets. */
export interface RunReport {
  /** backlot's version. */
  readonly version: string;
  /** What was run, for `backlot run`. */
  readonly command?: readonly string[];
  /** The program's exit code; null when it ended by a signal; absent when nothing was run. */
  readonly programExit?: number | null;
  readonly programSignal?: string;
  readonly worlds: readonly WorldReport[];
  /** Findings of the run itself: worlds never closed, journals cut short. */
  readonly findings: readonly Finding[];
  readonly durationMs: number;
  /** What `backlot run` exits with. */
  readonly exitCode: number;
}
