import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { foldersPort } from "../../../../adapters/folders/index.ts";
import { sampleTools } from "../../../../../tests/samples/agent-tools.ts";

let outer = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "against-sh-")));
  mkdirSync(join(outer, "first/src"), { recursive: true });
  writeFileSync(join(outer, "first/a.txt"), "one two\nthree\n");
  writeFileSync(join(outer, "first/src/b"), "no end");
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

/** Every file and folder below a folder, with texts. */
function tree(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted();
  return Object.fromEntries(
    names.map((name) => [
      name,
      statSync(join(root, name)).isDirectory() ? "/" : readFileSync(join(root, name), "utf8"),
    ]),
  );
}

/** What a real shell and the simulated one make of a line, each in a copy of the same files. */
async function both(command: string): Promise<{ readonly real: unknown; readonly simulated: unknown }> {
  const here = join(outer, "here");
  const again = (): void => {
    rmSync(here, { recursive: true, force: true });
    cpSync(join(outer, "first"), here, { recursive: true });
  };
  again();
  const ended = spawnSync("/bin/bash", ["-c", command], {
    cwd: here,
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
    encoding: "utf8",
    input: "",
  });
  const stdout = ended.stdout.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  const real = { code: ended.status, stdout: ended.status === 0 ? stdout : undefined, tree: tree(here) };
  again();
  const { use } = sampleTools({
    cwd: here,
    execution: { sandboxRoot: here },
    ports: { folders: foldersPort },
  });
  const { isError, report } = await use("Bash", { command });
  const simulated = {
    code: isError ? Number(/^Error: Exit code (\d+)/.exec(report as string)?.[1]) : 0,
    stdout: isError ? undefined : (report as { stdout: string }).stdout,
    tree: tree(here),
  };
  return { real, simulated };
}

const isGnu = (() => {
  try {
    return (
      existsSync("/bin/bash") &&
      execFileSync("wc", ["--version"], { encoding: "utf8", stdio: "pipe" }).includes("GNU")
    );
  } catch {
    return false;
  }
})();

// Nothing that removes: whatever a generated line does in a real shell, it must do no harm.
const file = fc.constantFrom("a.txt", "src/b", "src", "no", "x", "src/x", "./a.txt", "'a.txt'");
const words = fc.array(file, { minLength: 1, maxLength: 3 }).map((some) => some.join(" "));
const command = fc.oneof(
  fc.constantFrom(
    "echo hi",
    "echo -n 'a  b'",
    "pwd",
    "true",
    "false",
    "exit 3",
    "cd src",
    "ls",
    "ls -a",
    "cat",
  ),
  fc.constantFrom("head -n 1", "tail -n 1", "tail -1", "head -c 3", "wc -l", 'echo "a\\"b" c\\ d'),
  fc
    .tuple(
      fc.constantFrom("cat", "head -1", "tail -n 2", "wc", "wc -c", "ls", "mkdir", "mkdir -p", "touch", "cd"),
      words,
    )
    .filter(([name, some]) => name !== "cd" || !some.includes(" "))
    .map((parts) => parts.join(" ")),
);
const redirect = fc.constantFrom("", "", "", " > x", " >> a.txt", " < a.txt", " > src/x 2>&1");
const line = fc
  .array(fc.tuple(command, redirect, fc.constantFrom(" && ", " || ", "; ", " | ", "\n")), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) =>
    parts.flatMap(([one, to, next], at) => [one, to, at === parts.length - 1 ? "" : next]).join(""),
  );

// Reason: there is no bash, or widths of wc and headers of head are others than GNU's.
test.skipIf(!isGnu)("whatever is simulated does what a real shell does", async () => {
  await fc.assert(
    fc.asyncProperty(line, async (one) => {
      // Commands of a pipeline run at the same time in a real shell, each in a shell of its own; what is printed on
      // stderr is worded by each system; what reads the file that it writes sees parts of it.
      const isPiped = /[^|]\|[^|]/.test(one);
      fc.pre(
        !(isPiped && />|cd|exit|mkdir|touch/.test(one)) &&
          !one.includes("2>&1") &&
          !/(cat|wc|head|tail)[^;&|\n]*>/.test(one),
      );
      const { real, simulated } = await both(one);
      expect(simulated).toEqual(real);
    }),
    { numRuns: 40 },
  );
});

// Reason: as above.
test.skipIf(!isGnu)("what is told on stderr is counted the same", async () => {
  const { real, simulated } = await both("cat no 2>&1 | wc -l; ls no no2 2> x; wc -l x");
  expect(simulated).toEqual(real);
});
