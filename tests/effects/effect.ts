import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { World } from "../../src/testing/index.ts";
import { openWorld } from "../testing/built.ts";

const cli = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

/** What one field of a scenario does, shown from the outside. */
export type Effect = (Shown | Refused) & {
  /** The scenario; the service is called shop, the command tool. */
  readonly toml: string;
  /** Files beside the scenario. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Variables that the world is opened with. */
  readonly env?: Readonly<Record<string, string>>;
  /** The world may run what the scenario names. */
  readonly allowCode?: boolean;
};

interface Shown {
  /** Does something in the scenario's world and gives what came of it. */
  readonly show: (stage: Stage) => unknown;
  readonly is: unknown;
}

interface Refused {
  /** What opening the world says. */
  readonly refused: RegExp;
}

/** What an HTTP call came to; `error` when there was no whole answer. */
export interface Answer {
  readonly status?: number;
  readonly text?: string;
  readonly headers?: Headers;
  readonly error?: string;
  readonly ms: number;
}

/** How a command ended. */
export interface Ran {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** A world of a scenario, with a program's means of reaching it. */
export interface Stage {
  readonly world: World;
  readonly get: (target: string, init?: RequestInit & { readonly signalMs?: number }) => Promise<Answer>;
  readonly run: (
    words: readonly string[],
    more?: { input?: string; env?: Record<string, string>; cwd?: string },
  ) => Ran;
  /** Runs a program beside the scenario, outside of the world; `backlot` is the one that was built. */
  readonly outside: (words: readonly string[]) => Omit<Ran, "ms">;
  /** Writes a file beside the scenario. */
  readonly write: (name: string, text: string) => void;
  /** Closes the world and reads a file beside the scenario. */
  readonly written: (name: string) => Promise<string>;
  /** Names of the errors so far. */
  readonly findings: () => Promise<readonly string[]>;
}

/** Writes the scenario into a folder of its own and opens its world; both are gone when the test ends. */
export async function openStage({
  toml,
  files = {},
  env: more = {},
  allowCode = false,
}: Pick<Effect, "toml" | "files" | "env" | "allowCode">): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), "effect-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ "backlot.toml": toml, ...files }))
    writeFileSync(path.join(folder, name), content);
  const env = { ...process.env, ONE_TOKEN: "one", TWO_TOKEN: "two", ...more };
  const world = await openWorld("backlot.toml", { cwd: folder, env, allowCode });
  onTestFinished(() =>
    world.close().then(
      () => undefined,
      () => undefined,
    ),
  );
  return {
    world,
    get: (target, init) => get(world.url("shop") + target, init),
    run: ([command = "", ...args], more = {}) => {
      const started = performance.now();
      const { status, signal, stdout, stderr } = spawnSync(command, args, {
        input: more.input ?? "",
        cwd: more.cwd,
        env: { ...world.env, ...more.env },
        encoding: "latin1",
        timeout: 10_000,
      });
      return { status, signal, stdout, stderr, ms: performance.now() - started };
    },
    outside: ([program = "", ...args]) => {
      const [command, ...more] = program === "backlot" ? [process.execPath, cli] : [program];
      const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1" }, timeout: 20_000 };
      const { status, signal, stdout, stderr } = spawnSync(command, [...more, ...args], {
        ...options,
        encoding: "utf8",
      });
      return { status, signal, stdout, stderr };
    },
    write: (name, text) => writeFileSync(path.join(folder, name), text),
    written: async (name) => {
      await world.close().catch(() => undefined);
      return readFileSync(path.join(folder, name), "utf8");
    },
    findings: async () =>
      (await world.verify()).findings.flatMap(({ name, severity }) => (severity === "error" ? name : [])),
  };
}

async function get(url: string, init: RequestInit & { readonly signalMs?: number } = {}): Promise<Answer> {
  const started = performance.now();
  const ms = (): number => performance.now() - started;
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(init.signalMs ?? 10_000) });
    const { status, headers } = response;
    return { status, headers, text: await response.text(), ms: ms() };
  } catch (error) {
    return { error: causeOf(error), ms: ms() };
  }
}

function causeOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: string }; readonly name: string };
  return cause?.code ?? name;
}
