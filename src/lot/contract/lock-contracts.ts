import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { hashPort } from "../../adapters/hash/index.ts";
import type { ContractStamp, LockEntry, StampedFile } from "../../contract/index.ts";
import { BacklotError, finding, limits, quote, utf8, type Finding } from "../../core/index.ts";
import { findProjectRoot, lockInside, readInside, resolveInside, writeInside } from "../../disk/index.ts";
import { redactData, redactText } from "../../engine/index.ts";
import { scenarioEvidence } from "../drift/scenario-evidence.ts";
import { killableFileSystem } from "../killable-file-system.ts";
import { loadScenario } from "../load.ts";
import { readEither } from "./read-either.ts";
import { readProjectLock } from "./stamp-contracts.ts";

/** What is to be locked. */
export interface LockRequest {
  /** Contracts and models files; none: all that the scenario names. */
  readonly files: readonly string[];
  /** Files of the scenario; none: the nearest one. */
  readonly scenario: readonly string[];
  /** What is known of the files that are named. */
  readonly stamp: Pick<ContractStamp, "source" | "commit" | "date">;
  readonly cwd: string;
  /** YYYY-MM-DD: the date of what has no other. */
  readonly today: string;
}

/** What became of one file. */
export interface LockedFile {
  readonly file: string;
  readonly state: "locked" | "changed" | "stamped" | "unchanged" | "gone";
  /** When it was locked before, where it changed since. */
  readonly before?: string | undefined;
}

/** What was locked. */
export interface LockOutcome {
  /** The lock file, from the project's folder. */
  readonly lockFile: string;
  readonly files: readonly LockedFile[];
  /** Files that nobody said the source of. */
  readonly findings: readonly Finding[];
}

/**
 * Writes contracts and models into the project's lock file: where each comes from, its commit, the digest of its bytes
 * and the date. What is locked as it is stays as it was.
 * @throws BacklotError with everything that is wrong with the command line, the files and the lock file
 */
export async function lockContracts(request: LockRequest): Promise<LockOutcome> {
  const { lockFileName, lockText, stampFiles, readLock } = await import("../../contract/index.ts");
  await checkStamp(request);
  const { root, files } = await filesOf(request);
  const from = join(root, "scenario");
  const claim = lockInside(root, from, lockFileName);
  if (!claim.ok) throw new BacklotError(claim.findings);
  try {
    const before = await readProjectLock(root);
    const entries = new Map<string, LockEntry>(before?.entries ?? []);
    const told: LockedFile[] = [];
    for (const one of files) {
      const known = before?.entries.get(one.file);
      const entry = entryOf(one, known, request);
      entries.set(one.file, entry);
      told.push({ file: one.file, ...stateOf(known, entry) });
    }
    // Who locks everything leaves nothing behind of what is not there any more.
    for (const file of request.files.length === 0 ? [...entries.keys()] : []) {
      // A lock file from elsewhere does not learn what lies outside the project.
      if (resolveInside(root, from, file).ok && existsSync(join(root, file))) continue;
      entries.delete(file);
      told.push({ file, state: "gone" });
    }
    const bytes = utf8(lockText(entries));
    const lock = readLock(lockFileName, bytes);
    if (!lock.ok) throw new BacklotError(lock.findings);
    if (told.some(({ state }) => state !== "unchanged")) {
      const written = writeInside(root, from, lockFileName, bytes, {
        mode: 0o644,
        fileSystem: killableFileSystem("write"),
      });
      if (!written.ok) throw new BacklotError(written.findings);
    }
    const { findings } = stampFiles(files, { lock: lock.value, frozen: true });
    return { lockFile: lockFileName, files: told, findings };
  } finally {
    claim.value.release();
  }
}

/** All that is wrong with what the command line says of the files. */
async function checkStamp({ stamp, files }: LockRequest): Promise<void> {
  const { stampProblem } = await import("../../contract/index.ts");
  const problems = (["source", "commit", "date"] as const).flatMap((field): Finding[] => {
    const value = stamp[field];
    if (value === undefined) return [];
    const at = { kind: "input", input: `--${field}` } as const;
    const secret = redactText(value) === value ? undefined : `--${field} holds what looks like a secret`;
    const problem = stampProblem(field, value) ?? secret;
    if (problem !== undefined)
      return [
        finding("usage", {
          at,
          what: problem,
          why: "It goes into the lock file.",
          fix: `Correct --${field}.`,
        }),
      ];
    if (files.length > 0 || field === "date") return [];
    const what = `--${field} without a file`;
    const why = "What the scenario names may come from several places.";
    return [
      finding("usage", { at, what, why, fix: `Name the file: backlot contract lock FILE --${field} ...` }),
    ];
  });
  if (problems.length > 0) throw new BacklotError(problems);
}

function entryOf(one: StampedFile, known: LockEntry | undefined, { stamp, today }: LockRequest): LockEntry {
  const same = known?.sha256 === one.sha256 ? known : undefined;
  const said = one.provenance;
  // A source stays the same when a contract is taken from it again; its commit and the date do not.
  const source = stamp.source ?? said?.source ?? known?.source;
  const commit = stamp.commit ?? said?.commit ?? same?.commit;
  const date = stamp.date ?? said?.date ?? same?.date ?? today;
  return {
    ...(source === undefined ? {} : { source }),
    ...(commit === undefined ? {} : { commit }),
    sha256: one.sha256,
    date,
  };
}

function stateOf(known: LockEntry | undefined, entry: LockEntry): Pick<LockedFile, "state" | "before"> {
  if (known === undefined) return { state: "locked" };
  if (known.sha256 !== entry.sha256) return { state: "changed", before: known.date };
  const same = known.source === entry.source && known.commit === entry.commit && known.date === entry.date;
  return { state: same ? "unchanged" : "stamped" };
}

/** The files that are meant, each read and sound: a broken contract is not locked. */
async function filesOf(request: LockRequest): Promise<{ root: string; files: readonly StampedFile[] }> {
  const { provenanceOf } = await import("../../contract/index.ts");
  const { root, names } = await namesOf(request);
  const files: StampedFile[] = [];
  const problems: Finding[] = [];
  for (const file of names) {
    const bytes = readInside(root, join(root, "scenario"), file, { bytesMax: limits.contractFileBytes });
    const read = bytes.ok ? await readEither(file, bytes.value) : bytes;
    if (!bytes.ok || !read.ok) problems.push(...read.findings);
    else {
      // What a contract says of itself may hold the credentials that it was fetched with.
      const provenance = redactData(provenanceOf(read.value.value.document));
      files.push({ file, sha256: hashPort.sha256(bytes.value), provenance });
    }
  }
  if (problems.some(({ severity }) => severity === "error")) throw new BacklotError(problems);
  return { root, files };
}

async function namesOf({
  files,
  scenario,
  cwd,
}: LockRequest): Promise<{ root: string; names: readonly string[] }> {
  const [first] = files;
  if (first !== undefined) {
    const top = findProjectRoot(cwd);
    const outside = files.flatMap((file) => {
      const way = relative(top, resolve(cwd, file)).split(sep).join("/");
      const place = resolveInside(top, join(top, "scenario"), way);
      return place.ok || place.findings.some(({ name }) => name !== "bad-path") ? [] : outsideProject(file);
    });
    if (outside.length > 0) throw new BacklotError(outside);
    const root = findProjectRoot(dirname(resolve(cwd, first)));
    const names = files.map((file) => relative(root, resolve(cwd, file)).split(sep).join("/"));
    return { root, names: [...new Set(names)] };
  }
  const loaded = await loadScenario({ files: scenario, cwd });
  const { services } = scenarioEvidence(loaded.scenario);
  const names = services.flatMap(({ anchor }) =>
    [anchor?.contract.file, anchor?.models?.file].flatMap((file) => file ?? []),
  );
  if (names.length > 0) return { root: loaded.root, names: [...new Set(names)] };
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "backlot contract lock" },
      what: `${quote(loaded.scenario.name ?? "the scenario")} names no contract`,
      why: "Only contracts and models files are locked.",
      fix: 'Name the files, or write openapi = "..." into a service of the scenario.',
    }),
  ]);
}

function outsideProject(file: string): Finding {
  return finding("bad-path", {
    at: { kind: "input", input: "backlot contract lock" },
    what: `${quote(file)} is outside the project`,
    why: "The lock file lies in the project's folder, and names what lies in it.",
    fix: "Go to the project of the file, or copy it into this one.",
  });
}
