import type { Contract, Models } from "../../../contract/index.ts";
import { limits, type Expectation, type RegexPort, type Result } from "../../../core/index.ts";
import { mapped, string, type MapContext, type Shape } from "../../../scenario/index.ts";
import { keepAnchor } from "./anchor.ts";
import { contracts } from "./contracts.ts";
import { checkModelReplies } from "./model-reply.ts";

/** A file that was read. What it came to is this folder's own affair; null where files are not read. */
export interface AnchorFile {
  readonly value: object | null;
}

/** A path to an OpenAPI document. */
export const contractFile: Shape<AnchorFile, string> = mapped(string(), (path, context) =>
  readFile(path, context, (file, bytes, options) => contracts().readContract(file, bytes, options)),
);

/** A path to a models file. */
export const modelsFile: Shape<AnchorFile, string> = mapped(string(), (path, context) =>
  readFile(path, context, (file, bytes, options) => contracts().readModels(file, bytes, options)),
);

/** What a service says of its contract, and the stubs that are completed from its models. */
interface AnchoredFields {
  readonly openapi?: AnchorFile | undefined;
  readonly models?: AnchorFile | undefined;
  readonly stubs?: readonly Omit<Expectation, "id" | "target">[] | undefined;
}

/**
 * Keeps what was read for the configuration of a service, and reports stubs that its models do not allow.
 * @param unread whether models may be there though none were read
 */
export function anchorService(
  service: { readonly name: string },
  { openapi, models, stubs = [] }: AnchoredFields,
  unread: boolean,
  context: MapContext,
): void {
  const contract = (openapi?.value ?? undefined) as Contract | undefined;
  const read = (models?.value ?? undefined) as Models | undefined;
  const anchor = contract === undefined ? undefined : { contract, models: read };
  if (anchor !== undefined) keepAnchor(service, anchor);
  if (anchor?.models === undefined && unread) return;
  for (const stub of stubs) {
    for (const one of checkModelReplies(anchor, { ...stub, target: service.name }))
      context.report(one.name, one);
  }
}

/** What a file comes to; all that is wrong with it is reported at its own places. */
function readFile(
  path: string,
  context: MapContext,
  read: (
    file: string,
    bytes: Uint8Array,
    options: { readonly regex?: RegexPort | undefined },
  ) => Result<object>,
): AnchorFile | undefined {
  const found = context.fileBytes(path, limits.contractFileBytes);
  if (found === undefined) return undefined;
  // A scenario that is only checked for its form reads no files: then there are no bytes.
  if (found.bytes.length === 0) return { value: null };
  const result = read(found.path, found.bytes, { regex: context.regex });
  for (const { name, ...more } of result.findings) context.report(name, more);
  return result.ok ? { value: result.value } : undefined;
}
