import { utf8, type HeaderList } from "../../core/index.ts";
import { checkRequest } from "./check-request.ts";
import type { Contract } from "./contract.ts";
import { contractOf, document } from "./testing-convo.ts";

/** What a request brings besides its line. */
export interface Sent {
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
}

/** What is wrong with a request, a line each. */
export function check(contract: Contract, line: string, { headers = [], body = "" }: Sent = {}): string[] {
  const [method, target] = line.split(" ") as [string, string];
  const at = target.indexOf("?");
  const path = at < 0 ? target : target.slice(0, at);
  const found = contract.find(method, path);
  if (found.kind !== "operation") throw new Error(`no operation for ${line}`);
  const bytes = typeof body === "string" ? utf8(body) : body;
  const request = { query: at < 0 ? "" : target.slice(at + 1), headers, params: found.params, body: bytes };
  return checkRequest(contract, found.operation, request).map(({ rule, what }) => `${rule}: ${what}`);
}

/** The media type of JSON. */
export const json: HeaderList = [["Content-Type", "application/json; charset=utf-8"]];
/** An operation that answers 200. */
const answers = { responses: { 200: { description: "" } } };

/** A contract with GET /a/{id} that has these parameters, and POST /a/{id} with this body. */
export function contractWith(
  parameters: readonly object[],
  requestBody?: object,
  more: object = {},
): Contract {
  const id = parameters.some((one) => (one as { in: string }).in === "path")
    ? []
    : [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  return contractOf(
    document({
      paths: {
        "/a/{id}": {
          parameters: [...id, ...parameters],
          get: answers,
          post: requestBody === undefined ? answers : { ...answers, requestBody },
        },
      },
      ...more,
    }),
    "api.json",
  );
}
