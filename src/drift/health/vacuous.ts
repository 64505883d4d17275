import { finding, type Finding } from "../../core/index.ts";
import type { WorldEvidence } from "../evidence.ts";
import { absentPart } from "./dead.ts";
import type { GitEvidence, HealthEvidence, TestResult } from "./evidence.ts";
import { counted, groupedBy, healthFacts, listed } from "./facts.ts";
import { foldersOf } from "./paths.ts";
import { closing, indentOf, testBody, type TestBody } from "./test-source.ts";

/** A test that passed and looked at nothing, with what shows it. */
interface Vacuous {
  readonly test: TestResult;
  readonly site: string | undefined;
  /** As it follows "passed". */
  readonly how: string;
  /** What tells it from others of its file, whatever the words are. */
  readonly kind: string;
  readonly witness: string;
}

/**
 * H302. What shows that a test looked at nothing: a report that counts no assertion of it (PHPUnit's do); a text that
 * is empty, or whose assertions all stand in a walk through a folder that git does not have; a world in which it made
 * no call (a note: it may have looked at something else).
 */
export function vacuousFindings(evidence: HealthEvidence): readonly Finding[] {
  const { tests, sources, git } = evidence;
  const folders = git === undefined ? undefined : foldersOf(git.tracked);
  const found = tests.flatMap((report) =>
    report.tests.flatMap((test): readonly Vacuous[] => {
      if (test.outcome !== "passed") return [];
      if (test.assertions === 0) {
        const how = "without an assertion";
        return [{ test, site: siteOf(test), how, kind: "no assertion", witness: "T" }];
      }
      const source = test.file === undefined ? undefined : sources.get(test.file);
      if (test.file === undefined || source === undefined) return [];
      const body = testBody(test.file, source, test.name);
      if (body === undefined) return [];
      const site = `${test.file}:${body.line}`;
      if (isEmpty(body)) return [{ test, site, how: "with nothing inside", kind: "empty", witness: "TC" }];
      const folder = emptyWalk(body, source, git, folders);
      if (folder === undefined) return [];
      const how = `on a walk through ${folder}/, which is not in git`;
      return [{ test, site, how, kind: `${folder}/`, witness: "TCG" }];
    }),
  );
  return [...byFile(found), ...withoutCalls(evidence.worlds)];
}

function siteOf({ file, line }: TestResult): string | undefined {
  return file === undefined || line === undefined ? file : `${file}:${line}`;
}

function fileOf({ file, id }: TestResult): string {
  return file ?? (id.split("::", 1)[0] as string);
}

function byFile(found: readonly Vacuous[]): readonly Finding[] {
  const groups = groupedBy(found, ({ test, kind }) => `${fileOf(test)}: ${kind}`);
  return [...groups].map(([subject, ones]) => {
    const { test, how, witness, site } = ones[0] as Vacuous;
    const names = ones.map((one) => one.test.id);
    const line = /:(\d+)$/.exec(site ?? "")?.[1];
    return finding("vacuous-test", {
      at:
        test.file === undefined || line === undefined
          ? undefined
          : { kind: "code", file: test.file, line: Number(line), column: 1 },
      what: `${listed(names)} passed ${how}`,
      fix: [
        `a) delete ${ones.length === 1 ? "the test" : "these tests"}`,
        "b) have it fail first when there is nothing to look at",
      ].join("\n"),
      evidence: healthFacts({
        witness,
        rule: "vacuous-test",
        subject,
        tests: names,
        sites: ones.flatMap((one) => one.site ?? []),
        problems: ones.length,
      }),
    });
  });
}

function isEmpty({ text, language }: TestBody): boolean {
  if (language === "javascript") {
    const plain = text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "").replaceAll(/\s/g, "");
    return /^,(?:async)?(?:\(\w*\)|\w+)=>\{\},?$|^,(?:async)?function\w*\(\w*\)\{\},?$/.test(plain);
  }
  const plain = text.replaceAll(/"""[^]*?"""|'''[^]*?'''/g, "").replaceAll(/#[^\n]*/g, "");
  return /^\s*(?:pass|\.\.\.)?\s*$/.test(plain);
}

/** The folder that is not there, when every assertion stands inside a walk through it. */
function emptyWalk(
  body: TestBody,
  source: string,
  git: GitEvidence | undefined,
  folders: ReadonlySet<string> | undefined,
): string | undefined {
  if (git === undefined || folders === undefined) return undefined;
  const walks = body.language === "python" ? pythonWalks(body.text) : scriptWalks(body.text);
  for (const walk of walks) {
    const outside = body.text.slice(0, walk.start) + body.text.slice(walk.end);
    if (assertion.test(outside)) continue;
    const folder = folderOf(walk.subject, source);
    if (folder !== undefined && isAbsent(folder, git, folders)) {
      return folder;
    }
  }
  return undefined;
}

/** Words that say that something is looked at, also in the names of functions that do it for a test. */
const assertion =
  /\b(?:assert\w*|expect\w*|should|raises|throws|rejects|fail|check\w*|verify\w*|ensure\w*)\b/i;

interface Walk {
  /** What is walked through, as written. */
  readonly subject: string;
  readonly start: number;
  readonly end: number;
}

/** Python's walks that give nothing for a folder that is not there: glob, rglob, os.walk. */
function pythonWalks(text: string): readonly Walk[] {
  const lines = text.split("\n");
  let start = 0;
  return lines.flatMap((line, index) => {
    const from = start;
    start += line.length + 1;
    if (line.length > 500) return [];
    const loop = /^[ \t]*(?:async )?for .{1,200} in (.{1,300}):[ \t]*(?:#.*)?$/.exec(line)?.[1];
    const over = loop ?? /\ball\(.{1,300} for .{1,100} in (.{1,300})\)/.exec(line)?.[1];
    if (over === undefined || !/\.r?glob\(|\bi?glob\(|\bos\.walk\(/.test(over)) return [];
    let end = start;
    if (loop !== undefined) {
      for (const inner of lines.slice(index + 1)) {
        if (inner.trim() !== "" && indentOf(inner) <= indentOf(line)) break;
        end += inner.length + 1;
      }
    }
    return [{ subject: over, start: from, end: Math.min(end, text.length) }];
  });
}

/** JavaScript's: the functions of the packages glob, fast-glob, globby and tinyglobby. */
function scriptWalks(text: string): readonly Walk[] {
  const loops = text.matchAll(/\bfor (?:await )?\((?:const|let|var) [^()]{1,200} of ([^{};]{1,300})\) ?\{/g);
  return Array.from(loops, (loop) => {
    const inside = loop.index + loop[0].length;
    return { subject: loop[1] as string, start: loop.index, end: closing(text, inside) ?? text.length };
  }).filter(({ subject }) => /\b(?:glob|globSync|globby|globbySync|fg|fastGlob)(?:\.\w+)?\(/.test(subject));
}

/** The folder that is walked through: the texts of the subject, or of the constant that it names, joined. */
function folderOf(subject: string, source: string): string | undefined {
  const own = textsIn(subject);
  const name = /^(?:sorted|list|set)?\(?\s*([A-Za-z_]\w*)\b/.exec(subject)?.[1];
  const constant =
    name === undefined
      ? undefined
      : new RegExp(
          String.raw`^[ \t]*(?:(?:export )?(?:const|let|var) )?${name}(?:\s*:[^=\n]{1,100})?\s*=\s*(.{1,500})$`,
          "m",
        ).exec(source)?.[1];
  const parts = [...(constant === undefined ? [] : textsIn(constant)), ...own];
  const path = parts.join("/").replaceAll(/\/{2,}/g, "/");
  const plain = path.replace(/(?:^|\/)[^/]*[*?[{].*$/s, "").replaceAll(/^(?:\.{1,2}\/)+|\/$/g, "");
  return plain === "" || !/^[\w.@/ -]+$/.test(plain) ? undefined : plain;
}

function textsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/"([^"\n]{1,200})"|'([^'\n]{1,200})'|`([^`\n]{1,200})`/g), (found) =>
    ((found[1] ?? found[2] ?? found[3]) as string).replace(/^\/+/, ""),
  );
}

/** Whether git has nothing of a folder, wherever in the project it may be meant to lie. */
function isAbsent(folder: string, git: GitEvidence, folders: ReadonlySet<string>): boolean {
  if (absentPart(folder, git, folders) === undefined) return false;
  for (const known of folders) if (known.endsWith(`/${folder}`)) return false;
  return true;
}

/** Tests whose world saw nothing: told as a note, since what they looked at besides is not known. */
function withoutCalls(worlds: readonly WorldEvidence[]): readonly Finding[] {
  const idle = worlds.filter(
    (one) => one.test && one.complete && one.outcome === "passed" && one.callCount === 0,
  );
  if (idle.length === 0) return [];
  const names = idle.map((one) => one.title);
  return [
    finding("vacuous-test", {
      severity: "note",
      what: `${counted(idle.length, "test")} passed with a world in which nothing was called: ${listed(names)}`,
      why: "What the code does outside was not looked at; whether anything else was, a journal does not tell.",
      fix: "a) leave the world out of the test\nb) see whether the code still calls what the test is about",
      evidence: healthFacts({
        witness: "JT",
        rule: "vacuous-test",
        subject: "worlds without a call",
        tests: names,
        problems: idle.length,
      }),
    }),
  ];
}
