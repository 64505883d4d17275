import { finding, type Finding, type Place } from "../../core/index.ts";
import type { ContractLock, ContractStamp } from "./lock.ts";

/** A contract or models file as it is now. */
export interface StampedFile {
  /** Relative to the project. */
  readonly file: string;
  readonly sha256: string;
  /** What it says of itself. */
  readonly provenance: ContractStamp | undefined;
  /** Where the scenario names it, or its service. */
  readonly at?: Place | undefined;
  /** The last commit of the project that changed it, where git knows. */
  readonly changed?: { readonly commit: string | undefined; readonly date: string } | undefined;
}

/** How files are held against their lock. */
export interface StampOptions {
  /** Undefined: there is none. */
  readonly lock: ContractLock | undefined;
  /** What is not locked as it is, is an error. */
  readonly frozen: boolean;
}

/** What is known of where files come from, and what is wrong with it. */
export interface Stamps {
  /** By file. */
  readonly stamps: ReadonlyMap<string, ContractStamp>;
  readonly findings: readonly Finding[];
}

/**
 * Stamps of contracts and models: what the lock says where it is about these very bytes, else what the file says of
 * itself. Tells files that nobody stamped (H003) and those that are not what was locked (H004).
 */
export function stampFiles(files: readonly StampedFile[], options: StampOptions): Stamps {
  const stamps = new Map<string, ContractStamp>();
  const findings: Finding[] = [];
  for (const one of files) {
    const locked = options.lock?.entries.get(one.file);
    const same = locked?.sha256 === one.sha256;
    const { source, commit, date } = { ...one.provenance, ...(same ? given(locked) : {}) };
    stamps.set(one.file, { source, commit, date, sha256: one.sha256 });
    if (locked !== undefined && !same) findings.push(changedSinceLock(one, locked, options));
    else if (locked === undefined && options.frozen) findings.push(notLocked(one, options));
    else if (source === undefined) findings.push(unstamped(one, locked !== undefined));
  }
  return { stamps, findings };
}

function given({ source, commit, date }: ContractStamp): ContractStamp {
  return {
    ...(source === undefined ? {} : { source }),
    ...(commit === undefined ? {} : { commit }),
    ...(date === undefined ? {} : { date }),
  };
}

function unstamped(one: StampedFile, locked: boolean): Finding {
  const { commit, date = "" } = one.changed ?? {};
  const changed = commit === undefined ? "" : `; last changed ${date} (${commit.slice(0, 7)})`;
  const said = locked ? "its lock names no source" : "it says nothing itself and is not locked";
  return finding("unstamped-contract", {
    at: one.at,
    what: `nobody said where ${one.file} comes from: ${said}${changed}`,
    fix: `Run: backlot contract lock ${one.file} --source WHERE --commit COMMIT`,
    evidence: { witness: "AL", fingerprint: `unstamped-contract ${one.file}` },
  });
}

function changedSinceLock(
  one: StampedFile,
  locked: ContractStamp & { readonly at: Place },
  { frozen }: StampOptions,
): Finding {
  const short = (hash = ""): string => hash.slice(0, 12);
  return finding("contract-changed", {
    at: locked.at,
    severity: frozen ? "error" : "warning",
    what: `${one.file} changed since it was locked on ${locked.date}: sha256 ${short(one.sha256)}…, locked ${short(locked.sha256)}…`,
    fix: `a) Look at what changed: backlot contract diff HEAD:${one.file} ${one.file}\n   then lock it: backlot contract lock ${one.file}\nb) Take the locked one back.`,
    evidence: {
      witness: "AL",
      fingerprint: `contract-changed ${one.file}`,
      sha256: one.sha256,
      locked: locked.sha256 ?? null,
    },
  });
}

function notLocked(one: StampedFile, { lock }: StampOptions): Finding {
  return finding("contract-changed", {
    at: one.at,
    what: `${one.file} is not locked${lock === undefined ? ": there is no lock file" : ` in ${lock.file}`}`,
    why: "With --frozen only contracts count that somebody looked at and locked.",
    fix: `Run: backlot contract lock ${one.file}`,
    evidence: { witness: "AL", fingerprint: `contract-changed ${one.file}`, sha256: one.sha256 },
  });
}

/** Code that calls what its contract does not have. */
export interface NewerCaller {
  /** "POST /api/tenants/ten_1/agents" */
  readonly operation: string;
  readonly at: Place;
  /** Undefined: not committed yet. */
  readonly commit: string | undefined;
  /** YYYY-MM-DD */
  readonly date: string;
}

/** A contract whose callers are newer (H005). */
export interface BehindCode {
  readonly file: string;
  readonly service: string;
  /** Its own last change. */
  readonly commit: string | undefined;
  readonly date: string;
  /** Commits of the project since then, where git knows. */
  readonly commitsSince: number | undefined;
  /** Newest first. */
  readonly callers: readonly NewerCaller[];
}

/** Tells that a contract is older than code that calls what it does not have. */
export function behindCode(behind: BehindCode): Finding {
  const { file, service, callers } = behind;
  const since = behind.commitsSince === undefined ? "" : `, ${plural(behind.commitsSince, "commit")} ago`;
  const commit = behind.commit === undefined ? "" : ` (${behind.commit.slice(0, 7)})`;
  const told = callers
    .slice(0, 3)
    .map((one) => `${siteOf(one.at)} (${one.commit?.slice(0, 7) ?? "not committed yet"})`);
  const more = callers.length > told.length ? ` and ${callers.length - told.length} more` : "";
  const operations = [...new Set(callers.map((one) => one.operation))];
  return finding("contract-behind-code", {
    at: callers[0]?.at,
    what: `${file} last changed ${behind.date}${commit}${since}; newer code calls what it does not have: ${operations.slice(0, 3).join(", ")} from ${told.join(", ")}${more}`,
    fix: `a) Take ${file} from its source again, then: backlot contract lock ${file}\nb) Correct the code that calls it.`,
    evidence: {
      witness: "AGC",
      operation: `${service} ${operations[0] ?? ""}`,
      sites: callers.map((one) => siteOf(one.at)),
      fingerprint: `contract-behind-code ${service}`,
    },
  });
}

function siteOf(at: Place): string {
  return at.kind === "file" || at.kind === "code" ? `${at.file}:${at.line}` : "a call";
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
