import { isJsonObject, limits, textOf, utf8, type Folder, type JsonObject } from "../../../core/index.ts";
import { formatTime } from "../../../engine/index.ts";
import { projectFolder, sessionsOf, type SessionFile } from "./session-files.ts";
import type { SessionFacts } from "./session-facts.ts";
import { isSpoken, promptOf, readLines } from "./session-lines.ts";

/** Characters of a first prompt that are listed. */
const promptCharsMax = 200;

/**
 * Lists the sessions of a project in its `sessions-index.json`, as classic does when a session begins and there are others.
 * An entry whose file has not changed since is kept; files that can't be read, or are past limits.agentSessionBytes all
 * together, are left out.
 * @param sessionId of the session that lists them
 */
export async function writeSessionsIndex(
  folder: Folder,
  facts: Pick<SessionFacts, "configFolder" | "session" | "clock">,
  { sessionId, isNew }: { readonly sessionId: string; readonly isNew: boolean },
): Promise<void> {
  const files = await sessionsOf(folder, facts.session.projectPath);
  if (!files.some((file) => file.sessionId !== sessionId)) return;
  const path = `${projectFolder(facts.session.projectPath)}/sessions-index.json`;
  const known = await readIndex(folder, path);
  const entries: JsonObject[] = [];
  let bytes = 0;
  for (const file of files) {
    // A new one is for a later session to list.
    if (isNew && file.sessionId === sessionId) continue;
    const kept = known.get(file.sessionId);
    if (kept?.["fileMtime"] === file.mtimeMs) entries.push(kept);
    else {
      bytes += file.size;
      if (bytes <= limits.agentSessionBytes) entries.push(...(await entryOf(folder, facts, file)));
    }
  }
  const index = utf8(JSON.stringify({ version: 1, entries }, undefined, 2));
  await folder.write(path, index, { mtimeMs: facts.clock.nowMs() });
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
