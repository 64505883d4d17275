import { deepFreeze, failed, finding, hasErrors, limits, nearest, ok } from "../core/index.ts";
import type { Expectation, Finding, Layer, Place, Result } from "../core/index.ts";
import { fileShape, type CommonContent } from "./file-shape.ts";
import { mergeTrees } from "./merge.ts";
import type { ReadFile } from "./project-path.ts";
import { reportAll } from "./report-all.ts";
import type { Allow, Scenario } from "./scenario.ts";
import type { Section, SectionContent } from "./section.ts";
import { newDecoder } from "./shape/context.ts";
import { decode } from "./shape/decode.ts";
import type { TableNode } from "./tree.ts";
import { unreachableFindings, type Covers } from "./unreachable.ts";

/** What linking needs besides the trees. */
export interface LinkOptions {
  /** The top-level fields that doubles fill. */
  readonly sections: readonly Section[];
  /** Reads files that replies name; null checks everything but those. */
  readonly readFile: ReadFile | null;
  /** From the match room: whether one matcher takes everything that another one takes. */
  readonly covers: Covers;
  /** YYYY-MM-DD; what `expires` is compared with. */
  readonly today: string;
  /** Handlers and predicates are accepted: a value from test code is among the trees. */
  readonly allowCode?: boolean;
}

/** A file, or a value from TypeScript, that was read. */
export interface LinkedFile {
  /** Path relative to the project, or "defineScenario()". */
  readonly name: string;
  readonly tree: TableNode;
}

/**
 * Joins files, lowest layer first, into one frozen scenario, or says everything that is wrong with them.
 * @param before findings of reading the files, told together with those of linking
 */
export function linkScenario(
  files: readonly LinkedFile[],
  options: LinkOptions,
  before: readonly Finding[] = [],
): Result<Scenario> {
  const decoder = newDecoder(options.allowCode ?? false, options.readFile);
  const tree = mergeTrees(
    files.map((file) => file.tree),
    decoder.findings,
  );
  const content = decode(fileShape(options.sections), tree, decoder);
  const findings = [...before, ...decoder.findings];
  const names = files.map((file) => file.name);
  if (content === undefined) return failed(reportAll(findings, names));
  const layers = layersOf(content, options.sections, names);
  findings.push(...layers.flatMap((layer) => duplicateNames(layer)));
  findings.push(...layers.flatMap((layer) => unreachableFindings(layer, options.covers)));
  // With expectations missing that could not be read, their names would be missing too.
  if (!hasErrors(before) && decoder.findings.length === 0)
    findings.push(...unknownNames(content.inOrder ?? [], layers));
  findings.push(...expired(content.allow ?? [], options.today), ...tooMany(layers));
  const told = reportAll(findings, names);
  if (hasErrors(told)) return failed(told);
  return ok(deepFreeze(scenarioOf(content, options.sections, names, layers)), told);
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
    layers,
    sections: Object.fromEntries(configs),
    allow: content.allow ?? [],
  };
}

function sectionContent(
  content: Readonly<Record<string, unknown>>,
  key: string,
  empty: SectionContent,
): SectionContent {
  return (content[key] as SectionContent | undefined) ?? empty;
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
      const name = expectation.at.kind === "file" ? expectation.at.file : inputLayer;
      const counter = `${name}#${list}`;
      const number = numbers.get(counter) ?? 0;
      numbers.set(counter, number + 1);
      layers.get(name)?.push({ ...expectation, id: `${counter}[${number}]` });
    }
  }
  return [...layers].map(([name, expectations]) => ({ name, expectations }));
}

/** Name of the layer of what TypeScript declares with defineScenario(). */
export const inputLayer = "defineScenario()";

function duplicateNames(layer: Layer): Finding[] {
  const first = new Map<string, Place>();
  return layer.expectations.flatMap(({ name, at }) => {
    if (name === undefined) return [];
    const known = first.get(name);
    if (known === undefined) {
      first.set(name, at);
      return [];
    }
    return [
      finding("duplicate-name", {
        at,
        what: `two expectations are named ${JSON.stringify(name)}`,
        near: [{ what: name, at: known }],
      }),
    ];
  });
}

function unknownNames(
  inOrder: readonly { readonly name: string; readonly at: Place }[],
  layers: readonly Layer[],
): Finding[] {
  const names = new Set(layers.flatMap((layer) => layer.expectations.flatMap(({ name }) => name ?? [])));
  return inOrder
    .filter(({ name }) => !names.has(name))
    .map(({ name, at }) =>
      finding("unknown-name", {
        at,
        what: `no expectation is named ${JSON.stringify(name)}`,
        why: "in_order lists names of expectations.",
        fix:
          names.size === 0
            ? "Give an expectation that name."
            : "Correct it, or give an expectation that name.",
        near: nearest(name, names),
      }),
    );
}

function expired(allow: readonly Allow[], today: string): Finding[] {
  return allow
    .filter(({ expires }) => expires !== undefined && expires < today)
    .map(({ rule, expires, owner, at }) =>
      finding("expired-allow", {
        at,
        what: `the permission for ${rule} ended on ${expires}`,
        fix: `${owner === undefined ? "" : `Ask ${owner}. `}Fix what it allowed, or give it a new date and reason.`,
      }),
    );
}

function tooMany(layers: readonly Layer[]): Finding[] {
  const count = layers.reduce((sum, layer) => sum + layer.expectations.length, 0);
  if (count <= limits.expectations) return [];
  return [finding("over-limit", { what: `${count} expectations; a world may have ${limits.expectations}` })];
}
