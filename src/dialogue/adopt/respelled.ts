import { quote, type Finding } from "../../core/index.ts";
import type { Node, TableNode } from "../../scenario/index.ts";
import { permissionModes } from "../scenario.ts";
import { told } from "./nodes.ts";

/** What claudeless takes in another spelling, by the fields that hold it: the one that is meant. */
const spellings: Readonly<Record<string, (written: string) => string | undefined>> = {
  permission_mode: (written) => permissionModes.find((one) => one === written.toLowerCase()),
  session_id: (written) => {
    const digits = written
      .replace(/^urn:uuid:|^\{(?=.*\}$)/i, "")
      .replace(/\}$/, "")
      .replaceAll("-", "");
    const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(digits);
    return parts === null || written.length === 36 ? undefined : parts.slice(1).join("-").toLowerCase();
  },
};

/** A file whose values are spelled as they are here; a finding for each that was not. */
export function respelled(tree: TableNode, findings: Finding[]): TableNode {
  const entries = tree.entries.map((entry) => {
    const { key, value } = entry;
    const read = Object.hasOwn(spellings, key) ? spellings[key] : undefined;
    const meant = value.kind === "string" ? read?.(value.value) : undefined;
    if (value.kind !== "string" || meant === undefined || meant === value.value) return entry;
    const what = `${key} is read as ${quote(meant)}, not ${quote(value.value, 60)}`;
    findings.push(
      told(value.where, what, "claudeless takes both spellings, this format one.", `Write ${quote(meant)}.`),
    );
    const node: Node = { ...value, value: meant };
    return { ...entry, value: node };
  });
  return { ...tree, entries };
}
