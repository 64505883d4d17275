import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits, utf8 } from "../../core/index.ts";
import { gitPort, type GitOptions } from "./index.ts";

const identity = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_AUTHOR_DATE: "2025-01-15T10:30:00Z",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_COMMITTER_DATE: "2025-01-15T10:30:00Z",
};

let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "git-port-")));
  root = join(outer, "world");
  mkdirSync(join(root, "repo"), { recursive: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(outer, { recursive: true });
});

interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git in the folder `repo` and gives its output as text. */
async function git(args: readonly string[], stdin?: string, options?: GitOptions): Promise<Said> {
  const port = gitPort(root, options);
  const given = { env: identity, ...(stdin === undefined ? {} : { stdin: utf8(stdin) }) };
  const { exitCode, stdout, stderr } = await port.run(join(root, "repo"), args, given);
  return { exitCode, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
}

test("a commit has the same id everywhere: nothing of this machine gets in", async () => {
  await git(["init", "--quiet"]);
  writeFileSync(join(root, "repo/README.md"), "# demo\n");
  await git(["add", "README.md"]);
  expect(await git(["commit", "--quiet", "-m", "first"])).toMatchObject({ exitCode: 0 });
  const head = await git(["rev-parse", "HEAD"]);
  expect(head.stdout).toBe("615ee640d4e478b5a778361dd5a3de1172ee9587\n");
  expect((await git(["symbolic-ref", "HEAD"])).stdout).toBe("refs/heads/main\n");
});

test("what git says and how it exits comes back, and a failure is no error", async () => {
  const result = await git(["rev-parse", "HEAD"]);
  expect(result.exitCode).toBe(128);
  expect(result.stderr).toContain("not a git repository");
});

test("input and output are bytes", async () => {
  await git(["init", "--quiet"]);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const port = gitPort(root);
  const { stdout } = await port.run(join(root, "repo"), ["hash-object", "-w", "--stdin"], { stdin: bytes });
  const id = Buffer.from(stdout).toString().trim();
  const back = await port.run("repo", ["cat-file", "blob", id]);
  expect(Uint8Array.from(back.stdout)).toEqual(bytes);
});

test("no configuration, environment or repository of the user is seen", async () => {
  mkdirSync(join(outer, "home"));
  writeFileSync(join(outer, "home/.gitconfig"), "[user]\nname = evil\n[alias]\nst = !touch evil\n");
  await gitPort(outer).run(outer, ["init", "--quiet"]);
  for (const [name, value] of Object.entries({
    HOME: join(outer, "home"),
    GIT_DIR: join(outer, ".git"),
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "user.name",
    GIT_CONFIG_VALUE_0: "evil",
    GIT_TRACE: "1",
  })) {
    vi.stubEnv(name, value);
  }
  // The repository around the world's folder is not found.
  expect(await git(["rev-parse", "--git-dir"])).toMatchObject({ exitCode: 128 });
  expect(await git(["config", "user.name"])).toEqual({ exitCode: 1, stdout: "", stderr: "" });
  expect((await git(["st"])).stderr).toContain("'st' is not a git command");
});

test("hooks of a repository never run", async () => {
  await git(["init", "--quiet"]);
  mkdirSync(join(root, "repo/.git/hooks"), { recursive: true });
  for (const hook of ["pre-commit", "post-commit", "post-checkout", "reference-transaction"]) {
    const file = join(root, "repo/.git/hooks", hook);
    writeFileSync(file, `#!/bin/sh\ntouch ${root}/ran-${hook}\n`);
    chmodSync(file, 0o755);
  }
  expect(await git(["commit", "--allow-empty", "-m", "x"])).toMatchObject({ exitCode: 0 });
  expect(await git(["checkout", "--quiet", "-b", "other"])).toMatchObject({ exitCode: 0 });
  for (const hook of ["pre-commit", "post-commit", "post-checkout", "reference-transaction"]) {
    expect(existsSync(join(root, `ran-${hook}`))).toBe(false);
  }
});

test("a hooks folder or monitor that a repository names is not used", async () => {
  await git(["init", "--quiet"]);
  const program = join(root, "evil");
  writeFileSync(program, `#!/bin/sh\ntouch ${root}/ran\n`);
  chmodSync(program, 0o755);
  await git(["config", "core.fsmonitor", program]);
  await git(["config", "core.hooksPath", root]);
  expect(await git(["status", "--short"])).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, "ran"))).toBe(false);
});

test("a link in a repository becomes a plain file", async () => {
  await git(["init", "--quiet"]);
  const { stdout } = await git(["hash-object", "-w", "--stdin"], "../../secret");
  await git(["update-index", "--add", "--cacheinfo", `120000,${stdout.trim()},link`]);
  await git(["checkout-index", "--all"]);
  expect(lstatSync(join(root, "repo/link")).isSymbolicLink()).toBe(false);
});

test("neither the network nor a program is a transport, and nobody is asked for a password", async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await git(["init", "--quiet"]);
  for (const url of [
    `http://127.0.0.1:${port}/x`,
    `ext::touch ${root}/ran`,
    "ssh://127.0.0.1/x",
    "git://127.0.0.1/x",
  ]) {
    expect(await git(["fetch", "--quiet", url])).toMatchObject({ exitCode: 128 });
  }
  server.close();
  expect(requests).toBe(0);
  expect(existsSync(join(root, "ran"))).toBe(false);
});

test("another folder of the world can be fetched from", async () => {
  await git(["init", "--quiet"]);
  await git(["commit", "--allow-empty", "-m", "x"]);
  mkdirSync(join(root, "fork"));
  const port = gitPort(root);
  await port.run("fork", ["init", "--quiet", "--bare"]);
  const fetched = await port.run("fork", ["fetch", "--quiet", "../repo", "main:main"]);
  expect({ exitCode: fetched.exitCode, said: Buffer.from(fetched.stderr).toString() }).toEqual({
    exitCode: 0,
    said: "",
  });
});

test.each(["", "..", "missing", "/", "way-out"])(
  "the folder %j is refused when it is not the world's",
  async (folder) => {
    symlinkSync(outer, join(root, "way-out"));
    const running = gitPort(root).run(folder, ["version"]);
    // The world's own folder is below itself.
    if (folder === "") expect((await running).exitCode).toBe(0);
    else await expect(running).rejects.toMatchObject({ code: "BKL1017" });
  },
);

test.each([
  [["-c", "core.hooksPath=x", "status"]],
  [["--exec-path=/tmp", "x"]],
  [["-C", "/", "status"]],
  [[]],
  [["a\0b"]],
])("the arguments %j are refused", async (args) => {
  await expect(git(args)).rejects.toMatchObject({ code: "BKL5999" });
});

test("only names that are meant to be set are set", async () => {
  await git(["init", "--quiet"]);
  const env = {
    ...identity,
    GIT_DIR: outer,
    PATH: outer,
    GIT_SSH_COMMAND: "touch ran",
    GIT_CONFIG_GLOBAL: "x",
  };
  const { exitCode, stdout } = await gitPort(root).run("repo", ["rev-parse", "--absolute-git-dir"], { env });
  expect({ exitCode, stdout: Buffer.from(stdout).toString().trim() }).toEqual({
    exitCode: 0,
    stdout: join(root, "repo/.git"),
  });
});

test("output up to the limit comes back; one byte more is refused", async () => {
  await git(["init", "--quiet"]);
  const { stdout } = await git(["hash-object", "-w", "--stdin"], "x".repeat(100_000));
  const show = ["cat-file", "blob", stdout.trim()];
  expect((await git(show, undefined, { outputBytesMax: 100_000 })).stdout).toHaveLength(100_000);
  await expect(git(show, undefined, { outputBytesMax: 99_999 })).rejects.toThrow(
    "wrote more than 99999 bytes",
  );
  expect(limits.gitOutputBytes).toBeGreaterThanOrEqual(limits.bodyBytes);
});

/** A program that stands in for git. */
function program(text: string): string {
  const file = join(outer, "program");
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("a command that takes too long is ended", async () => {
  const running = git(["status"], undefined, { program: program("exec sleep 60"), timeMsMax: 100 });
  await expect(running).rejects.toThrow("took longer than 100 ms");
  expect(limits.gitMs).toBeGreaterThan(100);
});

test("a command that a signal ends has the exit code a shell would give", async () => {
  expect(await git(["status"], undefined, { program: program("kill -TERM $$") })).toMatchObject({
    exitCode: 143,
  });
});

test("a command that does not read its input does no harm", async () => {
  const result = await git(["status"], "x".repeat(5_000_000), { program: program("exit 3") });
  expect(result.exitCode).toBe(3);
});

test("so many commands run at the same time and no more", async () => {
  const file = program(`echo start >>${outer}/log; sleep 0.05; echo end >>${outer}/log`);
  const port = gitPort(root, { program: file });
  await Promise.all(Array.from({ length: limits.gitProcesses * 3 }, () => port.run("repo", ["status"])));
  let [running, most] = [0, 0];
  for (const line of readFileSync(join(outer, "log"), "utf8").trim().split("\n")) {
    running += line === "start" ? 1 : -1;
    most = Math.max(most, running);
  }
  expect(most).toBeLessThanOrEqual(limits.gitProcesses);
  expect(most).toBeGreaterThan(1);
});

test("without git the finding says so; a double of git on PATH is not git", async () => {
  const doubles = join(outer, "bin");
  mkdirSync(doubles);
  writeFileSync(join(doubles, "git"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(doubles, ".backlot-doubles"), "");
  vi.stubEnv("PATH", doubles);
  await expect(git(["version"])).rejects.toMatchObject({ code: "BKL5004" });
});
