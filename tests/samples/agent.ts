import { hashPort } from "../../src/adapters/hash/index.ts";
import { regexPort } from "../../src/adapters/regex/index.ts";
import type { CommandHead, Finding } from "../../src/core/index.ts";
import { utf8 } from "../../src/core/index.ts";
import type { TurnFact } from "../../src/doubles/agent/state.ts";
import type { World } from "../../src/engine/index.ts";
import { arrivalOf, commandHead } from "./calls.ts";
import { memoryFolders } from "./folders.ts";
import { worldOf } from "./world.ts";

/** What a process of `claude` came to. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined: it did not end by an exit code. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** A world with a simulated agent, whose folders are in memory. */
export interface SampleAgent {
  readonly world: World;
  /** Files by absolute path. */
  readonly files: Map<string, Uint8Array>;
  /** Runs `claude` once. @example await agent.claude(["-p", "hello"]) */
  claude(
    args: readonly string[],
    more?: { readonly stdin?: string } & Partial<Omit<CommandHead, "stdin">>,
  ): Promise<Ran>;
  /** Prompts that it answered so far. */
  turns(): readonly TurnFact[];
  findings(): readonly Finding[];
}

/**
 * Opens a world with an agent.
 * @param toml what stands in the scenario file
 * @example await sampleAgent('[agents.claude]\ndefault_response = "Hi"')
 */
export async function sampleAgent(
  toml: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<SampleAgent> {
  const inMemory = new Map<string, Uint8Array>();
  const world = await worldOf(toml, {
    files,
    ports: {
      hash: hashPort,
      regex: regexPort,
      folders: memoryFolders(inMemory),
      files: {
        root: "/world",
        folder: async (name) => `/world/${name}`,
        write: async (name) => `/world/${name}`,
        read: async () => new Uint8Array(),
        remove: async () => undefined,
      },
    },
  });
  return {
    world,
    files: inMemory,
    turns: () => world.query("agent.turns", null) as unknown as readonly TurnFact[],
    findings: () => world.findings,
    claude: async (args, { stdin, ...head } = {}) => {
      const kind = stdin === undefined ? "null" : "pipe";
      const input = stdin === undefined ? [] : [{ kind: "bytes" as const, bytes: utf8(stdin) }];
      const arrival = arrivalOf(
        commandHead(["claude", ...args], {
          stdin: kind,
          env: { CLAUDE_CONFIG_DIR: "/world/claude" },
          ...head,
        }),
        [...input, { kind: "end" }],
      );
      await world.accept(arrival);
      const failed = world.findings.filter(({ name }) => name === "internal");
      if (failed.length > 0) throw new Error(failed.map(({ what }) => what).join("\n"));
      return ranOf(arrival.said);
    },
  };
}

function ranOf(said: ReturnType<typeof arrivalOf>["said"]): Ran {
  const latin = { stdout: "", stderr: "" };
  let code: number | undefined;
  let signal: string | undefined;
  for (const one of said) {
    if (one[0] === "stdout" || one[0] === "stderr") latin[one[0]] += one[1];
    if (one[0] === "end") code = 0;
    if (one[0] === "close" && one[1].how === "exit") ({ code } = one[1]);
    if (one[0] === "close" && one[1].how === "signal") ({ signal } = one[1]);
  }
  const text = (bytes: string): string => Buffer.from(bytes, "latin1").toString();
  return { stdout: text(latin.stdout), stderr: text(latin.stderr), code, signal };
}
