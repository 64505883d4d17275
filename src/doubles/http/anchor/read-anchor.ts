import { readContract, readModels, type Contract, type Models } from "../../../contract/index.ts";
import { limits, type Result } from "../../../core/index.ts";
import { mapped, string, type MapContext } from "../../../scenario/index.ts";

/** A path to an OpenAPI document, read. */
export const contractFile = mapped(string(), (path, context) =>
  readFile<Contract>(path, context, (file, bytes) => readContract(file, bytes)),
);

/** A path to a models file, read. */
export const modelsFile = mapped(string(), (path, context) =>
  readFile<Models>(path, context, (file, bytes) => readModels(file, bytes)),
);

/** What a file comes to; all that is wrong with it is reported at its own places. Null where files are not read. */
function readFile<Value>(
  path: string,
  context: MapContext,
  read: (file: string, bytes: Uint8Array) => Result<Value>,
): { readonly value: Value | null } | undefined {
  const found = context.fileBytes(path, limits.contractFileBytes);
  if (found === undefined) return undefined;
  // A scenario that is only checked for its form reads no files: then there are no bytes.
  if (found.bytes.length === 0) return { value: null };
  const result = read(found.path, found.bytes);
  for (const { name, ...more } of result.findings) context.report(name, more);
  return result.ok ? { value: result.value } : undefined;
}
