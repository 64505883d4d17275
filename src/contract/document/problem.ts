import { finding, limits } from "../../core/index.ts";
import type { Finding, FindingName, Near } from "../../core/index.ts";
import type { TextDocument } from "../../scenario/index.ts";

/** Something wrong in a document, by JSON Pointer: places are looked up for all at once. */
export interface Problem {
  readonly name: FindingName;
  readonly pointer: string;
  readonly what: string;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
  readonly near?: readonly { readonly what: string; readonly pointer?: string }[] | undefined;
}

/** The findings of problems, in the order of the file, errors first where there are more than are told. */
export function findingsOf(
  document: Pick<TextDocument, "placesOf">,
  problems: readonly Problem[],
): readonly Finding[] {
  const kept = problems.slice(0, 5 * limits.findings);
  const pointers = kept.flatMap(({ pointer, near = [] }) => [
    pointer,
    ...near.map((one) => one.pointer ?? pointer),
  ]);
  const places = document.placesOf(pointers);
  let next = 0;
  const findings = kept.map(({ name, what, why, fix, near = [] }) => {
    const at = places[next++];
    const nearby = near.map((one): Near => {
      const place = places[next++];
      return one.pointer === undefined || place === undefined
        ? { what: one.what }
        : { what: one.what, at: place };
    });
    return finding(name, { at, what, why, fix, near: nearby });
  });
  const errors = findings.filter(({ severity }) => severity === "error");
  const told = findings.length > limits.findings && errors.length > 0 ? errors : findings;
  return told.sort((left, right) => startOf(left) - startOf(right)).slice(0, limits.findings);
}

function startOf({ at }: Finding): number {
  return at?.kind === "file" ? (at.bytes?.start ?? 0) : 0;
}
