import { finding, limits } from "../core/index.ts";
import type { Result } from "../core/index.ts";
import { linkScenario, type LinkOptions } from "./link.ts";
import { addProblem, newProblems, type Problems } from "./problems.ts";
import { projectPath, unreadableFile, type ReadFile } from "./project-path.ts";
import { parseFile, type Parsed } from "./read/parse-file.ts";
import type { Scenario } from "./scenario.ts";
import { placeOf, type Where } from "./source.ts";
import { entryOf, type Node, type TableNode } from "./tree.ts";

/** What loading needs. */
export interface LoadOptions extends LinkOptions {
  /** The files to start from, relative to the project, lowest layer first; or values from defineScenario(). */
  readonly roots: readonly (string | Parsed)[];
  readonly readFile: ReadFile;
}

/**
 * Loads a scenario: reads the files and all they include, lowest layer first, and links them. Never rejects
 * for what a file holds.
 */
export async function loadScenario(options: LoadOptions): Promise<Result<Scenario>> {
  const problems = newProblems();
  const loading: Loading = { options, problems, files: [], done: new Set(), under: [] };
  for (const root of options.roots) {
    if (typeof root === "string") await addFile(loading, root, { input: root });
    else await addParsed(loading, root);
  }
  for (const { key, prepare } of options.sections) {
    const sections = loading.files.flatMap(({ tree }) =>
      tree === null ? [] : (entryOf(tree, key)?.value ?? []),
    );
    const tables = sections.flatMap((section) => (section.kind === "table" ? section.entries : []));
    if (sections.length === 0) continue;
    await prepare?.((field) =>
      tables.some(
        ({ value }) => value.kind === "table" && value.entries.some((entry) => entry.key === field),
      ),
    );
  }
  // What went wrong between the files belongs to none of them.
  const between: Parsed[] = problems.count === 0 ? [] : [{ file: "", tree: null, problems }];
  return linkScenario([...loading.files, ...between], options);
}

interface Loading {
  readonly options: LoadOptions;
  readonly problems: Problems;
  readonly files: Parsed[];
  readonly done: Set<string>;
  /** Files that are being read, each included by the one before it. */
  readonly under: string[];
}

async function addFile(loading: Loading, file: string, from: Where): Promise<void> {
  const { done, problems, under, options } = loading;
  const at = placeOf(from);
  if (under.includes(file)) {
    const way = [...under.slice(under.indexOf(file)), file].join(" > ");
    addProblem(problems, () => finding("include-cycle", { at, what: `the file includes itself: ${way}` }));
    return;
  }
  if (done.has(file)) return;
  done.add(file);
  if (done.size > limits.includedFiles) {
    const what = `more than ${limits.includedFiles} files are joined`;
    addProblem(problems, () => finding("over-limit", { at, what, fix: "Join fewer files." }));
    return;
  }
  const read = options.readFile(file, limits.scenarioFileBytes);
  if (read.ok) await addParsed(loading, await parseFile(file, read.bytes));
  else addProblem(problems, () => unreadableFile(file, read, from, limits.scenarioFileBytes));
}

/** Adds what a file includes, then the file: what is included lies underneath. */
async function addParsed(loading: Loading, read: Parsed): Promise<void> {
  for (const { adopts, prepare } of loading.options.sections) {
    if (read.tree !== null && adopts?.(read.tree) === true) await prepare?.(() => true);
  }
  const parsed = adoptFile(read, loading.options.sections);
  const { file, tree } = parsed;
  loading.under.push(file);
  for (const { path, where } of tree === null ? [] : includes(tree, loading)) {
    await addFile(loading, path, where);
  }
  loading.under.pop();
  loading.files.push(parsed);
}

/** A file of another program stands for the scenario that it means. */
export function adoptFile(parsed: Parsed, sections: LoadOptions["sections"]): Parsed {
  const { tree, problems } = parsed;
  if (tree === null) return parsed;
  for (const { adopt } of sections) {
    const found = adopt?.(tree);
    if (found === undefined || found === null) continue;
    for (const one of found.findings) addProblem(problems, () => one);
    return { ...parsed, tree: found.tree };
  }
  return parsed;
}

function includes(
  tree: TableNode,
  { options: { sections }, problems }: Loading,
): { readonly path: string; readonly where: Where }[] {
  const value = entryOf(tree, "include")?.value;
  const items: readonly Node[] = value === undefined ? [] : value.kind === "list" ? value.items : [value];
  const named = sections.flatMap((section) => section.includes?.(tree) ?? []);
  return [...named, ...items].flatMap((item) => {
    if (item.kind !== "string") {
      const what = "include must be a file's path, or a list of them";
      addProblem(problems, () =>
        finding("wrong-type", { at: placeOf(item.where), what, fix: 'Write include = ["base.toml"].' }),
      );
      return [];
    }
    const resolved = projectPath(item.value, item.where);
    if (resolved.ok) return [{ path: resolved.path, where: item.where }];
    const { problem } = resolved;
    addProblem(problems, () => finding("bad-path", { at: placeOf(item.where), ...problem }));
    return [];
  });
}
