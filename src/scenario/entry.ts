import { failed, finding, hasErrors, ok } from "../core/index.ts";
import type { Finding, Place, Result } from "../core/index.ts";
import { addAll, addProblem, newProblems } from "./problems.ts";
import type { ReadFile } from "./project-path.ts";
import { readValue, type KeepCode, type ReadValue } from "./read/value.ts";
import { reportAll } from "./report-all.ts";
import { parseFile, type Parsed } from "./read/parse-file.ts";
import { fileRoot, newDecoder } from "./shape/context.ts";
import { decode } from "./shape/decode.ts";
import type { Shape } from "./shape/shape.ts";

/** How a value from TypeScript is read. */
export interface ValueOptions {
  /** What the value is called in findings: `world.command("git").mock(...)`. */
  readonly label: string;
  /** The line of test code it stands on; where findings are reported, and expectations say they are. */
  readonly at?: Place | undefined;
  /** Handlers and predicates are accepted, and an answer may be left out. */
  readonly allowCode?: boolean | undefined;
  /** Takes functions and modules into keeping; without it only references to kept ones are accepted. */
  readonly keep?: KeepCode | undefined;
  /** Reads files that replies name, relative to the project. */
  readonly readFile?: ReadFile | undefined;
}

/**
 * Reads a value from TypeScript with the very shape that files are read with; field names are camelCase.
 * @example decodeValue(commandEntry, { command: "git", args: ["push"], reply: { exitCode: 0 } }, { label })
 */
export function decodeValue<Out, In>(
  shape: Shape<Out, In>,
  value: unknown,
  options: ValueOptions,
): Result<Out> {
  return decodeRead(shape, readValue(value, options.label, options.keep), options);
}

/** The same for a value that was read before, on another thread: what readValue gives is data. */
export function decodeRead<Out, In>(
  shape: Shape<Out, In>,
  read: ReadValue,
  options: Omit<ValueOptions, "keep">,
): Result<Out> {
  const { label, allowCode = false, readFile = null, at } = options;
  const problems = newProblems();
  addAll(problems, read.problems);
  const decoder = newDecoder(problems, { root: label, allowCode, readFile });
  const out = read.tree === null ? undefined : decode(shape, read.tree, decoder);
  const told = reportAll(problems, []);
  const findings = at === undefined ? told : told.map((one) => movedTo(at, one));
  if (out === undefined || hasErrors(findings)) return failed(findings);
  return ok(at === undefined ? out : placed(out, at), findings);
}

/**
 * Reads a file that is no scenario, strictly all the same: all problems at once, with their places.
 * @param file path as the user would write it; its ending says the format
 */
export async function decodeFile<Out, In>(
  shape: Shape<Out, In>,
  file: string,
  bytes: Uint8Array,
): Promise<Result<Out>> {
  const { tree, problems } = await parseFile(file, bytes);
  const decoder = newDecoder(problems, { root: fileRoot, allowCode: false, readFile: null });
  const out = tree === null ? undefined : decode(shape, tree, decoder);
  const findings = reportAll(problems, [file]);
  return out === undefined || hasErrors(findings) ? failed(findings) : ok(out, findings);
}

function movedTo(at: Place, one: Finding): Finding {
  return { ...one, at };
}

/** Whatever says where it stands says the line of test code instead. */
function placed<Out>(out: Out, at: Place): Out {
  return typeof out === "object" && out !== null && Object.hasOwn(out, "at") ? { ...out, at } : out;
}

/** What the whole value given to defineScenario() is called. */
export const inputLayer = "defineScenario()";

/**
 * Reads the value given to defineScenario() into a tree, as a file would be; link it alone to check it at
 * once, and give it to loadScenario as a root.
 * @param name what the value is called in findings and reports
 */
export function parseInput(value: unknown, keep?: KeepCode, name = inputLayer): Parsed {
  const { tree, problems } = readValue(value, name, keep);
  if (tree === null || tree.kind === "table") return { file: name, tree, problems };
  const at: Place = { kind: "input", input: name };
  addProblem(problems, () =>
    finding("wrong-type", { at, what: "a scenario is an object", fix: "Give { ... }." }),
  );
  return { file: name, tree: null, problems };
}
