import type { Contract } from "../../contract/index.ts";
import { finding, limits, type Finding } from "../../core/index.ts";
import type { ServiceEvidence } from "../../drift/index.ts";

/** Places that are named of one contract's examples. */
const sitesMost = 20;

/**
 * Examples of contracts that do not fit their own schemas (H009): a note for each contract, at the first of them.
 * Compiles the schema of every example, which takes seconds for a document with thousands.
 */
export async function exampleFindings(services: readonly ServiceEvidence[]): Promise<readonly Finding[]> {
  const contracts = new Map<string, Contract>();
  for (const { anchor } of services) {
    if (anchor !== undefined) contracts.set(anchor.contract.file, anchor.contract);
  }
  if (contracts.size === 0) return [];
  const { checkExamples } = await import("../../contract/index.ts");
  return [...contracts].flatMap(([file, contract]): Finding[] => {
    const found = checkExamples(contract);
    const [first] = found;
    if (first === undefined) return [];
    const sites = found.flatMap(({ at }) => (at?.kind === "file" ? [`${at.file}:${at.line}`] : []));
    const what =
      found.length === 1
        ? `an ${first.what}`
        : `${found.length}${found.length < limits.findings ? "" : " or more"} examples of ${file} do not fit their schemas; the first: ${first.what}`;
    return [
      finding("invalid-example", {
        at: first.at,
        what,
        count: 1,
        evidence: {
          witness: "A",
          sites: sites.slice(0, sitesMost),
          fingerprint: `invalid-example ${file}`,
        },
      }),
    ];
  });
}
