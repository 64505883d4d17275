import { describe, expect, test } from "vitest";
import { limits } from "../../../../core/index.ts";
import { sampleTools, sessionMs } from "../../../../../tests/samples/agent-tools.ts";

const files = { "/box/a.txt": "one\ntwo\nthree\n", "/box/src/b.ts": "b", "/box/.hidden": "" };
const run = async (command: string, version = "2.1.29") =>
  sampleTools({ files, version }).use("Bash", { command });
const said = async (command: string) => (await run(command)).content;
const refused = (what: string): string =>
  `The simulated Bash does not do this: ${what}. Say in the scenario what comes of it, by result in the tool call or in ` +
  "tool_execution.tools.Bash, or let real commands run, by allow_real_bash and --allow-code.";

describe("what is told", () => {
  test("is the output", async () => {
    expect(await run("\n echo hi; cat a.txt nothing")).toMatchObject({
      content: "Exit code 1\ncat: nothing: No such file or directory\nhi\none\ntwo\nthree",
      isError: true,
    });
    expect(await run("echo hi; cat nothing; echo")).toEqual({
      content: "hi\ncat: nothing: No such file or directory",
      isError: false,
      report: {
        stdout: "hi",
        stderr: "cat: nothing: No such file or directory",
        interrupted: false,
        isImage: false,
      },
      denied: false,
      files: ["nothing"],
    });
  });

  test("is as the version has it", async () => {
    expect(await run("mkdir x", "2.1.328")).toMatchObject({
      content: "(Bash completed with no output)",
      report: { stdout: "", stderr: "", interrupted: false, isImage: false, noOutputExpected: true },
    });
    expect((await run("echo", "2.1.328")).report).toMatchObject({ noOutputExpected: false });
    expect((await run("", "2.1.328")).report).toMatchObject({ noOutputExpected: false });
    expect((await run("mkdir x")).content).toBe("");
    expect((await run("echo out; cat no", "2.1.328")).content).toBe(
      "Exit code 1\nout\ncat: no: No such file or directory",
    );
  });

  test("is limited", async () => {
    const of = async (length: number) => {
      const { use } = sampleTools({ files: { "/box/a": "x\n".repeat(length / 2).slice(0, -1) } });
      return (await use("Bash", { command: "cat a" })).content;
    };
    expect((await of(limits.agentOutputChars)).length).toBe(limits.agentOutputChars - 1);
    expect(await of(limits.agentOutputChars + 4)).toMatch(/\n\n\.\.\. \[2 lines truncated\] \.\.\.$/);
  });
});

describe("lines", () => {
  test.each([
    ["echo a  b 'c  d' \"e  f\" g\\ h", "a b c  d e  f g h"],
    ["echo 'a'\"b\"c", "abc"],
    ['echo "a\\"b\\\\c\\d\\$e\\\nf"', 'a"b\\c\\d$ef'],
    ["echo a \\\n b # c", "a b"],
    ["echo -n a; echo b", "ab"],
    ["true && echo yes || echo no", "yes"],
    ["false && echo yes || echo no", "no"],
    ["false || : && echo both", "both"],
    ["echo a\n\n\necho b;", "a\nb"],
    ["cat a.txt | head -n 2 | tail -n 1", "two"],
    ["echo x | cat - a.txt | wc -l", "4"],
    ["head -2 a.txt", "one\ntwo"],
    ["head -c3 a.txt", "one"],
    ["tail -c 6 a.txt", "three"],
    ["tail -n 9 a.txt", "one\ntwo\nthree"],
    ["head a.txt src/b.ts", "==> a.txt <==\none\ntwo\nthree\n\n==> src/b.ts <==\nb"],
    ["echo x | head - a.txt -n1", "==> standard input <==\nx\n\n==> a.txt <==\none"],
    ["wc a.txt", " 3  3 14 a.txt"],
    ["wc -l a.txt src/b.ts", " 3 a.txt\n 0 src/b.ts\n 3 total"],
    ["wc -w < a.txt", "3"],
    ["cat < a.txt > b.txt; cat b.txt", "one\ntwo\nthree"],
    ["echo a > x; echo b >> x; cat x", "a\nb"],
    ["echo a > x 2>&1; cat x", "a"],
    ["cat no 2>&1 | wc -l", "1"],
    ["cat no 2> x; cat x", "cat: no: No such file or directory"],
    ["cat no 2>/dev/null; echo on", "on"],
    ["echo lost >/dev/null; cat < /dev/null", ""],
    ["echo err >&2 2> x; cat x", "err"],
    ["cat /dev/null -- a.txt", "one\ntwo\nthree"],
    ["ls", "a.txt\nsrc"],
    ["ls -A", ".hidden\na.txt\nsrc"],
    ["ls -1a src", ".\n..\nb.ts"],
    ["ls src a.txt", "a.txt\n\nsrc:\nb.ts"],
    ["pwd", "/home/ada/app"],
    ["cd src && pwd && cat b.ts", "/home/ada/app/src\nb"],
    ["cd src; cd .. ; ls; cd; pwd", "a.txt\nsrc\n/home/ada/app"],
    ["mkdir -p x/y x/y; touch x/y/z; ls x/y", "z"],
    ["mkdir x; mkdir x/y; ls x", "y"],
    ["touch src; rm -r src; rm a.txt; ls", ""],
    ["rm -f nothing; rm -f", ""],
    ["exit; echo no", ""],
    ["echo no | exit 1; echo on", "on"],
  ])("%j", async (command, told) => {
    expect(await run(command)).toMatchObject({ content: expect.stringMatching(/^/), isError: false });
    expect((await said(command)).split("\n")).toEqual(told.split("\n"));
  });

  test.each([
    ["false", "Exit code 1"],
    ["exit 3", "Exit code 3"],
    ["false; exit", "Exit code 1"],
    ["exit 300", "Exit code 44"],
    ["exit x", "Exit code 2"],
    ["true | false", "Exit code 1"],
    ["ls no a.txt", "Exit code 2\nls: cannot access 'no': No such file or directory\na.txt"],
    ["cat src", "Exit code 1\ncat: src: Is a directory"],
    ["head no", "Exit code 1\nhead: cannot open 'no' for reading: No such file or directory"],
    ["wc no", "Exit code 1\nwc: no: No such file or directory"],
    ["cat a.txt/b", "Exit code 1\ncat: a.txt/b: No such file or directory"],
    ["cd no", "Exit code 1\ncd: no: No such file or directory"],
    ["cd a.txt", "Exit code 1\ncd: a.txt: Not a directory"],
    ["mkdir", "Exit code 1\nmkdir: missing operand"],
    ["mkdir src", "Exit code 1\nmkdir: cannot create directory 'src': File exists"],
    ["mkdir -p a.txt", "Exit code 1\nmkdir: cannot create directory 'a.txt': File exists"],
    ["mkdir -p a.txt/b", "Exit code 1\nmkdir: cannot create directory 'a.txt/b': Not a directory"],
    ["mkdir x/y", "Exit code 1\nmkdir: cannot create directory 'x/y': No such file or directory"],
    ["touch", "Exit code 1\ntouch: missing file operand"],
    ["touch x/y", "Exit code 1\ntouch: cannot touch 'x/y': No such file or directory"],
    ["rm", "Exit code 1\nrm: missing operand"],
    ["rm src", "Exit code 1\nrm: cannot remove 'src': Is a directory"],
    ["rm no", "Exit code 1\nrm: cannot remove 'no': No such file or directory"],
    ["rm -rf /", "Exit code 1\nrm: refusing to remove '/'"],
    ["echo a > src", "Exit code 1\nsrc: Is a directory"],
    ["echo a > x/y", "Exit code 1\nx/y: No such file or directory"],
    ["cat < no", "Exit code 1\nno: No such file or directory"],
    ["cat < src", "Exit code 1\ncat: Is a directory"],
  ])("%j fails", async (command, told) => {
    expect(await run(command)).toMatchObject({ content: told, isError: true });
  });

  test.each([
    ["curl example.com", "the command curl"],
    ["echo a; rm -rf / && sudo x", "the command sudo"],
    ["FOO=1 echo", "the variable FOO=1"],
    ["ls -l", "the option -l of the command ls"],
    ["head -n", "the value of -n of the command head"],
    ["head -n x", "the value of -n of the command head"],
    ["constructor", "the command constructor"],
    ["''", "the command "],
    ["echo $HOME", '"$" without quotes'],
    ["echo *", '"*" without quotes'],
    ["(echo)", '"(" without quotes'],
    ["cat ~/x", '"~" without quotes'],
    ['echo "$HOME"', '"$", which stands for something else'],
    ['echo "`x`"', '"`", which stands for something else'],
    ["echo 'a", "a quote that does not end"],
    ['echo "a', "a quote that does not end"],
    ["sleep 1 &", '"&"'],
    ["echo a &> x", '"&>"'],
    ["echo a;; echo b", '";;"'],
    ["cat << x", '"<" without a file'],
    ["echo >", '">" without a file'],
    ["echo > ; echo", '">" without a file'],
    ["> x", '"end" without a command before it'],
    ["| cat", '"|" without a command before it'],
    ["echo |", '"end" without a command before it'],
    ["echo && ; echo", '";" without a command before it'],
    ["&& echo", '"&&" without a command before it'],
  ])("%j is refused before any of it runs", async (command, what) => {
    const { use, texts } = sampleTools({ files: { "/box/a": "x" } });
    expect(await use("Bash", { command: command.replace("rm -rf /", "rm a") })).toMatchObject({
      content: refused(what),
      isError: true,
    });
    expect(texts()).toEqual({ "/box/a": "x" });
  });

  test("nothing is left in the background", async () => {
    expect((await sampleTools().use("Bash", { command: "true", run_in_background: true })).content).toBe(
      refused("a command in the background"),
    );
  });
});

test("where Bash is holds for the next call, and for other tools", async () => {
  const { use } = sampleTools({ files });
  await use("Bash", { command: "cd src" });
  expect((await use("Bash", { command: "pwd" })).content).toBe("/home/ada/app/src");
  expect((await use("Read", { file_path: "b.ts" })).content).toBe("     1→b");
  await use("Bash", { command: "cd /box; cd /" });
  expect((await use("Bash", { command: "pwd; cat src/b.ts" })).content).toBe("/home/ada/app\nb");
});

test("files are written at the session's time, and told", async () => {
  const { use, times } = sampleTools({ files });
  const outcome = await use("Bash", { command: "touch new a.txt; echo x > log; cat src/b.ts >> log" });
  expect(outcome.files).toEqual(["new", "a.txt", "log", "src/b.ts"]);
  expect([...times]).toEqual([
    ["/box/new", sessionMs],
    ["/box/a.txt", sessionMs],
    ["/box/log", sessionMs],
  ]);
});

test("lines, commands, words and what they read are limited", async () => {
  const of = async (command: string) => {
    const { content } = await sampleTools({
      files: { "/box/a": "x".repeat(limits.agentFileBytes), "/box/s": new Uint8Array([0xff]) },
    }).use("Bash", { command });
    return content.slice(0, 100);
  };
  const chars = `echo ${"x".repeat(limits.agentCommandChars - 5)}`;
  expect(await of(chars)).toMatch(/^x{100}/);
  expect(await of(`${chars}x`)).toBe(refused("more than 65536 characters").slice(0, 100));
  const commands = Array.from({ length: limits.agentCommands }, () => ":").join(";");
  expect(await of(commands)).toBe("");
  expect(await of(`${commands};:`)).toBe(refused("more than 100 commands").slice(0, 100));
  const words = `:${" a".repeat(limits.agentWords - 1)}`;
  expect(await of(words)).toBe("");
  expect(await of(`${words} a`)).toBe(refused("more than 1000 words").slice(0, 100));
  const reads = Array.from({ length: limits.agentCommandBytes / limits.agentFileBytes }, () => "a").join(" ");
  expect(await of(`wc -c ${reads}`)).toMatch(/^ 4194304 a\n/);
  expect(await of(`wc -c ${reads} a`)).toMatch(/^Exit code 1\nwc: a: File too large\n/);
  expect(await of(`wc -c ${reads}; cat < a`)).toMatch(/^Exit code 1\ncat: File too large\n/);
  expect(await of("echo x >> a")).toBe("Exit code 1\nwrite error: File too large");
  expect(await of("cat a a | wc -c")).toBe("8388608");
  expect(await of("cat s")).toBe("Exit code 1\ncat: s: Input/output error");
  expect(await of("cat < s")).toBe("Exit code 1\ncat: File too large");
});
