import type { AbortSignalLike } from "./call.ts";
import type { ReplyData } from "./expectation.ts";
import type { HandlerRef, RegexData } from "./code-refs.ts";
import type { CommandRecording, FixtureAnswer } from "./recording.ts";
import type { Json } from "./json.ts";

/**
 * What a double may need from outside. Doubles are pure: each need is one of these interfaces, implemented
 * in adapters/, replaced by a plain object in unit tests.
 */
export interface Ports {
  readonly regex: RegexPort;
  readonly wait: WaitPort;
  readonly stopwatch: StopwatchPort;
  readonly hash: HashPort;
  readonly files: FilesPort;
  readonly git: GitPort;
  readonly handler: HandlerPort;
  readonly recorder: RecorderPort;
  readonly assets: AssetsPort;
  readonly folders: FoldersPort;
  readonly programs: ProgramsPort;
}

/** Folders that a double reads and writes besides the world's own: an agent's sandbox, its configuration, a project's settings. */
export interface FoldersPort {
  /**
   * Opens a folder. Nothing that is done through it leaves it, whatever links stand inside.
   * @param path absolute
   * @param options.make makes it, and those above it (0700); without it a folder that is not there is empty and read only
   */
  open(path: string, options: { readonly make: boolean }): Promise<Folder>;
}

/**
 * An opened folder. Paths are absolute or relative; both, and `..`, are resolved inside it: "/a/../../b" is its "b", and
 * a path that begins with the folder's own is the same as the rest of it. Links that stay inside are followed. Errors
 * read as the system's own, with the path as given: "EISDIR: illegal operation on a directory, write 'a'".
 */
export interface Folder {
  /** Absolute, links resolved. */
  readonly root: string;
  /**
   * Undefined: there is no such regular file, or it lies behind a link that leaves the folder.
   * @throws Error where it can't be read, or is larger
   */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /**
   * Whole or not at all; makes the folders above it.
   * @throws Error where it can't be written, is no regular file, or a link leaves the folder
   */
  write(path: string, bytes: Uint8Array, options: WrittenFile): Promise<void>;
  /**
   * Adds to the end of a file, which is made when it is not there.
   * @throws Error as `write`, and for a file that has other names (hard links), which may lie outside
   */
  append(path: string, bytes: Uint8Array, options: WrittenFile): Promise<void>;
  /** Makes a folder and those above it; one that is there already is fine. @throws Error as `write` */
  makeFolder(path: string): Promise<void>;
  /** What a path is, or what the link there leads to; undefined: nothing, or nothing inside. */
  stat(path: string): Promise<FolderEntry | undefined>;
  /**
   * Everything below a path, each folder before what is in it, names in order; links are told, not followed. At most
   * `max`; nothing from below limits.folderDepth or of folders that can't be read.
   */
  list(path: string, max: number): Promise<readonly FolderEntry[]>;
  /** Removes a file, a link itself, or a folder with all that is in it. @throws Error where it can't, or for the root */
  remove(path: string): Promise<void>;
}

/** How a file is written. */
export interface WrittenFile {
  /** Milliseconds since 1970: what the file system says that it was changed. */
  readonly mtimeMs: number;
  /** Permission bits; unless given those that it has, or 0o600. */
  readonly mode?: number | undefined;
}

/** A file, folder or link in a folder. */
export interface FolderEntry {
  /** Relative to the folder, with "/". */
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "other";
  /** In bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** Runs real programs for a double: only where a user allowed code (`--allow-code`). */
export interface ProgramsPort {
  readonly allowed: boolean;
  /** Whether they would run as the superuser. */
  readonly isRoot: boolean;
  /** Runs a shell command line; ends it, and what it started, after `timeoutMs`. @throws Error unless allowed */
  run(
    commandLine: string,
    options: {
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      /** Of each stream; more is cut. */
      readonly maxBytes: number;
    },
  ): Promise<{
    readonly exitCode: number | null;
    readonly timedOut: boolean;
    readonly stdout: Uint8Array;
    readonly stderr: Uint8Array;
  }>;
}

/** Regular expressions with a time budget, since JavaScript's may backtrack without bound. */
export interface RegexPort {
  /** Whether it compiles; the engine's own message when it does not. */
  check(regex: RegexData): { readonly ok: true } | { readonly ok: false; readonly message: string };
  /** Tests a text; "timeout" when the budget (limits.regexMs) ran out. */
  test(regex: RegexData, text: string): boolean | "timeout";
}

/** One place where a regular expression matches. */
export interface RegexMatch {
  /** Where it begins, in UTF-16 units. */
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** Finds all places where regular expressions match, with a time budget. */
export interface RegexSearchPort extends Pick<RegexPort, "check"> {
  /** All matches in order, without overlap; "timeout" when the budget ran out. */
  matches(regex: RegexData, text: string): readonly RegexMatch[] | "timeout";
}

/** Real time, for delays only. */
export interface WaitPort {
  /** Resolves after `ms`, early with false when `until` is aborted. */
  wait(ms: number, until?: AbortSignalLike): Promise<boolean>;
}

/** Measured real time, for the durations in records; never for anything a program sees. */
export interface StopwatchPort {
  /** Milliseconds since some moment, only good for differences. */
  nowMs(): number;
}

/** Digests, hex encoded. */
export interface HashPort {
  sha1(bytes: Uint8Array): string;
  sha256(bytes: Uint8Array): string;
}

/** Files below the world's folder; registered for removal before they exist. Names are relative and contained. */
export interface FilesPort {
  /** Absolute path of the world's folder. */
  readonly root: string;
  folder(name: string): Promise<string>;
  write(name: string, bytes: Uint8Array): Promise<string>;
  read(name: string): Promise<Uint8Array>;
  remove(name: string): Promise<void>;
}

/** The real git, isolated: no user or system configuration, no hooks, no prompt. */
export interface GitPort {
  /** Runs git in a folder below the world's folder. Never throws for a non-zero exit. */
  run(
    folder: string,
    args: readonly string[],
    options?: { readonly stdin?: Uint8Array; readonly env?: Readonly<Record<string, string>> },
  ): Promise<{ readonly exitCode: number; readonly stdout: Uint8Array; readonly stderr: Uint8Array }>;
}

/** Functions and modules that answer calls: they run outside the world's thread. */
export interface HandlerPort {
  /**
   * Runs a handler and reads what it returned as a reply of that protocol; rejects with a BacklotError
   * (`handler-failed`, `handler-blocked`, or the scenario findings of a wrong reply).
   */
  run(handler: HandlerRef, protocol: "http" | "command", input: Json): Promise<ReplyData>;
  /** Runs a predicate on a value. */
  test(handler: HandlerRef, value: Json): Promise<boolean>;
}

/** A recorded run before it is filtered and scrubbed: with its whole environment. */
export interface RawRecording extends Omit<CommandRecording, "sequence" | "envSubset" | "timestamp"> {
  /** Number of the call in its world: recordings stand in the order in which their calls came. */
  readonly call: number;
  readonly env: Readonly<Record<string, string>>;
  /** Variables that an expectation names, which are kept. */
  readonly explicitEnv: readonly string[];
}

/** Takes recordings and writes them when the world closes: filtered, scrubbed, whole or not at all. */
export interface RecorderPort {
  /** What is to be done with a call that a fixture answers. */
  mode(fixture: FixtureAnswer): "replay" | "record" | "replay-or-record";
  /** Keeps a recorded run for its fixture, whenever it ended. */
  record(fixture: FixtureAnswer, recording: RawRecording): void;
}

/** Large data that comes with backlot and that most worlds do not need. */
export interface AssetsPort {
  /**
   * The bytes of an asset, decompressed: some milliseconds of work, so keep what is made of them.
   * - "github-schemas": the schemas of the answers in GitHub's published description, as JSON.
   * @throws Error where the installation is not whole
   */
  read(name: "github-schemas"): Uint8Array;
}
