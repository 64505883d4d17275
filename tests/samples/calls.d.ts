import type {
  AbortSignalLike,
  Call,
  CallHead,
  CallInput,
  CloseHow,
  CommandHead,
  Expectation,
  HttpHead,
  Matcher,
  Place,
  Ports,
  RegexPort,
  Reply,
} from "../../src/core/index.ts";
import type { Arrival, Facts } from "../../src/engine/index.ts";
/** Small values that tests of this room, of verification and of the doubles are made of. */
/** Regular expressions without a budget; "SLOW" in a pattern runs out of it. */
export declare const plainRegex: RegexPort & {
  readonly slow: string[];
};
/** Ports that refuse all but regular expressions and the stopwatch, which moves on 2 ms at each look. */
export declare function samplePorts(more?: Partial<Ports>): Ports;
/** Where the line of a scenario is. */
export declare function lineAt(line: number, file?: string): Place;
/** An expectation of the command "tool", to be changed. */
export declare function expectation(
  id: string,
  more?: Partial<Expectation> & {
    word?: Matcher;
  },
): Expectation;
/** The facts of a call with one word. */
export declare function factsOf(word: string, target?: string): Facts;
/** A signal that a test sets off. */
declare function sampleGone(): AbortSignalLike & {
  aborted: boolean;
  abort(): void;
};
/** What a reply was told, in order. */
export type Said =
  | readonly ["head", status: number, headers: Readonly<Record<string, string>>]
  | readonly ["stdout" | "stderr" | "raw", text: string]
  | readonly ["wait", ms: number]
  | readonly ["pipe", mode: string]
  | readonly ["end"]
  | readonly ["close", how: CloseHow];
/** An arrival that keeps what its reply was told. */
export interface SampleArrival extends Arrival {
  readonly said: Said[];
  readonly gone: ReturnType<typeof sampleGone>;
}
/** A call as a host would bring it. */
export declare function arrivalOf(
  head: CallHead,
  input?: readonly CallInput[],
  reply?: Partial<Reply>,
): SampleArrival;
/** The same as a numbered call. */
export declare function callWith(arrival: Arrival, id?: number): Call;
export declare function httpHead(line: string, more?: Partial<HttpHead>): HttpHead;
export declare function commandHead(words: readonly string[], more?: Partial<CommandHead>): CommandHead;
export {};
