import { ok } from "../../core/index.ts";
import type { Answer, Result } from "../../core/index.ts";
import {
  decodeValue,
  mapped,
  oneOrMany,
  optional,
  string,
  table,
  type EntryExpectation,
  type Infer,
  type InferInput,
  type MapContext,
  type Shape,
  type ValueOptions,
} from "../../scenario/index.ts";
import {
  httpReply,
  stubEndFields,
  stubHints,
  stubMatchFields,
  stubOf,
  type Stub,
} from "../../stubs/index.ts";
import { checkResourceRequest } from "./resource/link-resources.ts";
import { resourceName } from "./resource/resource-schema.ts";

const stubTable = table(
  {
    ...stubMatchFields,
    reply: optional(oneOrMany(httpReply), "What it answers; a list answers call by call.", {
      example: { json: { ok: true } },
    }),
    resource: optional(
      string(resourceName),
      "The resource of the service that answers: it is listed and added to where the path ends in a word, and read, changed and removed where it ends in {name}.",
      { example: "spaces" },
    ),
    ...stubEndFields,
  },
  { rules: [{ rule: "at-most-one", of: ["reply", "resource", "handler"] }], hints: stubHints },
);

/** One entry of `stubs`, alone: what `world.service(...)` builds is checked with this. */
export const stubEntry: Shape<Stub, InferInput<typeof stubTable>> = mapped(stubTable, toStub);

function toStub(fields: Infer<typeof stubTable>, context: MapContext): Stub | undefined {
  const { resource, request } = fields;
  const own: Answer | undefined = resource === undefined ? undefined : { kind: "resource", resource };
  const stub = stubOf("http", fields, context, own);
  return resource === undefined || checkResourceRequest(request.line, context) ? stub : undefined;
}

/**
 * Checks a stub that test code declares, by the definition that files are read with.
 * @example decodeStub("convo", { request: "GET /healthz", reply: { status: 503 } }, { label: "healthz" })
 */
export function decodeStub(service: string, value: unknown, options: ValueOptions): Result<EntryExpectation> {
  const stub = decodeValue(stubEntry, value, options);
  return stub.ok ? ok({ ...stub.value, target: service }, stub.findings) : stub;
}
