import { expect, test } from "vitest";
import { limits, utf8 } from "../../../../core/index.ts";
import { sampleTools } from "../../../../../tests/samples/agent-tools.ts";

const ran: unknown[] = [];
const programs = (answer: object) => ({
  allowed: true,
  isRoot: false,
  run: async (...given: unknown[]) => {
    ran.splice(0, ran.length, ...given);
    const nothing = new Uint8Array();
    return { exitCode: 0, timedOut: false, stdout: nothing, stderr: nothing, ...answer } as never;
  },
});

test("a real command runs where the tools work", async () => {
  const ports = { programs: programs({ stdout: utf8("out\n"), stderr: utf8("warned\n") }) };
  const { use } = sampleTools({ execution: { mode: "live" }, ports });
  expect(await use("Bash", { command: "make" })).toEqual({
    content: "out\nwarned",
    isError: false,
    report: { stdout: "out", stderr: "warned", interrupted: false, isImage: false },
    denied: false,
    files: [],
  });
  expect(ran).toEqual([
    "make",
    {
      cwd: "/box",
      env: { PATH: "/bin", CLAUDECODE: "1" },
      timeoutMs: 120_000,
      maxBytes: limits.agentProgramBytes,
    },
  ]);
});

test("without a sandbox that is the working directory, for other tools as well", async () => {
  const files = { "/home/ada/app/a": "mine", "/etc/passwd": "root" };
  const { use } = sampleTools({
    files,
    execution: { mode: "live", sandboxRoot: undefined },
    ports: { programs: programs({}) },
  });
  await use("Bash", { command: "make", timeout: limits.agentProgramMs + 1 });
  expect(ran[1]).toMatchObject({ cwd: "/home/ada/app", timeoutMs: limits.agentProgramMs });
  await use("Bash", { command: "make", timeout: limits.agentProgramMs - 1 });
  expect(ran[1]).toMatchObject({ timeoutMs: limits.agentProgramMs - 1 });
  expect((await use("Read", { file_path: "a" })).content).toBe("     1→mine");
  expect((await use("Read", { file_path: "/etc/passwd" })).content).toBe(
    "<tool_use_error>File does not exist.</tool_use_error>",
  );
});

test.each([
  [5, "5ms"],
  [2_000, "2s"],
  [120_000, "2m 0s"],
])("a command that took longer than %d ms is told", async (timeout, words) => {
  const ports = { programs: programs({ timedOut: true, exitCode: null, stdout: utf8("a\n") }) };
  const { use } = sampleTools({ execution: { allowRealBash: true }, ports });
  expect(await use("Bash", { command: "make", timeout })).toMatchObject({
    content: `Exit code 143\nCommand timed out after ${words}\na`,
    isError: true,
  });
});

test("a command that failed is told in the order of the version", async () => {
  const ports = { programs: programs({ exitCode: 3, stdout: utf8("out"), stderr: utf8("err") }) };
  const of = async (version: string) =>
    (await sampleTools({ version, execution: { mode: "live" }, ports }).use("Bash", { command: "x" }))
      .content;
  expect(await of("2.1.12")).toBe("Exit code 3\nerr\nout");
  expect(await of("2.1.328")).toBe("Exit code 3\nout\nerr");
  const killed = { programs: programs({ exitCode: null }) };
  const { use } = sampleTools({ execution: { mode: "live" }, ports: killed });
  expect((await use("Bash", { command: "x" })).content).toBe("Exit code 1");
});
