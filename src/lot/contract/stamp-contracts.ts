import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashPort } from "../../adapters/hash/index.ts";
import type {
  Contract,
  ContractLock,
  ContractStamp,
  NewerCaller,
  StampedFile,
} from "../../contract/index.ts";
import { BacklotError, limits, type Finding, type Place } from "../../core/index.ts";
import { readInside } from "../../disk/index.ts";
import type { DriftEvidence, ServiceEvidence } from "../../drift/index.ts";
import { historyOf, type Change, type History } from "./history.ts";

/** What is to be stamped. */
export interface StampRequest {
  /** The project's folder. */
  readonly root: string;
  /** Services with their contracts, and the calls whose callers are known. */
  readonly evidence: Pick<DriftEvidence, "services" | "worlds">;
  /** `--frozen`: what is not locked as it is, is an error. */
  readonly frozen: boolean;
}

/** Where contracts come from, and what is wrong with it. */
export interface StampedContracts {
  /** The services, their anchors stamped. */
  readonly services: readonly ServiceEvidence[];
  /** `unstamped-contract`, `contract-changed`, `contract-behind-code`. */
  readonly findings: readonly Finding[];
}

/** Lines of callers that git is asked about. */
const callersMost = 100;

/**
 * Stamps the contracts and models of services by the project's lock file, and tells what nobody stamped (H003), what
 * is not as it was locked (H004) and what is older than code that calls what it does not have (H005).
 * @throws BacklotError with what is wrong with the lock file
 */
export async function stampContracts(request: StampRequest): Promise<StampedContracts> {
  const { root, evidence, frozen } = request;
  const { stampFiles } = await import("../../contract/index.ts");
  const history = historyOf(root);
  const files = await stampedFiles(root, evidence.services, history);
  const { stamps, findings } = stampFiles(files, { lock: await readProjectLock(root), frozen });
  const behind = await contractsBehind(request, stamps, history);
  return {
    services: evidence.services.map((service) => {
      const { anchor } = service;
      const stamp = anchor === undefined ? undefined : stamps.get(anchor.contract.file);
      return anchor === undefined ? service : { ...service, anchor: { ...anchor, stamp } };
    }),
    findings: [...findings, ...behind],
  };
}

/** The project's lock file; undefined when there is none. @throws BacklotError with what is wrong with it */
export async function readProjectLock(root: string): Promise<ContractLock | undefined> {
  const { lockFileName, readLock } = await import("../../contract/index.ts");
  if (!existsSync(join(root, lockFileName))) return undefined;
  const bytes = readInside(root, join(root, lockFileName), lockFileName, {
    bytesMax: limits.contractFileBytes,
  });
  const lock = bytes.ok ? readLock(lockFileName, bytes.value) : bytes;
  if (!lock.ok) throw new BacklotError(lock.findings);
  return lock.value;
}

/** The contracts and models of services, each file once. */
async function stampedFiles(
  root: string,
  services: readonly ServiceEvidence[],
  history: History,
): Promise<readonly StampedFile[]> {
  const { provenanceOf } = await import("../../contract/index.ts");
  const named = new Map<string, { readonly provenance: ContractStamp | undefined; readonly at?: Place }>();
  for (const { anchor, at } of services) {
    for (const one of [anchor?.contract, anchor?.models]) {
      if (one === undefined || named.has(one.file)) continue;
      named.set(one.file, { provenance: provenanceOf(one.document), ...(at === undefined ? {} : { at }) });
    }
  }
  const files: StampedFile[] = [];
  for (const [file, more] of named) {
    const bytes = readInside(root, join(root, "scenario"), file, { bytesMax: limits.contractFileBytes });
    // It was read a moment ago; that it is gone is told where it is needed.
    if (!bytes.ok) continue;
    const change = await history.lastChange(file);
    const changed = typeof change === "object" ? change : undefined;
    files.push({ file, sha256: hashPort.sha256(bytes.value), ...more, changed });
  }
  return files;
}

async function contractsBehind(
  { evidence }: StampRequest,
  stamps: ReadonlyMap<string, ContractStamp>,
  history: History,
): Promise<readonly Finding[]> {
  const { behindCode } = await import("../../contract/index.ts");
  const findings: Finding[] = [];
  for (const { name, anchor } of evidence.services) {
    if (anchor === undefined) continue;
    const { file } = anchor.contract;
    const callers = absentCallers(evidence, name, anchor.contract);
    const changed = callers.length === 0 ? undefined : await ageOf(file, stamps.get(file), history);
    if (changed === undefined) continue;
    const newer = await newerCallers(callers, changed.time, history);
    if (newer.length === 0) continue;
    const commitsSince =
      changed.commit === undefined ? undefined : await history.commitsSince(changed.commit);
    findings.push(behindCode({ file, service: name, ...changed, commitsSince, callers: newer }));
  }
  return findings;
}

/** When a contract was last changed in the project; where git does not know, when it was taken from its source. */
async function ageOf(
  file: string,
  stamp: ContractStamp | undefined,
  history: History,
): Promise<Change | undefined> {
  const changed = await history.lastChange(file);
  if (typeof changed === "object") return changed;
  // What is being changed now is as new as anything.
  if (changed === "uncommitted" || stamp?.date === undefined) return undefined;
  // Its whole day counts as before: code of the same day is not called newer.
  return { commit: undefined, date: stamp.date, time: Date.parse(`${stamp.date}T23:59:59Z`) / 1000 };
}

interface Caller {
  readonly operation: string;
  readonly at: Place & { readonly kind: "file" | "code" };
}

/** Lines that call what the contract does not have, each once. */
function absentCallers(
  { worlds }: StampRequest["evidence"],
  service: string,
  contract: Contract,
): readonly Caller[] {
  const found = new Map<string, Caller>();
  for (const { calls } of worlds) {
    for (const { service: called, caller, method, path } of calls) {
      if (called !== service || (caller?.kind !== "file" && caller?.kind !== "code")) continue;
      const key = `${caller.file}:${caller.line}`;
      if (found.has(key) || found.size >= callersMost || contract.find(method, path).kind === "operation")
        continue;
      found.set(key, { operation: `${method} ${path}`, at: caller });
    }
  }
  return [...found.values()];
}

async function newerCallers(
  callers: readonly Caller[],
  time: number,
  history: History,
): Promise<readonly NewerCaller[]> {
  const newer: { readonly caller: NewerCaller; readonly time: number }[] = [];
  for (const { operation, at } of callers) {
    const change = await history.lineChange(at.file, at.line);
    if (change === undefined || change.time <= time) continue;
    const { commit, date } = change;
    newer.push({ caller: { operation, at, commit, date }, time: change.time });
  }
  return newer.sort((left, right) => right.time - left.time).map(({ caller }) => caller);
}
