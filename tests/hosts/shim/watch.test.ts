import { spawn } from "node:child_process";
import { afterEach, expect, it } from "vitest";
import type { ShellChannel } from "../../../src/hosts/shim/shell-channel.ts";
import { Watch } from "../../../src/hosts/shim/watch.ts";
import { processes, until } from "./stage.ts";

const sleeper = spawn("/bin/sleep", ["20"], { stdio: "ignore" });
afterEach(() => sleeper.kill("SIGKILL"));

it("ends a real program that says it begins when its shim was already found dead", async () => {
  const shim = spawn("/bin/sleep", ["20"], { stdio: "ignore" });
  const pid = shim.pid as number;
  let released = false;
  const channel = { head: { pid }, release: () => (released = true) } as unknown as ShellChannel;
  const watch = new Watch(processes, () => (released ? [] : [channel]));
  const started = (of: number) =>
    ({ kind: "started", slot: 0, pid: of, value: sleeper.pid as number, signals: [] }) as const;
  const ended = async () =>
    (await processes.inspect([sleeper.pid as number])).get(sleeper.pid as number)?.ended ?? true;

  watch.start();
  // Nobody knows that shim, so nobody is ended for it.
  watch.orphan(started(pid));
  shim.kill("SIGKILL");
  await until(() => released);
  watch.orphan(started(pid + 1));
  expect(await ended()).toBe(false);
  watch.orphan(started(pid));
  await until(ended);
  watch.stop();
});
