import { ok, type Result, failed, BacklotError } from "../../core/index.ts";
import type { Contract } from "../document/contract.ts";
import type { ContractDiff, RawChange } from "./change.ts";
import { compareOperation, differing, differingCallbacks } from "./compare-operations.ts";
import { operationName } from "./comparing.ts";
import { pairOperations } from "./pair-operations.ts";
import { compareSchemas } from "./compare-schemas.ts";
import { placed } from "./placed.ts";
import { contractSide } from "./side.ts";

/**
 * Everything in which two contracts differ, and what of it breaks: what callers send is refused or misread, or readers
 * meet what they do not know or miss what they read. Descriptions and examples do not count.
 * @returns a finding `over-limit` for documents whose schemas multiply each other
 * @example diffContracts(old, now).value.changes.some(({ breaks }) => breaks)
 */
export function diffContracts(old: Contract, now: Contract): Result<ContractDiff> {
  try {
    return ok(diff(old, now));
  } catch (error) {
    if (error instanceof BacklotError) return failed(error.findings);
    throw error;
  }
}

function diff(old: Contract, now: Contract): ContractDiff {
  const { pairs, gone, added } = pairOperations(old.operations, now.operations);
  const schemas = compareSchemas({ old: contractSide(old), new: contractSide(now) });
  const changes: RawChange[] = basePaths(old, now);
  for (const operation of gone) {
    changes.push({
      rule: "operation-removed",
      breaks: true,
      what: "the operation is gone",
      why: "Callers get 404 or 405.",
      ...only(operationName(operation), operation.pointer, operation.pointer),
    });
  }
  for (const operation of added) {
    changes.push({
      rule: "operation-added",
      breaks: false,
      what: "the operation is new",
      why: "Nobody calls it yet.",
      ...only(operationName(operation), operation.pointer, operation.pointer),
    });
  }
  let callbacks = 0;
  for (const pair of pairs) {
    const name = operationName(pair.new);
    compareOperation({
      contracts: { old, new: now },
      pair,
      schemas,
      tell: ({ old: from = pair.old.pointer, new: to = pair.new.pointer, ...change }) => {
        changes.push({ ...change, ...only(name, from, to) });
      },
    });
    callbacks += differingCallbacks({ old, new: now }, pair);
  }
  return {
    kind: "contract",
    oldFile: old.file,
    newFile: now.file,
    changes: placed(old, now, [...changes, ...schemas.finish()]),
    compared: pairs.length,
    notCompared: [
      ...counted(differing(old.document["webhooks"], now.document["webhooks"]), "webhook"),
      ...counted(callbacks, "callback"),
    ],
  };
}

function only(
  operation: string,
  old: string,
  now: string,
): Pick<RawChange, "operations" | "more" | "old" | "new"> {
  return { operations: [operation], more: false, old, new: now };
}

function basePaths(old: Contract, now: Contract): RawChange[] {
  // A document without servers says nothing of where it is.
  if (![old, now].every(({ document }) => Array.isArray(document["servers"]))) return [];
  const [was, is] = [basesOf(old), basesOf(now)];
  const servers = { operations: [], more: false, old: "/servers", new: "/servers" };
  const change = (base: string, gone: boolean): RawChange => ({
    rule: gone ? "base-path-removed" : "base-path-added",
    breaks: gone,
    what: `the base path ${base} is ${gone ? "gone" : "new"}`,
    why: gone ? "Callers send every request below it." : "Callers may go on where they did.",
    ...servers,
  });
  return [
    ...was.filter((base) => !is.includes(base)).map((base) => change(base, true)),
    ...is.filter((base) => !was.includes(base)).map((base) => change(base, false)),
  ];
}

/** Base paths; "/" for servers without one. */
function basesOf({ basePaths: bases }: Contract): readonly string[] {
  return bases.length === 0 ? ["/"] : bases;
}

/** "2 webhooks", as a list of none or one. */
function counted(count: number, word: string): string[] {
  return count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
}
