import { isJsonObject, limits, textOf, utf8, type Folder, type JsonObject } from "../../../core/index.ts";
import { formatTime } from "../../../engine/index.ts";
import { projectFolder, sessionPath, sessionsOf, type SessionFile } from "./session-files.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { SessionFacts } from "./session-facts.ts";
import { isSpoken, promptOf, readLines } from "./session-lines.ts";

/** Characters of a first prompt that are listed. */
const promptCharsMax = 200;

/**
 * Lists the sessions of a project in its `sessions-index.json`, as classic does when there are others before it. The folder
 * is looked through once in a world; afterwards what its own processes keep is added, so that a session takes no longer
 * the more there are. Entries whose files have not changed since are kept; files that can't be read, or are past
 * limits.agentSessionBytes all together, are left out, and so are all but the newest limits.agentIndexedSessions.
 * @param sessionId of the session that lists them
 * @param isNew whether it has no file yet, or one that is replaced
 */
export async function writeSessionsIndex(
  folder: Folder,
  facts: IndexingFacts,
  { sessionId, isNew }: { readonly sessionId: string; readonly isNew: boolean },
): Promise<void> {
  const project = projectFolder(facts.session.projectPath);
  const known = facts.memory.projects.get(`${facts.configFolder} ${project}`);
  const { entries, kept } = known ?? {
    entries: await listedEntries(folder, facts, isNew ? sessionId : undefined),
    kept: new Set(),
  };
  facts.memory.projects.set(`${facts.configFolder} ${project}`, { entries, kept });
  // A new one is for a later session to list.
  if (isNew) {
    entries.delete(sessionId);
    kept.delete(sessionId);
  } else kept.add(sessionId);
  for (const id of kept) await listAgain(folder, facts, entries, id);
  kept.clear();
  if (isNew) kept.add(sessionId);
  const newest = [...entries.values()].toSorted(byTime).slice(0, limits.agentIndexedSessions);
  if (!newest.some((entry) => entry["sessionId"] !== sessionId)) return;
  const index = utf8(JSON.stringify({ version: 1, entries: newest }, undefined, 2));
  await folder.write(indexPath(facts), index, { mtimeMs: facts.clock.nowMs() });
}

/** What listing needs. */
type IndexingFacts = Pick<SessionFacts, "configFolder" | "session" | "clock"> & {
  readonly memory: SessionMemory;
};

function byTime(left: JsonObject, right: JsonObject): number {
  const later = Number(right["fileMtime"]) - Number(left["fileMtime"]);
  const ids = [left, right].map(({ sessionId }) => sessionId as string) as [string, string];
  return later === 0 ? (ids[0] < ids[1] ? 1 : -1) : later;
}

function indexPath({ session }: IndexingFacts): string {
  return `${projectFolder(session.projectPath)}/sessions-index.json`;
}

/** Entries of all sessions that lie in the project's folder. @param except one that begins anew */
async function listedEntries(
  folder: Folder,
  facts: IndexingFacts,
  except: string | undefined,
): Promise<Map<string, JsonObject>> {
  const files = await sessionsOf(folder, facts.session.projectPath);
  const known = await readIndex(folder, indexPath(facts));
  const entries = new Map<string, JsonObject>();
  let bytes = 0;
  for (const file of files) {
    if (file.sessionId === except) continue;
    const kept = known.get(file.sessionId);
    bytes += kept?.["fileMtime"] === file.mtimeMs ? 0 : file.size;
    const entry =
      kept?.["fileMtime"] === file.mtimeMs
        ? kept
        : bytes <= limits.agentSessionBytes
          ? (await entryOf(folder, facts, file))[0]
          : undefined;
    if (entry !== undefined) entries.set(file.sessionId, entry);
  }
  return entries;
}

/** Lists a session as it is now, or no more. */
async function listAgain(
  folder: Folder,
  facts: IndexingFacts,
  entries: Map<string, JsonObject>,
  sessionId: string,
): Promise<void> {
  const path = sessionPath(facts.session.projectPath, sessionId);
  const found = await folder.stat(path);
  const file =
    found?.kind === "file" ? { ...found, sessionId, path, mtimeMs: Math.round(found.mtimeMs) } : undefined;
  const [entry] = file === undefined ? [] : await entryOf(folder, facts, file);
  if (entry === undefined) entries.delete(sessionId);
  else entries.set(sessionId, entry);
}

/** The entries of an index, by session; none of one that can't be read, which is then written anew. */
async function readIndex(folder: Folder, path: string): Promise<ReadonlyMap<string, JsonObject>> {
  const entries = new Map<string, JsonObject>();
  try {
    const bytes = (await folder.read(path, limits.agentSessionBytes)) ?? new Uint8Array();
    const index: unknown = JSON.parse(textOf(bytes) ?? "");
    const list = isJsonObject(index) ? index["entries"] : undefined;
    for (const entry of Array.isArray(list) ? list.filter(isJsonObject) : [])
      if (typeof entry["sessionId"] === "string") entries.set(entry["sessionId"], entry);
  } catch {
    return new Map();
  }
  return entries;
}

/** The entry of a session; none where its file can't be read. */
async function entryOf(
  folder: Folder,
  { configFolder, session }: Pick<SessionFacts, "configFolder" | "session">,
  { path, sessionId, mtimeMs }: SessionFile,
): Promise<readonly JsonObject[]> {
  const bytes = await folder.read(path, limits.agentSessionBytes).catch(() => undefined);
  if (bytes === undefined) return [];
  const changed = formatTime(mtimeMs);
  let first: string | undefined;
  let created: string | undefined;
  let modified = changed;
  let messageCount = 0;
  let projectPath = session.projectPath;
  readLines(bytes, (line) => {
    if (!isSpoken(line) || (line["type"] !== "user" && line["type"] !== "assistant")) return;
    messageCount += 1;
    first ??= promptOf(line);
    const { timestamp, cwd } = line;
    if (typeof timestamp === "string") {
      created ??= timestamp;
      modified = timestamp;
    }
    if (typeof cwd === "string" && messageCount === 1) projectPath = cwd;
  });
  return [
    {
      sessionId,
      fullPath: `${configFolder}/${path}`,
      fileMtime: mtimeMs,
      firstPrompt: shortened(first ?? "No prompt"),
      messageCount,
      created: created ?? changed,
      modified,
      gitBranch: "",
      projectPath,
      isSidechain: false,
    },
  ];
}

function shortened(text: string): string {
  if (text.length <= promptCharsMax) return text;
  // Half of a pair is no character.
  return `${text.slice(0, promptCharsMax).replace(/[\ud800-\udbff]$/, "")}…`;
}
