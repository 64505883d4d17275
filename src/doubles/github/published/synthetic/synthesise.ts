import { type AssetsPort, type Json } from "../../../../core/index.ts";
import type { DescribedAnswer, Operation } from "../operation.ts";
import type { PackedSchemas } from "../schemas.ts";
import { sample } from "./sample.ts";
import type { Request } from "./values.ts";

/** Where and when an answer is made. */
export interface SynthesisContext extends Pick<Request, "apiUrl" | "webUrl" | "now"> {
  readonly schemas: PackedSchemas;
}

/** An answer that nothing but the description stands behind. */
export interface Synthetic {
  readonly status: number;
  /** "application/json"; undefined where there is no body. */
  readonly mediaType: string | undefined;
  /** Of a redirect, which leads to no operation. */
  readonly location: string | undefined;
  /** JSON where the media type is; else a text; undefined where there is none. */
  readonly body: Json | undefined;
}

const read = new WeakMap<AssetsPort, PackedSchemas>();

/** The schemas of answers, read when they are first needed and kept as long as their port. */
export function publishedSchemas(assets: AssetsPort): PackedSchemas {
  const known = read.get(assets);
  if (known !== undefined) return known;
  const made = JSON.parse(new TextDecoder().decode(assets.read("github-schemas"))) as PackedSchemas;
  read.set(assets, made);
  return made;
}

/**
 * Makes an answer that the description allows, from its schema, the path and the world's clock: the same request gets the
 * same answer. Where there are several successes, it is the first with a body.
 * @param params what the names in the path stand for, as `route` gives them
 * @example synthesise(operation, { owner: "acme", repo: "app" }, { schemas: publishedSchemas(assets), ... })
 */
export function synthesise(
  operation: Operation,
  params: Readonly<Record<string, string>>,
  context: SynthesisContext,
): Synthetic {
  const { schemas, ...where } = context;
  const request = { operation, params, ...where };
  const { status, mediaTypes } = chosen(operation.answers);
  if (mediaTypes.length === 0) {
    const location = status >= 300 ? `${context.webUrl}/synthetic/${operation.id}` : undefined;
    return { status, mediaType: undefined, location, body: undefined };
  }
  const schema = schemas.answers[operation.id]?.[String(status)];
  if (schema === undefined) {
    return { status, mediaType: mediaTypes[0], location: undefined, body: `synthetic: ${operation.id}\n` };
  }
  const mediaType = mediaTypes.find((one) => one === "application/json") ?? mediaTypes[0];
  const body = sample(schemas.definitions, schema, request);
  return { status, mediaType, location: undefined, body };
}

function chosen(answers: readonly DescribedAnswer[]): DescribedAnswer {
  const successes = answers.filter(({ status }) => status < 300);
  const best = successes.find(({ mediaTypes }) => mediaTypes.length > 0) ?? successes[0] ?? answers[0];
  return best ?? { status: 204, mediaTypes: [], schema: undefined };
}
