import type { Finding } from "./finding.ts";

/** Either a value (with warnings, if any) or everything that is wrong. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** A good result; `findings` are warnings that do not stand in its way. */
export function ok<T>(value: T, findings: readonly Finding[] = []): Result<T> {
  return { ok: true, value, findings };
}

/** A failed result with all findings at once. */
export function failed<T = never>(findings: readonly Finding[]): Result<T> {
  return { ok: false, findings };
}
