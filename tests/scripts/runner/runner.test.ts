import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatArchive, parseArchive } from "./archive.ts";
import { commands } from "./commands.ts";
import { runScript, type Outcome } from "./run-script.ts";

async function failureOf(script: string): Promise<string> {
  const outcome = await runScript("t.txt", script);
  return outcome.kind === "failed" ? outcome.text : `it ${outcome.kind}`;
}

test("a failure shows the line, the phase, the problem and all that happened", async () => {
  const script =
    "# greeting\nexec echo hi $WORK\n\n# farewell\n! exec sh -c 'echo no >&2; exit 4'\nstdout bye\n";
  expect(await failureOf(script)).toBe(
    [
      "t.txt:6 (farewell): stdout does not match bye",
      "",
      "# greeting",
      "> exec echo hi $WORK",
      "[stdout]",
      "hi $WORK",
      "# farewell",
      "> ! exec sh -c 'echo no >&2; exit 4'",
      "[stdout]",
      "",
      "[stderr]",
      "no",
      "[exit 4]",
      "> stdout bye",
    ].join("\n"),
  );
});

describe("each mistake of a script fails it", () => {
  const mistakes: readonly [script: string, problem: string][] = [
    ["exec false", "ended with exit 1, not with success"],
    ["! exec true", "ended with exit 0, not with failure"],
    ["exec sh -c 'kill -9 $$'", "ended with SIGKILL, not with success"],
    ["exec no-such-program", "spawn no-such-program ENOENT"],
    ["exec true\nexit 1", "exit was 0"],
    ["exec echo a\n! stdout a", "stdout matches a"],
    ["exec echo a\nstderr a", "stderr does not match a"],
    ["exists a", "a is not there"],
    ["! exists a\n-- a --\n", "a is there"],
    ["! exists ../../etc", "../../etc is outside the script's folders"],
    ["cmp a b\n-- a --\n1\n2\n3\n-- b --\n1\nx\n3\n", "a is not b:\n@ line 2\n- x\n+ 2"],
    ["cmp a b\n-- a --\n", "ENOENT"],
    ["! cmp a b\n-- a --\n-- b --\n", "a and b are equal"],
    ["grep a b\n-- b --\nc\n", "b does not match a"],
    ["exec echo $NOTHING", "the variable NOTHING is not set"],
    ["env a", "env takes NAME=value, not a"],
    ["cd nowhere", "nowhere is not there"],
    ["frob", "there is no command frob"],
    ["constructor", "there is no command constructor"],
    ["kill nobody", "nothing called nobody runs in the background"],
    ["exec sleep 30 &a\nexec sleep 30 &a", "a runs already"],
    ["exec sleep 30 &a", "still in the background: a"],
    ["exec true &a\nawait a up", "a did not print up"],
    ["! exec true &a\nwait a", "ended with exit 0, not with failure"],
    ["exec echo a\ncapture N b", "stdout does not match b"],
    ["exec sh -c 'mkdir $TMPDIR/backlot-1'", "left in the temporary folder: backlot-1"],
  ];
  test.concurrent.each(mistakes)("%j", async (script, problem) => {
    expect(await failureOf(script)).toContain(problem);
  });

  test("a quote that is not closed and a line without a command are found before anything runs", async () => {
    await expect(runScript("t.txt", "exec echo 'a")).rejects.toThrow("line 1: a quote is not closed");
    await expect(runScript("t.txt", "\n! &a")).rejects.toThrow("line 2: no command in: ! &a");
    await expect(runScript("t.txt", "-- a --\n-- a --\n")).rejects.toThrow("the file a stands there twice");
  });
});

test("a script that skips itself is skipped, with the reason", async () => {
  const outcome: Outcome = await runScript("t.txt", "[!no-such-program] skip 'needs it'\nexec false\n");
  expect(outcome).toEqual({ kind: "skipped", why: "needs it" });
});

test("an update takes over outputs, and nothing else of the script changes", async () => {
  const script = "exec echo new $WORK\ncmp stdout want\ncmp a a\n-- want --\nold\n-- a --\nsame\n";
  const outcome = await runScript("t.txt", script, true);
  expect(outcome).toEqual({ kind: "updated", text: script.replace("old", "new $WORK") });
  expect(await runScript("t.txt", script.replace("old", "new $WORK"), true)).toEqual({ kind: "passed" });
});

test("an update does not paper over other failures", async () => {
  const outcome = await runScript("t.txt", "exec echo a\ncmp stdout want\nstdout b\n-- want --\n", true);
  expect(outcome.kind).toBe("failed");
});

test("nothing of a script outlives it: processes, folders", async () => {
  const script = [
    "exec sh -c 'pwd | tr / :; sleep 30 & echo pid $!; exec sleep 30' &a",
    "await a ^pid",
    "! stdout .",
  ].join("\n");
  const text = await failureOf(script);
  const folder = (/^:\S+work$/m.exec(text)?.[0] ?? "").replaceAll(":", "/");
  const pid = Number(/^pid (\d+)$/m.exec(text)?.[1]);
  expect(folder).toMatch(/script-\w+\/work$/);
  expect(existsSync(folder)).toBe(false);
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("any archive survives being written and read", () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\n\r]/g, ""));
  const text = fc
    .array(line.filter((one) => !/^-- .* --$/.test(one)))
    .map((lines) => lines.map((one) => `${one}\n`).join(""));
  const name = fc.stringMatching(/^[a-z]([a-z /.]*[a-z])?$/);
  fc.assert(
    fc.property(text, fc.array(fc.tuple(name, text)), (script, files) => {
      const archive = { script, files: new Map(files) };
      expect(parseArchive(formatArchive(archive))).toEqual(archive);
    }),
  );
});

test("a file that would start another one can't be written", () => {
  const archive = { script: "", files: new Map([["a", "-- b --\n"]]) };
  expect(() => formatArchive(archive)).toThrow("a holds a line that would start another file: -- b --");
});

test("every command is described", () => {
  const page = readFileSync(path.join(import.meta.dirname, "..", "README.md"), "utf8");
  expect(Object.keys(commands).filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});
