import type { FoldersPort } from "../../../core/index.ts";
import { limits } from "../../../core/index.ts";
import type { PermissionMode } from "../../../dialogue/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { Profile } from "../profile.ts";
import { parentOf, resolvePath } from "./paths.ts";
import type { Rule, RuleSource } from "./rules.ts";
import { readSettingsText, type SettingsContent } from "./settings-content.ts";

/** What one file of settings, or the text of --settings, says of permissions. */
export interface SettingsSource {
  readonly source: RuleSource;
  /** What "/" at the beginning of its path rules stands for. */
  readonly root: string;
  readonly allow: readonly Rule[];
  readonly deny: readonly Rule[];
  readonly ask: readonly Rule[];
}

/** All settings of one process, later sources over earlier ones. */
export interface Settings {
  /** From the user's to those of --settings. */
  readonly sources: readonly SettingsSource[];
  readonly defaultMode?: PermissionMode | undefined;
  readonly bypassDisabled: boolean;
  /** Absolute. */
  readonly additionalDirectories: readonly string[];
  readonly model?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** What reading settings needs to know of a process. */
export interface SettingsFacts {
  readonly folders: FoldersPort;
  /** Absolute; stands for CLAUDE_CONFIG_DIR. */
  readonly configFolder: string;
  /** The working directory on disk, absolute. */
  readonly folder: string;
  readonly options: Pick<ClaudeOptions, "settings" | "settingSources">;
  readonly profile: Profile;
  readonly trusted: boolean;
}

/** Settings, or why the process ends at once. */
export type ReadSettings =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** Lines of stderr. */
      readonly warnings: readonly string[];
      /** What the real CLI keeps to itself, or what is not simulated: for the record of the call. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly stderr: string; readonly code: 1 };

/** A process without settings. */
export const noSettings: Settings = {
  sources: [],
  bypassDisabled: false,
  additionalDirectories: [],
  env: {},
};

/**
 * Reads settings as the real CLI does: the user's, the project's and its local ones, as --setting-sources allows, then
 * --settings. A file that is not right is ignored as the measured version does, which says nothing of it: notes do.
 */
export async function readSettings(facts: SettingsFacts): Promise<ReadSettings> {
  const wanted = facts.options.settingSources ?? ["user", "project", "local"];
  const read: Read[] = [];
  for (const source of ["user", "project", "local"] as const)
    if (wanted.includes(source)) read.push(await readFile(facts, source));
  const flag = await readFlag(facts);
  if ("stderr" in flag) return { ok: false, stderr: `${flag.stderr}\n`, code: 1 };
  read.push(flag);
  const notes = read.flatMap((one) => one.notes);
  const coming = new Set(read.flatMap(({ content }) => content?.coming ?? []));
  if (coming.size > 0) notes.push(`settings: ${[...coming].join(", ")} are not simulated yet`);
  return { ok: true, ...merge(facts, read), notes };
}

/** One place of settings, read. */
interface Read {
  readonly source: RuleSource;
  readonly root: string;
  /** Undefined: there is nothing, or nothing that counts. */
  readonly content?: SettingsContent | undefined;
  readonly notes: readonly string[];
}

async function readFile(facts: SettingsFacts, source: "user" | "project" | "local"): Promise<Read> {
  const { folders, configFolder, folder, profile } = facts;
  const root = source === "user" ? configFolder : folder;
  const name = fileNames[source];
  try {
    const opened = await folders.open(root, { make: false });
    const bytes = await opened.read(name, limits.agentSettingsBytes);
    if (bytes === undefined) return { source, root, notes: [] };
    return { source, root, ...readSettingsText(bytes, `${root}/${name}`, profile) };
  } catch (error) {
    return { source, root, notes: [`${root}/${name} can't be read, so it is ignored: ${reason(error)}`] };
  }
}

const fileNames = {
  user: "settings.json",
  project: ".claude/settings.json",
  local: ".claude/settings.local.json",
} as const;

async function readFlag(facts: SettingsFacts): Promise<Read | { readonly stderr: string }> {
  const { folders, folder, options, profile } = facts;
  const given = options.settings?.trim() ?? "";
  const none: Read = { source: "flagSettings", root: folder, notes: [] };
  if (given === "") return none;
  if (given.startsWith("{") && given.endsWith("}")) {
    const { content, notes, isJson } = readSettingsText(given, "--settings", profile);
    return isJson ? { ...none, content, notes } : { stderr: "Error: Invalid JSON provided to --settings" };
  }
  const path = resolvePath(folder, given);
  const missing = `Error: Settings file not found: ${profile.name === "classic" ? given : path}`;
  try {
    const opened = await folders.open(parentOf(path), { make: false });
    const name = path.slice(path.lastIndexOf("/") + 1);
    const found = name === "" ? { kind: "folder" } : await opened.stat(name);
    if (found === undefined) return { stderr: missing };
    if (found.kind === "folder" && profile.name === "classic")
      return { ...none, notes: [`${path} is a folder, so it is ignored`] };
    if (found.kind === "folder") return { stderr: unusable(path, "it is a folder") };
    const bytes = await opened.read(name, limits.agentSettingsBytes);
    return bytes === undefined ? { stderr: missing } : { ...none, ...readSettingsText(bytes, path, profile) };
  } catch (error) {
    return { stderr: unusable(path, reason(error)) };
  }
}

function unusable(path: string, why: string): string {
  return `Error: Cannot use settings file (${why}): ${path}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function merge(
  { folder, profile, trusted }: SettingsFacts,
  read: readonly Read[],
): { readonly settings: Settings; readonly warnings: readonly string[] } {
  // Since 2.1.328 a project grants nothing in a workspace that nobody trusted; the person's own files there still do.
  const untrusted = profile.name === "current" && !trusted;
  const contents = read.flatMap(({ source, root, content }) =>
    content === undefined ? [] : [{ source, root, content, withheld: untrusted && source === "project" }],
  );
  const last = <T>(values: readonly (T | undefined)[]): T | undefined =>
    values.findLast((value) => value !== undefined);
  const settings: Settings = {
    sources: contents.map(({ source, root, content: { allow, deny, ask }, withheld }) => ({
      source,
      root,
      allow: withheld ? [] : allow,
      deny,
      ask,
    })),
    defaultMode: last(contents.map(({ content, source }) => modeOf(content, source, profile))),
    bypassDisabled: contents.some(({ content }) => content.bypassDisabled),
    additionalDirectories: contents.flatMap(({ content, withheld }) =>
      withheld ? [] : content.additionalDirectories.map((path) => resolvePath(folder, path)),
    ),
    model: last(contents.map(({ content }) => content.model)),
    env: Object.assign({}, ...contents.map(({ content }) => content.env)) as Record<string, string>,
  };
  const warnings = contents.flatMap(({ content, withheld }) => (withheld ? withheldLines(content) : []));
  return { settings, warnings };
}

/** The mode that a source may set: since 2.1.328 a project can't take the questions away. */
function modeOf(
  { defaultMode }: SettingsContent,
  source: RuleSource,
  { name }: Profile,
): PermissionMode | undefined {
  const ofProject = source === "project" || source === "local";
  return name === "current" && ofProject && defaultMode === "bypass-permissions" ? undefined : defaultMode;
}

function withheldLines({ allow, additionalDirectories }: SettingsContent): readonly string[] {
  const line = (field: string, count: number): readonly string[] =>
    count === 0
      ? []
      : [
          `Ignoring ${count} permissions.${field} ${count === 1 ? "entry" : "entries"} from .claude/settings.json: this workspace has not been trusted.`,
        ];
  return [...line("allow", allow.length), ...line("additionalDirectories", additionalDirectories.length)];
}
