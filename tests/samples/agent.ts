import { hashPort } from "../../src/adapters/hash/index.ts";
import { regexPort } from "../../src/adapters/regex/index.ts";
import type { CallInput, CommandHead, Finding, JsonObject } from "../../src/core/index.ts";
import { utf8 } from "../../src/core/index.ts";
import { agentEntry } from "../../src/doubles/agent/entry.ts";
import type { TurnFact } from "../../src/doubles/agent/state.ts";
import type { World } from "../../src/engine/index.ts";
import { decodeValue } from "../../src/scenario/index.ts";
import { verify } from "../../src/verify/index.ts";
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
  /**
   * Runs `claude` once.
   * @param more.input what reaches it instead of `stdin` @param more.hasLeft whoever called it is not there any more
   * @example await agent.claude(["-p", "hello"])
   */
  readonly claude: (
    args: readonly string[],
    more?: {
      readonly stdin?: string;
      readonly input?: readonly CallInput[];
      readonly hasLeft?: boolean;
    } & Partial<Omit<CommandHead, "stdin">>,
  ) => Promise<Ran>;
  /** Prompts that it answered so far. */
  turns(): readonly TurnFact[];
  findings(): readonly Finding[];
  /** What a run would report if it ended now. */
  verify(): readonly Finding[];
  /** Declares a prompt as test code does. @example declare({ prompt: "hello", reply: "Hi", times: 1 }) */
  declare(entry: object): void;
  /** Milliseconds that processes waited so far, each wait one item. */
  waits(): readonly number[];
}

/** The messages that stream-json or session files hold, one a line. @throws SyntaxError when a line is no JSON */
export function messagesIn(text: string): readonly JsonObject[] {
  if (text !== "" && !text.endsWith("\n")) throw new SyntaxError("the last line is not ended");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JsonObject);
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
  const waits: number[] = [];
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
    waits: () => waits,
    verify: () => verify(world, { world: "main", unsealed: [] }).findings,
    declare: (entry) => declare(world, entry),
    claude: async (args, { stdin, input: given, hasLeft = false, ...head } = {}) => {
      const kind = stdin === undefined && given === undefined ? "null" : "pipe";
      const input = given ?? (stdin === undefined ? [] : [{ kind: "bytes" as const, bytes: utf8(stdin) }]);
      const arrival = arrivalOf(
        commandHead(["claude", ...args], {
          stdin: kind,
          env: { CLAUDE_CONFIG_DIR: "/world/claude" },
          ...head,
        }),
        [...input, { kind: "end" }],
      );
      if (hasLeft) arrival.gone.abort();
      await world.accept(arrival);
      const failed = world.findings.filter(({ name }) => name === "internal");
      if (failed.length > 0) throw new Error(failed.map(({ what }) => what).join("\n"));
      waits.push(...arrival.said.flatMap((one) => (one[0] === "wait" ? [one[1]] : [])));
      return ranOf(arrival.said);
    },
  };
}

function declare(world: World, entry: object): void {
  const decoded = decodeValue(agentEntry, entry, { label: "test", allowCode: true });
  if (!decoded.ok) throw new Error(decoded.findings.map(({ what }) => what).join("\n"));
  const id = `test#${world.expectations.uses().length}`;
  world.expectations.declare("test", { ...decoded.value, id });
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
