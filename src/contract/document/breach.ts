import type { FindingName } from "../../core/index.ts";

/** Something in a request or an answer that the contract does not have. A finding is made of it by who knows the call. */
export interface Breach {
  /** The rule, as findings are named. */
  readonly rule: Extract<
    FindingName,
    | "missing-input"
    | "invalid-request"
    | "undeclared-query"
    | "undeclared-header"
    | "undeclared-request-type"
    | "missing-credentials"
    | "undeclared-answer-type"
    | "undeclared-status"
    | "undeclared-fault"
    | "invalid-answer"
  >;
  /** One line: `query parameter "page" must be an integer, is "x"`. */
  readonly what: string;
  readonly part: "path" | "query" | "header" | "cookie" | "body" | "security" | "status";
  /** The parameter's name; in a body the JSON Pointer of the value; else "". */
  readonly path: string;
  /** The keyword of JSON Schema that is broken, where one is. */
  readonly keyword?: string;
  /** JSON Pointer of what says so in the contract: Contract.placesOf gives its place. */
  readonly declared: string;
  /** What is declared instead: media types, statuses, names near by. */
  readonly near?: readonly string[];
}
