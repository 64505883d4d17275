import { failed, isJsonObject, nearest, ok, quote } from "../../core/index.ts";
import type { Json, JsonObject, Place, Result } from "../../core/index.ts";
import { readDocument, valueAt } from "../../scenario/index.ts";
import { findingsOf, type Problem } from "../document/problem.ts";
import { pointerStep } from "../schema/pointer.ts";

/** Where a contract was taken from, and when. */
export interface ContractStamp {
  /** Where it comes from, in words or as an address: "convo docs/api/openapi.yaml". */
  readonly source?: string | undefined;
  /** Commit of the source that it was taken at. */
  readonly commit?: string | undefined;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256?: string | undefined;
  /** YYYY-MM-DD */
  readonly date?: string | undefined;
}

/** What a lock says of one file: the bytes that were looked at, and when. */
export interface LockEntry extends ContractStamp {
  readonly sha256: string;
  readonly date: string;
}

/** A lock file that was read. */
export interface ContractLock {
  /** Path as the user would write it. */
  readonly file: string;
  /** By the path of the contract or models file, relative to the project. */
  readonly entries: ReadonlyMap<string, LockEntry & { readonly at: Place }>;
}

/** Name of the lock file, in the project's folder. */
export const lockFileName = "backlot.lock.json";

const lockVersion = 1;

/** The fields of an entry and how their texts must look. */
const entryFields: Readonly<Record<keyof LockEntry, { readonly is: RegExp; readonly words: string }>> = {
  source: { is: /^.{1,1000}$/su, words: "a text of up to 1000 characters" },
  commit: { is: /^[\w./+-]{1,100}$/, words: "a commit or a version" },
  sha256: { is: /^[0-9a-f]{64}$/, words: "64 hexadecimal digits" },
  date: { is: /^\d{4}-\d\d-\d\d$/, words: "a date, YYYY-MM-DD" },
};

/** What a field of a stamp can't be; undefined when it is good. @example stampProblem("date", "today") */
export function stampProblem(field: keyof LockEntry, value: Json): string | undefined {
  const { is, words } = entryFields[field];
  return typeof value === "string" && is.test(value) ? undefined : `${field} must be ${words}`;
}

/** Reads a lock file strictly: what is not understood is an error with its place. Never throws. */
export function readLock(file: string, bytes: Uint8Array): Result<ContractLock> {
  const document = readDocument(file, bytes);
  if (!document.ok) return document;
  const problems: Problem[] = [];
  const top = tableAt(document.value.value, "", ["version", "contracts"], problems);
  if (top["version"] !== lockVersion) {
    const what = `version must be ${lockVersion}: this is no lock that this backlot reads`;
    problems.push({ name: "invalid-value", pointer: "/version", what });
  }
  const contracts = tableAt(top["contracts"] ?? {}, "/contracts", undefined, problems);
  const entries = Object.entries(contracts).map(([path, written]) => {
    const pointer = `/contracts${pointerStep(path)}`;
    const entry = tableAt(written, pointer, Object.keys(entryFields), problems);
    for (const field of Object.keys(entryFields) as (keyof LockEntry)[]) {
      const optional = field === "source" || field === "commit";
      const problem = stampProblem(field, entry[field] ?? null);
      if (problem === undefined || !isJsonObject(written) || (optional && entry[field] === undefined))
        continue;
      const name = entry[field] === undefined ? "missing-field" : "invalid-value";
      problems.push({ name, pointer: pointer + pointerStep(field), what: problem });
    }
    return { path, pointer, entry: entry as unknown as LockEntry };
  });
  if (problems.length > 0) return failed(findingsOf(document.value, problems));
  const places = document.value.placesOf(entries.map(({ pointer }) => pointer));
  return ok({
    file,
    entries: new Map(
      entries.map(({ path, entry }, index) => [path, { ...entry, at: places[index] as Place }]),
    ),
  });
}

function tableAt(
  value: Json,
  pointer: string,
  known: readonly string[] | undefined,
  problems: Problem[],
): JsonObject {
  if (!isJsonObject(value)) {
    problems.push({ name: "wrong-type", pointer, what: "must be an object" });
    return {};
  }
  for (const key of known === undefined ? [] : Object.keys(value)) {
    if (known?.includes(key) === true) continue;
    const near = nearest(key, known ?? []).map((what) => ({ what }));
    problems.push({
      name: "unknown-field",
      pointer: pointer + pointerStep(key),
      what: `unknown field ${quote(key, 60)}`,
      fix: "Let backlot contract lock write the file.",
      near,
    });
  }
  return value;
}

/** The text of a lock file: sorted, so that two people's locks merge. */
export function lockText(entries: ReadonlyMap<string, LockEntry>): string {
  const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
  const contracts = sorted.map(([path, { source, commit, sha256, date }]): [string, Json] => [
    path,
    {
      ...(source === undefined ? {} : { source }),
      ...(commit === undefined ? {} : { commit }),
      sha256,
      date,
    },
  ]);
  return `${JSON.stringify({ version: lockVersion, contracts: Object.fromEntries(contracts) }, null, 2)}\n`;
}

/**
 * What a contract or models file says of itself, in `x-backlot-provenance`; what is not well formed there is left
 * out.
 */
export function provenanceOf(document: Json): ContractStamp | undefined {
  const written = valueAt(document, "/x-backlot-provenance");
  if (!isJsonObject(written)) return undefined;
  const said = (["source", "commit", "date"] as const).flatMap((field): [string, string][] => {
    const value = written[field];
    return value !== undefined && stampProblem(field, value) === undefined ? [[field, value as string]] : [];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
