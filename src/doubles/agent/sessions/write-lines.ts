import type { JsonObject } from "../../../core/index.ts";
import type { ConversationEvent, ModelMessage, TurnEnd } from "../conversation/events.ts";
import type { SessionIds } from "../conversation/ids.ts";
import {
  createShape,
  jsonlKeys,
  manifestOf,
  type KeptKind,
  type Shape,
  wireType,
} from "../messages/index.ts";
import type { KeptSession } from "./find-session.ts";
import { errorMessage, keptMessage, resultMessage } from "./kept-message.ts";
import type { SessionFacts } from "./session-facts.ts";

/** What the lines of a session are made from, besides what happens. */
export interface LineFacts extends Pick<SessionFacts, "session" | "profile" | "clock" | "interactive"> {
  /** Of the session that is kept. */
  readonly ids: SessionIds;
  /** In the CLI's own spelling, "acceptEdits". */
  readonly permissionMode: string;
}

/** Turns what happens into lines of JSON, each with its line feed; none for what is not kept. */
export type LineWriter = (event: ConversationEvent) => readonly string[];

/** Where a conversation stands in its file. */
interface Place {
  readonly facts: LineFacts;
  readonly shape: Shape;
  readonly sessionId: string;
  /** The line that the next one follows. */
  last: string | null;
  /** The prompt that is answered, and how many there were before it. */
  prompt: string;
  turn: number;
  /** Lines that called tools, by id of the call. */
  readonly callers: Map<string, string>;
}

/**
 * Writes the lines of a session with the kinds and keys of its version; of current only what classic has as well, and
 * `last-prompt`. Keys of current whose values were not measured (`effort`, `madeBy` and such) are null.
 */
export function lineWriter(facts: LineFacts, found: KeptSession): LineWriter {
  const earlier = found.kind === "resumed" ? found.earlier : undefined;
  const place: Place = {
    facts,
    shape: createShape(manifestOf(facts.profile), facts.ids),
    sessionId: found.sessionId,
    last: earlier?.lastUuid ?? null,
    prompt: "",
    turn: (earlier?.prompts.length ?? 0) - 1,
    callers: new Map(),
  };
  return (event) => {
    switch (event.kind) {
      case "prompt":
        return promptLines(place, event.text);
      case "message":
        return messageLines(place, event.message);
      case "tool_result":
        return linked(place, "user[tool_result]", facts.ids.uuid(`${event.call.id} result`), {
          type: "user",
          message: resultMessage(event.call, event.outcome, place.shape),
          toolUseResult: event.outcome.report,
          sourceToolAssistantUUID: place.callers.get(event.call.id) ?? null,
        });
      case "end":
        return endLines(place, event.end);
      case "retry":
      case "garbage":
        break;
    }
    return [];
  };
}

/** Who gives a prompt in print mode. */
const ofProgram = { promptSource: "sdk", turnOrigin: "sdk" } as const;

function promptLines(place: Place, text: string): readonly string[] {
  const { facts, sessionId } = place;
  place.prompt = text;
  place.turn += 1;
  const queued = { timestamp: facts.clock.now(), sessionId, type: "queue-operation" };
  const isCurrent = facts.profile.name === "current";
  const queue = [
    ...(isCurrent ? plain(place, "queue-operation", { operation: "enqueue", ...queued, content: text }) : []),
    ...plain(place, "queue-operation", { operation: "dequeue", ...queued }),
  ];
  const user = linked(place, "user", facts.ids.uuid(`prompt ${place.turn}`), {
    type: "user",
    message: { role: "user", content: text },
    permissionMode: facts.permissionMode,
    ...(facts.interactive ? {} : ofProgram),
    turnPosition: { promptIndex: 0, turnIndex: place.turn + 1 },
  });
  return facts.interactive ? user : [...queue, ...user];
}

function messageLines(place: Place, message: ModelMessage): readonly string[] {
  const { ids, profile } = place.facts;
  return message.blocks.flatMap((block, index) => {
    const uuid = ids.uuid(`${message.id} ${index}`);
    if (block.type === "tool_use") place.callers.set(block.id, uuid);
    return linked(place, "assistant", uuid, {
      type: "assistant",
      message: keptMessage(message, block, profile, place.shape),
      requestId: message.requestId,
      apiBlockIndex: index,
      requestedModel: message.model,
      requestRef: ids.uuid(`request of ${message.id}`),
      effort: null,
      perTurnEffort: null,
      madeBy: "model",
      promptCacheRequested: "5m",
    });
  });
}

function endLines(place: Place, { how }: TurnEnd): readonly string[] {
  const { ids } = place.facts;
  if (how.kind === "broken") return [];
  const error =
    how.kind === "api_error"
      ? linked(place, "assistant(synthetic)", ids.uuid(`error ${place.turn}`), {
          type: "assistant",
          message: errorMessage(ids.uuid(`error message ${place.turn}`), how.text, place.shape),
          error: how.error,
          isApiErrorMessage: true,
          ...errorFacts(how.status),
          perTurnEffort: null,
          failedResponseHadNoToolCall: true,
          madeBy: "model",
        })
      : [];
  const { prompt: lastPrompt, last: leafUuid, sessionId } = place;
  return [...error, ...plain(place, "last-prompt", { type: "last-prompt", lastPrompt, leafUuid, sessionId })];
}

/** What an API that answered said of an error. */
function errorFacts(status: number | null): JsonObject {
  if (status === null) return {};
  return { apiErrorStatus: status, apiErrorType: wireType(status) ?? null };
}

/** A line of the conversation: it follows the last one, and the next one follows it. */
function linked(place: Place, kind: KeptKind, uuid: string, own: JsonObject): readonly string[] {
  const { facts, sessionId, last } = place;
  const { session, profile, clock, ids, interactive } = facts;
  place.last = uuid;
  return plain(place, kind, {
    parentUuid: last,
    isSidechain: false,
    userType: "external",
    entrypoint: interactive ? "cli" : "sdk-cli",
    cwd: session.workingDirectory,
    sessionId,
    version: profile.version,
    // What the real one says outside of a repository: the working directory need not exist, so that nobody looks there.
    gitBranch: profile.name === "classic" ? "" : "HEAD",
    promptId: ids.uuid(`prompt id ${place.turn}`),
    ...own,
    uuid,
    timestamp: clock.now(),
  });
}

/** A line with the keys of a version; none where the version has no lines of that kind. */
function plain({ facts }: Place, kind: KeptKind, values: JsonObject): readonly string[] {
  const keys = jsonlKeys(facts.profile)[kind];
  if (keys === undefined) return [];
  const known = new Set([...keys.always, ...keys.sometimes]);
  return [
    `${JSON.stringify(Object.fromEntries(Object.entries(values).filter(([key]) => known.has(key))))}\n`,
  ];
}
