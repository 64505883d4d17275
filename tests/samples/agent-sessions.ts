import { memoryFolders } from "./folders.ts";
import { utf8, type Folder, type FoldersPort } from "../../src/core/index.ts";
import { emptyAgentScenario, resolveSession } from "../../src/dialogue/index.ts";
import { formatTime } from "../../src/engine/index.ts";
import { noOptions } from "../../src/doubles/agent/command-line/read-command-line.ts";
import type { ClaudeOptions } from "../../src/doubles/agent/command-line/options.ts";
import type {
  Block,
  ConversationEvent,
  ModelMessage,
  TurnEnd,
} from "../../src/doubles/agent/conversation/events.ts";
import type { SessionIds } from "../../src/doubles/agent/conversation/ids.ts";
import { profileOf } from "../../src/doubles/agent/profile.ts";
import {
  findSession,
  type FindingFacts,
  type FoundSession,
} from "../../src/doubles/agent/sessions/find-session.ts";
import { keepSession, type KeepingFacts } from "../../src/doubles/agent/sessions/keep-session.ts";
import { sessionClock } from "../../src/doubles/agent/sessions/session-clock.ts";

/** The session that a process of these tests is unless it says otherwise. */
export const firstId = "11111111-1111-4111-8111-111111111111";
export const secondId = "22222222-2222-4222-8222-222222222222";
export const forkId = "ffffffff-ffff-4fff-8fff-ffffffffffff";

/** Folder of the project's sessions on the machine below. */
export const project = "/config/projects/-home-ada-my-app";

/** Ids that say what they stand for. */
const plainIds: SessionIds = {
  message: (...parts) => `msg ${parts.join(" ")}`,
  request: (...parts) => `req ${parts.join(" ")}`,
  tool: (...parts) => `toolu ${parts.join(" ")}`,
  line: (kind) => kind,
  uuid: (of) => of,
};

/** A process of claude on such a machine. */
export interface SampleProcess {
  readonly found: FoundSession;
  /** What happens while it answers. */
  say(...events: readonly ConversationEvent[]): Promise<void>;
}

/** How a process is started. */
export interface SampleStart {
  /** Of a world that several processes are of. */
  readonly memory?: KeepingFacts["memory"];
  readonly options?: Partial<ClaudeOptions>;
  readonly version?: string;
  /** What its scenario or its world calls it. */
  readonly sessionId?: string;
  readonly cwd?: string;
  readonly interactive?: boolean;
  readonly ids?: (sessionId: string) => SessionIds;
}

/** A machine whose files are in memory; its clock stands at half past ten until it is moved. */
export function sampleMachine(broken?: (folder: Folder) => Partial<Folder>) {
  const files = new Map<string, Uint8Array>();
  const times = new Map<string, number>();
  const memory = memoryFolders(files, times);
  const warnings: string[] = [];
  const launchedMs = 1_000;
  let nowMs = launchedMs;
  const folders: FoldersPort = {
    open: async (path, options) => {
      const folder = await memory.open(path, options);
      return { ...folder, ...broken?.(folder) };
    },
  };
  const factsOf = ({
    options,
    version = "2.1.12",
    sessionId = firstId,
    ...how
  }: SampleStart): FindingFacts & Omit<KeepingFacts, "ids"> => {
    const flags = { ...noOptions, print: true, ...options };
    const session = resolveSession(
      { ...emptyAgentScenario, sessionId, launchTimestamp: "2025-01-15T02:30:00-08:00" },
      { sessionId: flags.sessionId },
      { workingDirectory: how.cwd ?? "/home/ada/my_app", now: "", newSessionId: () => firstId },
    );
    return {
      session,
      profile: profileOf(version),
      options: flags,
      configFolder: "/config",
      folders,
      clock: sessionClock(
        session.launchTimestamp,
        { nowMs: () => nowMs, now: () => formatTime(nowMs) },
        launchedMs,
      ),
      interactive: how.interactive ?? false,
      warn: async (text) => {
        warnings.push(text);
      },
      newSessionId: () => forkId,
      // Each process of these tests looks anew, as one of another world would.
      memory: how.memory ?? { projects: new Map() },
      permissionMode: "default",
    };
  };
  return {
    files,
    times,
    warnings,
    pass: (ms: number) => {
      nowMs += ms;
    },
    put: (path: string, text: string | Uint8Array, mtimeMs = 0) => {
      files.set(path, typeof text === "string" ? utf8(text) : text);
      times.set(path, mtimeMs);
    },
    text: (path: string) => new TextDecoder().decode(files.get(path)),
    start: async (how: SampleStart = {}): Promise<SampleProcess> => {
      const facts = factsOf(how);
      const found = await findSession(facts);
      if (found.kind === "refused") return { found, say: () => Promise.reject(new Error(found.stderr)) };
      const keeper = keepSession({ ...facts, ids: how.ids?.(found.sessionId) ?? plainIds }, found);
      return {
        found,
        say: async (...events) => {
          for (const event of events) await keeper.hear(event);
          await keeper.close();
        },
      };
    },
  };
}

const usage = { inputTokens: 3, outputTokens: 5, cacheReadInputTokens: 0, cacheCreationInputTokens: 0 };

/** A message of the model. */
export function message(id: string, ...blocks: readonly Block[]): ModelMessage {
  const isCall = blocks.some((block) => block.type === "tool_use");
  return {
    id,
    requestId: `req of ${id}`,
    model: "sonnet",
    blocks,
    usage,
    stopReason: isCall ? "tool_use" : "end_turn",
  };
}

/** The end of an answer. */
export function end(how: TurnEnd["how"]): ConversationEvent {
  return { kind: "end", end: { how, numTurns: 1, usage, denials: [] } };
}

/** A prompt that is answered with a text. */
export function exchange(prompt: string, answer: string): readonly ConversationEvent[] {
  return [
    { kind: "prompt", text: prompt },
    { kind: "message", message: message(`msg of ${prompt}`, { type: "text", text: answer }) },
    end({ kind: "success", text: answer }),
  ];
}

/** What the user typed before, as a process finds it; undefined: it is a new session, or none. */
export function promptsOf({ found }: SampleProcess): readonly string[] | undefined {
  return found.kind === "resumed" ? found.earlier.prompts : undefined;
}

/** A machine with a session that answered one prompt. */
export async function usedMachine(): Promise<ReturnType<typeof sampleMachine>> {
  const machine = sampleMachine();
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  machine.pass(5_000);
  return machine;
}
