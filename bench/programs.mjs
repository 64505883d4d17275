import { fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const deadlineMs = 120_000;

/** Path of a file of the project. */
export function projectFile(path) {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** Runs a program to its end with nothing on its standard input. @throws when it fails or takes too long */
export async function runProgram(command, options = {}) {
  const { exitCode = 0, stdout = "ignore", ...rest } = options;
  const child = spawn(command[0], command.slice(1), { stdio: ["ignore", stdout, "pipe"], ...rest });
  let errors = "";
  let output = "";
  child.stderr.on("data", (data) => (errors += data));
  child.stdout?.on("data", (data) => (output += data));
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(timer);
  if (code !== exitCode) throw new Error(`${command.join(" ")} ended with ${code}\n${errors.slice(-2000)}`);
  return output;
}

/** A program of bench/programs, in a process of its own, that is told things and answers. */
export function startProgram(name, ...args) {
  const child = fork(projectFile(`bench/programs/${name}`), args.map(String), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    /** What it says next. @throws when it ends instead, or says nothing for too long */
    next: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${name} says nothing`)), deadlineMs);
        const end = (code) => reject(new Error(`${name} ended with ${code}`));
        child.once("exit", end);
        child.once("message", (message) => {
          clearTimeout(timer);
          child.off("exit", end);
          resolve(message);
        });
      }),
    async ask(message) {
      const answer = this.next();
      child.send(message);
      return answer;
    },
    async end() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
}
