import { isBuiltin } from "node:module";
import path from "node:path/posix";
import { isTest, type SourceFile } from "./source/files.ts";
import { ambientNames, globalUses, languageGlobals } from "./source/globals.ts";
import { cycles } from "./source/graph.ts";
import { computed, lineOf, nameOf, nodes, parse, type Parsed, type Use } from "./source/parse.ts";

/** A row of architecture.json. */
interface Room {
  readonly layer: string;
  readonly holds: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
  readonly pure: boolean;
  /** Its folders never import each other. */
  readonly strangers?: boolean;
}

/** architecture.json. */
export interface Architecture {
  /** Rooms made of folders, each with a door of its own. */
  readonly folders: readonly string[];
  /** Globals that pure rooms may use besides the language. */
  readonly globals: readonly string[];
  /** Parts of Node that reach outside: who may use them. */
  readonly builtins: Readonly<Record<string, readonly string[] | string>>;
  /** Files that load modules which users name; all others import by fixed names. */
  readonly loaders: readonly string[];
  /** What rooms other than disk may take from node:fs. */
  readonly reads: readonly string[];
  readonly rooms: Readonly<Record<string, Room>>;
}

/** One broken rule. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

interface Context {
  readonly architecture: Architecture;
  readonly files: ReadonlyMap<string, Parsed>;
  /** Files that something other than an import starts: programs, threads, package exports. */
  readonly entries: ReadonlySet<string>;
}

/**
 * Checks all rules of rooms over the files given.
 * @returns violations in file order, and how many files were parsed
 */
export function checkRooms(
  sources: readonly SourceFile[],
  architecture: Architecture,
  entries: readonly string[],
): { readonly violations: readonly Violation[]; readonly checked: number } {
  const files = new Map(sources.map((file) => [file.path, parse(file)]));
  const context: Context = { architecture, files, entries: new Set(entries) };
  const violations = [...files.values()].flatMap((file) => checkFile(file, context));
  return { violations: [...violations, ...cyclesIn(context), ...orphansIn(context)], checked: files.size };
}

function checkFile(file: Parsed, context: Context): Violation[] {
  const at = (line: number, rule: string, what: string): Violation => ({ rule, file: file.path, line, what });
  const unreadable = file.errors.map((message) => at(1, "readable", message));
  const room = roomOf(file.path);
  const row = context.architecture.rooms[room];
  if (row === undefined)
    return [...unreadable, at(1, "known-room", `src/${room} is not in architecture.json`)];
  return [
    ...unreadable,
    ...file.uses.flatMap((use) => {
      const problem = use.specifier.startsWith(".")
        ? checkRelative(file, use, row, context)
        : checkOutside(file, use, row, context);
      return problem === undefined ? [] : [at(use.line, ...problem)];
    }),
    ...checkGlobals(file, row, context).map(([offset, name]) =>
      at(
        lineOf(file, offset),
        "pure-globals",
        `${name} is no part of the language: take it from the world or a port`,
      ),
    ),
    ...(room === "hosts" || isTest(file.path) ? [] : listens(file)).map((offset) =>
      at(lineOf(file, offset), "only-hosts-listen", "calls listen()"),
    ),
  ];
}

type Problem = readonly [rule: string, what: string];

function checkRelative(file: Parsed, use: Use, row: Room, context: Context): Problem | undefined {
  const target = path.join(path.dirname(file.path), use.specifier);
  if (isTest(file.path) && target.startsWith("tests/")) return undefined;
  if (!context.files.has(target)) {
    return ["imports-exist", `${use.specifier} is not the path of a .ts file below src`];
  }
  const from = placeOf(file.path, context);
  const to = placeOf(target, context);
  if (from.room !== to.room) {
    if (!row.may.includes(to.room) && !isTest(file.path)) {
      return ["reaches-too-far", `${from.room} may not import ${to.room} (${use.specifier})`];
    }
    return isDoor(target, to)
      ? undefined
      : ["meet-at-index", `${use.specifier} goes past the door of ${to.room}`];
  }
  if (from.folder === undefined) return undefined;
  if (to.folder !== from.folder && (to.folder !== undefined || path.basename(target) === "index.ts")) {
    if (row.strangers === true)
      return ["strangers", `${from.folder} and ${to.folder ?? "index.ts"} of ${from.room}`];
    if (!isDoor(target, to))
      return ["meet-at-index", `${use.specifier} goes past the door of ${to.folder ?? ""}`];
  }
  return undefined;
}

function checkOutside(file: Parsed, use: Use, row: Room, context: Context): Problem | undefined {
  const { room, folder } = placeOf(file.path, context);
  if (isTest(file.path)) return undefined;
  if (use.specifier === computed && context.architecture.loaders.includes(file.path)) return undefined;
  if (!isBuiltin(use.specifier)) {
    const name = use.specifier
      .split("/")
      .slice(0, use.specifier.startsWith("@") ? 2 : 1)
      .join("/");
    return row.packages.includes(name) ? undefined : ["known-packages", `${room} may not use ${name}`];
  }
  if (row.pure) return ["pure-imports", `${use.specifier} in a pure room`];
  const builtin = use.specifier.startsWith("node:") ? use.specifier : `node:${use.specifier}`;
  const may = context.architecture.builtins[builtin.split("/")[0] ?? ""];
  if (Array.isArray(may) && !may.includes(room) && !may.includes(`${room}/${folder ?? ""}`)) {
    return ["only-edges-reach-out", `${builtin} in ${room}`];
  }
  if (/^node:fs(\/|$)/.test(builtin) && room !== "disk") {
    const writing = use.names.filter((name) => !context.architecture.reads.includes(name));
    if (writing.length > 0) return ["only-disk-writes", `${writing.join(", ")} of ${builtin}`];
  }
  return undefined;
}

function checkGlobals(file: Parsed, row: Room, { architecture }: Context): [number, string][] {
  if (!row.pure || isTest(file.path)) return [];
  return [...globalUses(file.program), ...ambientNames(file.program)]
    .filter(({ name }) => !languageGlobals.has(name) && !architecture.globals.includes(name))
    .map(({ name, start }) => [start, name]);
}

function listens(file: Parsed): number[] {
  const calls = [...nodes(file.program)].filter((node) => node.type === "CallExpression");
  return calls.flatMap((call) => {
    const callee = call["callee"] as { readonly type: string; readonly property?: unknown };
    return callee.type === "MemberExpression" && nameOf(callee.property) === "listen" ? [call.start] : [];
  });
}

/** Import rings that exist at run time; a type may look back, since it is gone by then. */
function cyclesIn({ files }: Context): Violation[] {
  const graph = new Map(
    [...files.values()].map((file) => [
      file.path,
      file.uses
        .filter((use) => !use.typeOnly)
        .map((use) => path.join(path.dirname(file.path), use.specifier)),
    ]),
  );
  return cycles(graph).map((ring) => ({
    rule: "no-cycles",
    file: ring[0] ?? "",
    line: 1,
    what: `imports itself: ${[...ring, ring[0]].join(" > ")}`,
  }));
}

/** Files that nothing imports. Doors and entries may stand alone, tests do, and rooms that have no door yet. */
function orphansIn({ files, entries, architecture }: Context): Violation[] {
  const imported = new Set(
    [...files.values()].flatMap((file) =>
      file.uses.map((use) => path.join(path.dirname(file.path), use.specifier)),
    ),
  );
  return [...files.keys()]
    .filter((file) => !imported.has(file) && !entries.has(file) && !isTest(file))
    .filter(
      (file) => architecture.folders.includes(roomOf(file)) || files.has(`src/${roomOf(file)}/index.ts`),
    )
    .filter((file) => !file.endsWith(".d.ts") && path.basename(file) !== "index.ts")
    .map((file) => ({ rule: "no-orphans", file, line: 1, what: "nothing imports it" }));
}

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** Room of a file, and its folder there when the room consists of folders. */
function placeOf(file: string, { architecture }: Context): { room: string; folder: string | undefined } {
  const [, room = "", folder, rest] = file.split("/");
  const inFolder = architecture.folders.includes(room) && rest !== undefined;
  return { room, folder: inFolder ? folder : undefined };
}

function isDoor(file: string, { room, folder }: { room: string; folder: string | undefined }): boolean {
  return file === (folder === undefined ? `src/${room}/index.ts` : `src/${room}/${folder}/index.ts`);
}
