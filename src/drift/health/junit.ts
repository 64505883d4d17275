import {
  failed,
  finding,
  limits,
  ok,
  textOf,
  decodeLossless,
  type Finding,
  type Place,
  type Result,
} from "../../core/index.ts";
import type { TestOutcome, TestReport, TestResult, UnloadedFile } from "./evidence.ts";
import { type Case, fileOf, idOf, runnerOf, unloadedFile } from "./runners.ts";
import { readXml, type XmlProblem } from "./xml.ts";

/**
 * Reads a report in JUnit's XML, as vitest, node:test, jest-junit, pytest and others write it. Tests are counted one
 * by one: the counts that a report states of itself differ between runners (pytest counts an error at the end of a
 * failed test once more).
 * @param source the report's file as findings name it
 * @param root the project's folder, absolute
 */
export function readJunit(source: string, bytes: Uint8Array, root: string): Result<TestReport> {
  if (bytes.length > limits.reportFileBytes) {
    return failed([invalid(source, `has ${bytes.length} bytes, more than ${limits.reportFileBytes}`)]);
  }
  if (bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0) {
    return failed([invalid(source, "is not written in UTF-8")]);
  }
  const text = textOf(bytes) ?? decodeLossless(bytes);
  const gathered = new Gathered();
  const problem = readXml(text, gathered) ?? gathered.problem;
  if (problem !== undefined) return failed([invalidAt(source, text, problem)]);
  const report = reported(source, gathered, root);
  if (report.tests.length > 0 || report.unloaded.length > 0) return ok(report);
  return failed([
    finding("empty-report", { at: input(source), what: `${source} has no test`, evidence: facts(source) }),
  ]);
}

/** A report that can't be read. */
export function invalid(source: string, what: string): Finding {
  return finding("invalid-report", { at: input(source), what: `${source} ${what}` });
}

const input = (source: string): Place => ({ kind: "input", input: source });
const facts = (source: string): { readonly witness: string; readonly fingerprint: string } => ({
  witness: "T",
  fingerprint: `empty-report ${source}`,
});

const lineCharsMax = 300;

function invalidAt(source: string, text: string, { at, what, why }: XmlProblem): Finding {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, "");
  const place = { file: source, line: text.slice(0, start).split("\n").length, column: at - start + 1 };
  return finding("invalid-report", {
    // A report may be one line of megabytes, which no frame can show.
    at:
      line.length > lineCharsMax
        ? { kind: "code", ...place }
        : { kind: "file", ...place, endColumn: place.column + 1, text: line },
    what: `${source} can't be read: ${what}`,
    why,
  });
}

/** What a report holds, while it is read. */
class Gathered {
  readonly cases: Case[] = [];
  rootName: string | undefined;
  problem: XmlProblem | undefined;
  readonly #suites: string[] = [];
  #case: { -readonly [Key in keyof Case]: Case[Key] } | undefined;
  #telling = 0;
  #depth = 0;

  open(name: string, attributes: ReadonlyMap<string, string>, at: number): void {
    this.#depth++;
    if (this.#depth === 1) this.#root(name, attributes, at);
    if (name === "testsuite") this.#suites.push(attributes.get("name") ?? "");
    else if (name === "testcase") this.#begin(attributes, at);
    else if (this.#case !== undefined) this.#end(name, attributes);
  }

  text(text: string): void {
    if (this.#telling > 0) this.#tell(text);
  }

  close(name: string): void {
    this.#depth--;
    if (name === "testsuite") this.#suites.pop();
    if (name === "testcase" && this.#case !== undefined) {
      this.cases.push(this.#case);
      this.#case = undefined;
    }
    if (name === "failure" || name === "error") this.#telling = Math.max(0, this.#telling - 1);
  }

  #root(name: string, attributes: ReadonlyMap<string, string>, at: number): void {
    this.rootName = attributes.get("name");
    if (name !== "testsuites" && name !== "testsuite") {
      this.problem = { at, what: `it begins with <${name}>, not with <testsuites> or <testsuite>` };
    }
  }

  #begin(attributes: ReadonlyMap<string, string>, at: number): void {
    if (this.cases.length >= limits.reportTests) {
      this.problem ??= { at, what: `more than ${limits.reportTests} tests` };
      return;
    }
    this.#case = {
      suites: [...this.#suites],
      name: attributes.get("name") ?? "",
      className: attributes.get("classname") ?? "",
      file: attributes.get("file"),
      line: count(attributes.get("line")),
      assertions: count(attributes.get("assertions")),
      outcome: "passed",
      failure: "",
    };
  }

  /** A child of a test that says how it ended. */
  #end(name: string, attributes: ReadonlyMap<string, string>): void {
    const current = this.#case;
    if (current === undefined) return;
    if (name === "failure" || name === "error") {
      current.outcome = "failed";
      this.#telling++;
      const message = attributes.get("message");
      if (message !== undefined) this.#tell(`${message}\n`);
    } else if (name === "skipped" && current.outcome === "passed") current.outcome = "skipped";
  }

  #tell(text: string): void {
    const current = this.#case;
    if (current === undefined) return;
    current.failure += text.slice(0, limits.reportFailureChars - current.failure.length);
  }
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function reported(source: string, { cases, rootName }: Gathered, root: string): TestReport {
  const runner = runnerOf(cases, rootName);
  const unloaded = new Map<string, UnloadedFile>();
  const tests = new Map<string, TestResult>();
  for (const one of cases) {
    const broken = unloadedFile(runner, one, root);
    if (broken !== undefined) {
      // jest-junit tells the same file twice, in two words.
      const failure = (unloaded.get(broken)?.failure ?? "") + one.failure;
      unloaded.set(broken, { file: broken, failure });
      continue;
    }
    const plain = idOf(runner, one, root);
    const first = tests.get(plain);
    // A test of pytest that fails and then can't be cleaned up is told twice; its ids are unique.
    const again = runner === "pytest" && first !== undefined;
    const id = again ? plain : free(plain, tests);
    const result: TestResult = {
      id,
      file: fileOf(runner, one, root),
      line: one.line,
      name: one.name,
      outcome: one.outcome,
      failure: one.failure,
      assertions: one.assertions,
    };
    tests.set(id, again ? merged(first, result) : result);
  }
  return { source, runner, tests: [...tests.values()], unloaded: [...unloaded.values()] };
}

/** An id that is not taken: runners but pytest allow tests of the same name. */
function free(id: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}#${number}`)) number++;
  return `${id}#${number}`;
}

const gravity: Readonly<Record<TestOutcome, number>> = { passed: 0, skipped: 1, failed: 2 };

function merged(one: TestResult, other: TestResult): TestResult {
  const [graver, lighter] = gravity[one.outcome] >= gravity[other.outcome] ? [one, other] : [other, one];
  return { ...graver, failure: graver.failure === "" ? lighter.failure : graver.failure };
}
