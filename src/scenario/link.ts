import { deepFreeze, failed, hasErrors, ok } from "../core/index.ts";
import type { Expectation, Layer, Place, RegexPort, Result } from "../core/index.ts";
import { inputLayer } from "./entry.ts";
import { fileShape, type CommonContent } from "./file-shape.ts";
import { checkAllowed, checkLayers, checkOrder } from "./link-checks.ts";
import { mergeTrees } from "./merge.ts";
import { addAll, newProblems } from "./problems.ts";
import type { ReadFile } from "./project-path.ts";
import type { Parsed } from "./read/parse-file.ts";
import { reportAll } from "./report-all.ts";
import type { Scenario } from "./scenario.ts";
import type { Section, SectionContent } from "./section.ts";
import { fileRoot, newDecoder } from "./shape/context.ts";
import { decode } from "./shape/decode.ts";
import { entryOf, type TableNode } from "./tree.ts";
import type { Covers } from "./unreachable.ts";

/** What linking needs besides the trees. */
export interface LinkOptions {
  /** The top-level fields that doubles fill. */
  readonly sections: readonly Section[];
  /** Reads files that replies name; null checks everything but those. */
  readonly readFile: ReadFile | null;
  /** Runs patterns of contracts and models with a budget. */
  readonly regex?: RegexPort | undefined;
  /** From the match room: whether one matcher takes everything that another one takes. */
  readonly covers: Covers;
  /** YYYY-MM-DD; what `expires` is compared with. */
  readonly today: string;
  /** Handlers and predicates are accepted: a value from test code is among the trees. */
  readonly allowCode?: boolean;
}

/**
 * Joins what was read, lowest layer first, into one frozen scenario, or says everything that is wrong with
 * it, what reading found included.
 */
export function linkScenario(files: readonly Parsed[], options: LinkOptions): Result<Scenario> {
  const names = files.map(({ file }) => file);
  const trees = files.flatMap(({ tree }) => tree ?? []);
  const problems = newProblems();
  for (const { problems: before } of files) addAll(problems, before);
  const unread = trees.length < files.length || (options.readFile === null && trees.some(includesMore));
  const decoder = newDecoder(problems, {
    root: fileRoot,
    allowCode: options.allowCode ?? false,
    readFile: options.readFile,
    regex: options.regex,
  });
  const content = decode(fileShape(options.sections), mergeTrees(trees, problems), decoder);
  if (content === undefined) return failed(reportAll(problems, names));
  const layers = layersOf(content, options.sections, names);
  // Names of expectations that could not be read would be missing too.
  if (!unread && problems.count === 0) checkOrder(content.inOrder ?? [], layers, problems);
  checkLayers(layers, options.covers, problems);
  checkAllowed(content.allow ?? [], options.today, problems);
  const findings = reportAll(problems, names);
  if (hasErrors(findings)) return failed(findings);
  return ok(deepFreeze(scenarioOf(content, options.sections, names, layers)), findings);
}

/** A value that is only checked has not been joined with what it includes. */
function includesMore(tree: TableNode): boolean {
  return entryOf(tree, "include") !== undefined;
}

function scenarioOf(
  content: CommonContent & Readonly<Record<string, unknown>>,
  sections: readonly Section[],
  files: readonly string[],
  layers: readonly Layer[],
): Scenario {
  const configs = sections.map(
    ({ key, empty }) => [key, sectionContent(content, key, empty).config] as const,
  );
  return {
    name: content.name,
    files,
    seed: content.seed,
    now: content.now,
    inOrder: content.inOrder ?? [],
    shared: content.shared ?? false,
    env: content.env ?? {},
    envPass: content.envPass ?? [],
    unknownCommands: content.unknownCommands ?? "pass",
    layers,
    sections: Object.fromEntries(configs),
    allow: content.allow ?? [],
    ...(content.drift === undefined ? {} : { drift: content.drift }),
  };
}

function sectionContent(
  content: Readonly<Record<string, unknown>>,
  key: string,
  empty: SectionContent,
): SectionContent {
  return (content[key] as SectionContent | undefined) ?? empty;
}

/** A value may have a name of its own; what test code declares elsewhere stands in the input. */
function layerName(at: Place, layers: ReadonlyMap<string, unknown>): string {
  if (at.kind === "file") return at.file;
  const [value = ""] = at.kind === "input" ? at.input.split(": ") : [];
  return layers.has(value) ? value : inputLayer;
}

/** One layer for each file; an expectation belongs to the file it stands in, and is numbered there. */
function layersOf(
  content: Readonly<Record<string, unknown>>,
  sections: readonly Section[],
  names: readonly string[],
): Layer[] {
  const layers = new Map<string, Expectation[]>(names.map((name) => [name, []]));
  const numbers = new Map<string, number>();
  for (const { key, empty } of sections) {
    for (const { list, expectation } of sectionContent(content, key, empty).expectations) {
      const name = layerName(expectation.at, layers);
      const counter = `${name}#${list}`;
      const number = numbers.get(counter) ?? 0;
      numbers.set(counter, number + 1);
      layers.get(name)?.push({ ...expectation, id: `${counter}[${number}]` });
    }
  }
  return [...layers].map(([name, expectations]) => ({ name, expectations }));
}
