import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ContractDiff } from "../../contract/index.ts";
import {
  BacklotError,
  failed,
  finding,
  limits,
  ok,
  quote,
  type Finding,
  type Result,
} from "../../core/index.ts";
import { readLimited } from "../../disk/index.ts";
import { historyOf } from "./history.ts";
import { type EitherFile, readEither } from "./read-either.ts";

/** Two versions of a contract or of a models file: files, or files as they were at a revision of git, "HEAD~1:convo.yaml". */
export interface DiffRequest {
  readonly old: string;
  readonly new: string;
  readonly cwd: string;
}

/**
 * Compares two contracts, or two models files.
 * @throws BacklotError with everything that is wrong with the two files, or `usage` for files of two kinds
 */
export async function diffContractFiles(request: DiffRequest): Promise<ContractDiff> {
  const { diffContracts, diffModels } = await import("../../contract/index.ts");
  const [old, now] = await Promise.all([
    readNamed(request.old, request.cwd),
    readNamed(request.new, request.cwd),
  ]);
  if (!old.ok || !now.ok) throw new BacklotError([old, now].flatMap((one) => (one.ok ? [] : one.findings)));
  const [one, other] = [old.value, now.value];
  const diff =
    one.kind === "contract" && other.kind === "contract"
      ? diffContracts(one.value, other.value)
      : one.kind === "models" && other.kind === "models"
        ? diffModels(one.value, other.value)
        : undefined;
  if (diff === undefined) throw new BacklotError([twoKinds(request, one.kind, other.kind)]);
  if (!diff.ok) throw new BacklotError(diff.findings);
  return diff.value;
}

function twoKinds(request: DiffRequest, old: EitherFile["kind"], now: EitherFile["kind"]): Finding {
  const words = { contract: "a contract", models: "a models file" };
  return finding("usage", {
    at: { kind: "input", input: "backlot contract diff" },
    what: `${quote(request.old)} is ${words[old]}, ${quote(request.new)} is ${words[now]}`,
    why: "Only files of one kind can be compared.",
    fix: "Name two versions of the same file.",
  });
}

async function readNamed(name: string, cwd: string): Promise<Result<EitherFile>> {
  const bytes = await bytesOf(name, cwd);
  return bytes.ok ? readEither(name, bytes.value) : bytes;
}

async function bytesOf(name: string, cwd: string): Promise<Result<Uint8Array>> {
  const path = resolve(cwd, name);
  const why = "Two versions of one file are compared.";
  const colon = name.indexOf(":");
  if (existsSync(path) || colon < 1) {
    const read = readLimited(path, limits.contractFileBytes, name);
    if (read.ok) return ok(read.bytes);
    return failed([
      finding(read.reason === "over-limit" ? "over-limit" : "file-not-found", { what: read.what, why }),
    ]);
  }
  const [revision, file] = [name.slice(0, colon), name.slice(colon + 1)];
  const value = await historyOf(cwd).fileAt(revision, file);
  if (value !== undefined) return ok(value);
  return failed([
    finding("file-not-found", {
      what: `there is no file ${quote(name)}, and git has no ${quote(file)} at ${quote(revision)}`,
      why,
      fix: "Name a file, or REVISION:FILE with a path from here.",
    }),
  ]);
}
