import type { Contract, Models } from "../../contract/index.ts";
import { decodeLossless, isJsonObject, type Result } from "../../core/index.ts";

/** A contract or a models file, read. */
export type EitherFile =
  | { readonly kind: "contract"; readonly value: Contract }
  | { readonly kind: "models"; readonly value: Models };

/** Reads a contract or a models file, told apart by their keys. */
export async function readEither(file: string, bytes: Uint8Array): Promise<Result<EitherFile>> {
  const { readContract, readModels } = await import("../../contract/index.ts");
  if (isContract(bytes)) {
    const read = readContract(file, bytes);
    return read.ok ? { ...read, value: { kind: "contract", value: read.value } } : read;
  }
  const read = readModels(file, bytes);
  return read.ok ? { ...read, value: { kind: "models", value: read.value } } : read;
}

/** Whether a file has the key of OpenAPI at its top. YAML is not read for it: that takes seconds. */
function isContract(bytes: Uint8Array): boolean {
  const text = decodeLossless(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && ("openapi" in value || "swagger" in value);
  } catch {
    return /^(?:\s*\{\s*)?["']?(?:openapi|swagger)["']?\s*:/m.test(text);
  }
}
