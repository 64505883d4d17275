import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, openStage, run, shells, type Stage } from "./stage.ts";

/** Commands named like something that shims, relays or the host use themselves, and what proves the real one. */
const table: readonly (readonly [name: string, args: readonly string[], output: RegExp])[] = [
  ["cat", ["-"], /^in$/],
  ["sleep", ["0"], /^$/],
  ["sh", ["-c", "echo real"], /^real\n$/],
  ["dash", ["-c", "echo real"], /^real\n$/],
  // Without --norc bash takes a socket on its standard input for a login from elsewhere, doubled or not.
  ["bash", ["--norc", "-c", "echo real"], /^real\n$/],
  ["env", ["/bin/echo", "real"], /^real\n$/],
  ["mkfifo", ["--version"], /mkfifo/],
  ["rm", ["--version"], /rm/],
  ["mv", ["--version"], /mv/],
  ["kill", ["-l"], /TERM/],
  ["tee", [], /^in$/],
  ["head", ["-c", "1"], /^i$/],
  ["node", ["-p", "'real'"], /^real\n$/],
  ["perl", ["-e", "print 'real'"], /^real$/],
  ["printf", ["real"], /^real$/],
  ["echo", ["real"], /^real\n$/],
  ["test", ["a", "=", "a"], /^$/],
  ["[", ["a", "=", "a", "]"], /^$/],
  ["true", [], /^$/],
  ["ps", ["--version"], /ps/],
  ["tty", [], /not a tty/],
  ["pwd", [], /^\//],
];

describe.each(shells)("by %s", (shell) => {
  let stage: Stage;
  let path: string;
  beforeEach(async () => {
    stage = await openStage({ shell, commands: table.map(([name]) => name) });
    const node = process.execPath.slice(0, process.execPath.lastIndexOf("/"));
    // All are doubled at once: whatever one of them used by name would be found as a double.
    path = `${stage.world.binFolder}:/usr/bin:/bin:${node}`;
  });
  afterEach(() => stage.close());

  const call = (name: string, args: readonly string[]) =>
    run(stage.path(name), args, { env: { PATH: path }, input: bytesOf("in") });
  const names = (): string[] => stage.calls.map(({ head }) => head.command);

  it.each(table.map(([name]) => name))("%s can be doubled, with input and much output", async (name) => {
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "bytes") await reply.bytes(item.bytes);
      await reply.bytes(bytesOf("x".repeat(20_000)));
      await reply.close({ how: "exit", code: 7 });
    };
    const ran = await call(name, []);
    expect(ran).toMatchObject({ code: 7, stderr: "" });
    expect(ran.stdout.toString()).toBe(`in${"x".repeat(20_000)}`);
    expect(names()).toEqual([name]);
  });

  it.each(table)("%s can be passed through and recorded", async (name, args, output) => {
    const kept: string[] = [];
    for (const record of [undefined, { stdin: true }]) {
      stage.answer = async ({ reply }) => {
        const { recorded } = await reply.pipe({ kind: "command", mode: "wait", record });
        if (recorded !== undefined) kept.push(Buffer.from(recorded.stdout).toString());
      };
      const ran = await call(name, args);
      expect([ran.signal, ran.stderr]).toEqual([null, ""]);
      expect(ran.stdout.toString()).toMatch(output);
    }
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatch(output);
    expect(names()).toEqual([name, name]);
  });
});
