import { finding, limits } from "../../core/index.ts";
import type { Finding, Place, Result } from "../../core/index.ts";
import { placeOf, readSource, type Source } from "../source.ts";
import { checkTree, TreeTooDeep, type TableNode } from "../tree.ts";

type Reader = (source: Source) => Result<TableNode>;

/** The parser of each format, loaded when a file of that kind is read: most projects have one format. */
const readers: Readonly<Record<string, () => Promise<Reader>>> = {
  toml: async () => (await import("./toml.ts")).readToml,
};

/** A file after reading: its tree, unless it could not be read at all, and what is wrong so far. */
export interface Parsed {
  readonly file: string;
  readonly tree: TableNode | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads one file into its tree. Never rejects for what the file holds: whatever the bytes are, the result
 * is a tree or findings.
 * @param file path relative to the project; its ending says the format
 */
export async function parseFile(file: string, bytes: Uint8Array): Promise<Parsed> {
  const unread = (...findings: readonly Finding[]): Parsed => ({ file, tree: null, findings });
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const load = Object.hasOwn(readers, ending) ? readers[ending] : undefined;
  if (load === undefined) return unread(unknownEnding(file));
  const source = readSource(file, bytes);
  if (!source.ok) return unread(...source.findings);
  const read = await load();
  try {
    const tree = read(source.value);
    return tree.ok ? { file, tree: tree.value, findings: checkTree(tree.value) } : unread(...tree.findings);
  } catch (error) {
    if (error instanceof TreeTooDeep) return unread(tooDeep(placeOf(error.where)));
    // The parsers recurse; what is deep enough to overflow the stack is far over the limit too.
    if (error instanceof RangeError) return unread(tooDeep({ kind: "input", input: file }));
    throw error;
  }
}

function unknownEnding(file: string): Finding {
  return finding("syntax-error", {
    at: { kind: "input", input: file },
    what: `${file} does not say its format`,
    why: "The ending of the name says how a scenario file is read.",
    fix: "Name it .toml, .yaml, .yml or .json.",
  });
}

function tooDeep(at: Place): Finding {
  return finding("over-limit", {
    at,
    what: `more than ${limits.scenarioDepth} tables and lists inside each other`,
    fix: "Nest less deep.",
  });
}
