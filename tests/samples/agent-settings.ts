import { utf8, type FoldersPort } from "../../src/core/index.ts";
import { memoryFolders } from "./folders.ts";
import { profileOf } from "../../src/doubles/agent/profile.ts";
import {
  noSettings,
  readSettings,
  type ReadSettings,
  type Settings,
  type SettingsFacts,
} from "../../src/doubles/agent/permissions/settings.ts";

export const classic = profileOf("2.1.29");
export const current = profileOf("2.1.328");

/** Folders in memory, with files of JSON or text by absolute path. */
export function folders(files: Readonly<Record<string, unknown>>): FoldersPort {
  return memoryFolders(
    new Map(
      Object.entries(files).map(([path, content]) => [
        path,
        utf8(typeof content === "string" ? content : JSON.stringify(content)),
      ]),
    ),
  );
}

/** Reads the settings of a process in /p. */
export async function read(
  files: Readonly<Record<string, unknown>>,
  facts: Partial<SettingsFacts> = {},
): Promise<ReadSettings> {
  return readSettings({
    folders: folders(files),
    configFolder: "/home/.claude",
    folder: "/p",
    options: {},
    profile: classic,
    trusted: true,
    ...facts,
  });
}

/** The settings of such a process, none where it ends. */
export async function settingsOf(
  files: Readonly<Record<string, unknown>>,
  facts: Partial<SettingsFacts> = {},
): Promise<Settings> {
  const found = await read(files, facts);
  return found.ok ? found.settings : noSettings;
}

export const user = "/home/.claude/settings.json";
export const project = "/p/.claude/settings.json";
export const local = "/p/.claude/settings.local.json";
/** Settings that say a mode. */
export const mode = (defaultMode: string): unknown => ({ permissions: { defaultMode } });
