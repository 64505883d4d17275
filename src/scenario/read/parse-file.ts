import { finding } from "../../core/index.ts";
import type { Finding } from "../../core/index.ts";
import { addProblem, newProblems, type Problems } from "../problems.ts";
import { readSource, type Source } from "../source.ts";
import type { TableNode } from "../tree.ts";
import { checked } from "./checked.ts";
import { readJson } from "./json.ts";

/** Reads a tree; null, after adding why, when there is none. */
type Reader = (source: Source, problems: Problems) => TableNode | null;

/** The parser of each format, loaded when a file of that kind is read: most projects have one format. */
const readers: Readonly<Record<string, () => Promise<Reader>>> = {
  toml: async () => (await import("./toml.ts")).readToml,
  yaml: async () => (await import("./yaml.ts")).readYaml,
  yml: async () => (await import("./yaml.ts")).readYaml,
  json: async () => readJson,
};

/** A file after reading: its tree, unless it could not be read at all, and what is wrong so far. */
export interface Parsed {
  /** Path relative to the project; a label for what no file holds. */
  readonly file: string;
  readonly tree: TableNode | null;
  readonly problems: Problems;
}

/**
 * Reads one file into its tree. Never rejects for what the file holds: whatever the bytes are, the result
 * is a tree or problems.
 * @param file path relative to the project; its ending says the format
 */
export async function parseFile(file: string, bytes: Uint8Array): Promise<Parsed> {
  const problems = newProblems();
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const load = Object.hasOwn(readers, ending) ? readers[ending] : undefined;
  if (load === undefined) {
    addProblem(problems, () => unknownEnding(file));
    return { file, tree: null, problems };
  }
  const source = readSource(file, bytes);
  if (!source.ok) {
    for (const one of source.findings) addProblem(problems, () => one);
    return { file, tree: null, problems };
  }
  const read = await load();
  return { file, tree: checked(() => read(source.value, problems), problems, file), problems };
}

function unknownEnding(file: string): Finding {
  return finding("syntax-error", {
    at: { kind: "input", input: file },
    what: `${file} does not say its format`,
    why: "The ending of the name says how a scenario file is read.",
    fix: "Name it .toml, .yaml, .yml or .json.",
  });
}
