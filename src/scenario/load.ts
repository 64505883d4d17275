import { failed, finding, limits } from "../core/index.ts";
import type { Finding, Result } from "../core/index.ts";
import { linkScenario, type LinkedFile, type LinkOptions } from "./link.ts";
import { projectPath, unreadableFile, type ReadFile } from "./project-path.ts";
import { parseFile } from "./read/parse-file.ts";
import { reportAll } from "./report-all.ts";
import type { Scenario } from "./scenario.ts";
import { placeOf, type Where } from "./source.ts";
import { entryOf, type Node, type TableNode } from "./tree.ts";

/** What loading needs. */
export interface LoadOptions extends LinkOptions {
  /** The files to start from, relative to the project, lowest layer first; or values from defineScenario(). */
  readonly roots: readonly (string | LinkedFile)[];
  readonly readFile: ReadFile;
}

/**
 * Loads a scenario: reads the files and all they include, lowest layer first, and links them. Never rejects
 * for what a file holds.
 */
export async function loadScenario(options: LoadOptions): Promise<Result<Scenario>> {
  const loading: Loading = { options, findings: [], files: [], done: new Set(), under: [] };
  for (const root of options.roots) {
    if (typeof root === "string") await addFile(loading, root, { input: root });
    else await addTree(loading, root);
  }
  if (loading.files.length === 0) {
    return failed(reportAll(loading.findings, []));
  }
  return linkScenario(loading.files, options, loading.findings);
}

interface Loading {
  readonly options: LoadOptions;
  readonly findings: Finding[];
  readonly files: LinkedFile[];
  readonly done: Set<string>;
  /** Files that are being read, each included by the one before it. */
  readonly under: string[];
}

async function addFile(loading: Loading, file: string, from: Where): Promise<void> {
  if (loading.under.includes(file)) {
    const way = [...loading.under.slice(loading.under.indexOf(file)), file].join(" > ");
    loading.findings.push(
      finding("include-cycle", { at: placeOf(from), what: `the file includes itself: ${way}` }),
    );
    return;
  }
  if (loading.done.has(file)) return;
  loading.done.add(file);
  if (loading.done.size > limits.includedFiles) {
    if (loading.done.size > limits.includedFiles + 1) return;
    const what = `more than ${limits.includedFiles} files are joined`;
    loading.findings.push(finding("over-limit", { at: placeOf(from), what, fix: "Join fewer files." }));
    return;
  }
  const read = loading.options.readFile(file, limits.scenarioFileBytes);
  if (!read.ok) {
    loading.findings.push(unreadableFile(file, read, from, limits.scenarioFileBytes));
    return;
  }
  const parsed = await parseFile(file, read.bytes);
  loading.findings.push(...parsed.findings);
  if (parsed.tree !== null) await addTree(loading, { name: file, tree: parsed.tree });
}

/** Adds what a tree includes, then the tree: what is included lies underneath. */
async function addTree(loading: Loading, file: LinkedFile): Promise<void> {
  loading.under.push(file.name);
  for (const { path, where } of includes(file.tree, loading.findings)) await addFile(loading, path, where);
  loading.under.pop();
  loading.files.push(file);
}

function includes(tree: TableNode, findings: Finding[]): { readonly path: string; readonly where: Where }[] {
  const value = entryOf(tree, "include")?.value;
  const items: readonly Node[] = value === undefined ? [] : value.kind === "list" ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind !== "string") {
      const what = "include must be a file's path, or a list of them";
      findings.push(
        finding("wrong-type", { at: placeOf(item.where), what, fix: 'Write include = ["base.toml"].' }),
      );
      return [];
    }
    const resolved = projectPath(item.value, item.where);
    if (resolved.ok) return [{ path: resolved.path, where: item.where }];
    findings.push(finding("bad-path", { at: placeOf(item.where), ...resolved.problem }));
    return [];
  });
}
