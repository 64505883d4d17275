import childProcess, { execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchInherited } from "./index.ts";

const original = { ...childProcess };
let seen: string[];
let undo: () => void;

beforeEach(() => {
  seen = [];
  undo = watchInherited((program) => {
    seen.push(program);
    throw new Error("refused");
  });
});

afterEach(() => undo());

test("every way to start a program without env is seen, and can be refused", async () => {
  const { spawn, exec, execFile, fork, spawnSync, execSync } = childProcess;
  const starts: (() => unknown)[] = [
    () => spawn("true"),
    () => spawn("true", ["x"], { stdio: "ignore" }),
    () => exec("true", () => undefined),
    () => execFile("true", ["x"], () => undefined),
    () => fork("./true.js"),
    () => spawnSync("true"),
    () => execSync("true"),
    () => execFileSync("true", { encoding: "utf8" }),
    () => promisify(exec)("true"),
    () => promisify(execFile)("true", ["x"]),
  ];
  for (const start of starts) expect(start).toThrow("refused");
  expect(seen).toEqual(starts.map((_, index) => (index === 4 ? "./true.js" : "true")));
  await Promise.resolve();
});

test("a program that is given an environment is none of its business", async () => {
  const env = { PATH: process.env["PATH"] };
  expect(execFileSync("echo", ["a"], { env, encoding: "utf8" })).toBe("a\n");
  expect((await promisify(childProcess.exec)("echo b", { env })).stdout).toBe("b\n");
  expect(seen).toEqual([]);
});

test("the originals come back with the last one", () => {
  const other = watchInherited(() => undefined);
  undo();
  expect(childProcess.spawn).not.toBe(original.spawn);
  other();
  expect({ ...childProcess }).toEqual(original);
});
