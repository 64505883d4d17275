import type { Contract, Models } from "../../../contract/index.ts";
import { limits, type Result } from "../../../core/index.ts";
import { mapped, string, type MapContext, type Shape } from "../../../scenario/index.ts";
import { keepAnchor } from "./anchor.ts";
import { contracts } from "./contracts.ts";

/** A file that was read. What it came to is this folder's own affair; null where files are not read. */
export interface AnchorFile {
  readonly value: object | null;
}

/** A path to an OpenAPI document. */
export const contractFile: Shape<AnchorFile, string> = mapped(string(), (path, context) =>
  readFile(path, context, (file, bytes) => contracts().readContract(file, bytes)),
);

/** A path to a models file. */
export const modelsFile: Shape<AnchorFile, string> = mapped(string(), (path, context) =>
  readFile(path, context, (file, bytes) => contracts().readModels(file, bytes)),
);

/** Keeps what was read for the configuration of a service. */
export function anchorService(service: object, openapi?: AnchorFile, models?: AnchorFile): void {
  const contract = (openapi?.value ?? undefined) as Contract | undefined;
  if (contract !== undefined) {
    keepAnchor(service, { contract, models: (models?.value ?? undefined) as Models | undefined });
  }
}

/** What a file comes to; all that is wrong with it is reported at its own places. */
function readFile(
  path: string,
  context: MapContext,
  read: (file: string, bytes: Uint8Array) => Result<object>,
): AnchorFile | undefined {
  const found = context.fileBytes(path, limits.contractFileBytes);
  if (found === undefined) return undefined;
  // A scenario that is only checked for its form reads no files: then there are no bytes.
  if (found.bytes.length === 0) return { value: null };
  const result = read(found.path, found.bytes);
  for (const { name, ...more } of result.findings) context.report(name, more);
  return result.ok ? { value: result.value } : undefined;
}
