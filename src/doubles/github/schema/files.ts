import { decodeLossless, limits, quote, utf8, type Content } from "../../../core/index.ts";
import {
  boolean,
  bytes,
  choose,
  contentFields,
  contentOf,
  list,
  mapped,
  optional,
  record,
  string,
  table,
  when,
  type MapContext,
  type Shape,
} from "../../../scenario/index.ts";
import type { FileConfig } from "../config.ts";
import { pathProblem } from "../git/path-name.ts";
import { placed } from "./names.ts";

type FileBody = Omit<FileConfig, "path">;

/** What TypeScript writes for a file. */
export type FileInput =
  | string
  | Uint8Array
  | {
      readonly text?: string | undefined;
      readonly json?: unknown;
      readonly base64?: string | Uint8Array | undefined;
      readonly file?: string | undefined;
      readonly link?: string | undefined;
      readonly executable?: boolean | undefined;
    };

const fileTable = table(
  {
    ...contentFields,
    link: optional(string({ nonEmpty: true }), "The path that a symbolic link holds: the file is one.", {
      example: "README.md",
    }),
    executable: optional(boolean(), "Whether it may be run.", { otherwise: "false" }),
  },
  {
    rules: [
      { rule: "exactly-one", of: ["text", "json", "base64", "file", "link"] },
      { rule: "at-most-one", of: ["link", "executable"] },
    ],
    hints: { content: "Write text.", path: "Write file: the path of a file of the project." },
  },
);

const fileBody = choose(
  when(
    "string",
    mapped(string(), (text): FileBody => plain(utf8(text))),
  ),
  when(
    "bytes",
    mapped(bytes(), (data): FileBody => plain(data)),
  ),
  when(
    "table",
    mapped(fileTable, (fields): FileBody => {
      const { link, executable = false } = fields;
      if (link !== undefined) return { content: link, mode: "120000" };
      return { ...plain(bytesOf(contentOf(fields) as Content)), mode: executable ? "100755" : "100644" };
    }),
  ),
);

function plain(data: Uint8Array): FileBody {
  return { content: decodeLossless(data), mode: "100644" };
}

/** JSON is written as people keep it in repositories: indented, with a line end. */
function bytesOf(content: Content): Uint8Array {
  if (content.type === "json") return utf8(`${JSON.stringify(content.value, null, 2)}\n`);
  return content.type === "text" ? utf8(content.text) : content.bytes;
}

/** Files by their paths, each path one that git takes. */
export const filesField = mapped(record(placed(fileBody)), (found, context) => {
  let good = true;
  for (const [path, { context: place }] of Object.entries(found))
    if (!checkPath(path, context, place)) good = false;
  const files = Object.entries(found).map(([path, { value }]): FileConfig => ({ path, ...value }));
  return good && checkTogether(files, context) ? files : undefined;
}) as Shape<readonly FileConfig[], Readonly<Record<string, FileInput>>>;

/** Paths of files that a commit removes. */
export const removeField = list(
  mapped(string({ nonEmpty: true }), (path, context) =>
    checkPath(path, context, context) ? path : undefined,
  ),
);

/** The files of a folder of the project, bytes as they are, hidden ones included. */
export const filesFromField = mapped(string({ expected: "a folder's path" }), (folder, context) => {
  const files = context.folderFiles(folder, { files: limits.githubFiles, bytes: limits.githubFileBytes });
  if (files === undefined) return undefined;
  const bad = files.filter(({ path }) => !checkPath(path, context, context));
  if (bad.length > 0) return undefined;
  return files.map(({ path, bytes: data, executable }): FileConfig => ({
    path,
    content: decodeLossless(data),
    mode: executable ? "100755" : "100644",
  }));
});

/** Files of a folder with those that are written out over them. */
export function joinedFiles(
  from: readonly FileConfig[] | undefined,
  over: readonly FileConfig[] | undefined,
  context: MapContext,
): readonly FileConfig[] {
  if (from === undefined) return over ?? [];
  const files = [...new Map([...from, ...(over ?? [])].map((file) => [file.path, file])).values()];
  checkTogether(files, context);
  return files;
}

const reasons = {
  empty: "is empty",
  "leading-slash": "starts with a slash",
  malformed: "holds a part that git refuses: .git, . or .. or an empty one",
  "too-long": "is too long",
  "too-deep": "has too many folders",
} as const;

function checkPath(path: string, context: MapContext, place: MapContext): boolean {
  const problem = pathProblem(path);
  if (problem === undefined) return true;
  context.report("invalid-value", {
    at: place.at,
    what: `${place.path}: the path ${quote(path, 120)} ${reasons[problem]}`,
    why: "No commit can hold such a path.",
    fix: "Write a path from the top of the repository, as in src/index.ts.",
  });
  return false;
}

/** What stands at one path can't be a file and a folder; and there is a limit on all of them. */
function checkTogether(files: readonly FileConfig[], context: MapContext): boolean {
  const paths = new Set(files.map(({ path }) => path));
  const bad = files.find(({ path }) => parents(path).some((parent) => paths.has(parent)));
  if (bad !== undefined) {
    context.report("impossible-state", {
      what: `${context.path}: ${quote(bad.path, 120)} lies below a file`,
      why: "A path is a file or a folder, not both.",
      fix: "Rename one of them.",
    });
    return false;
  }
  const chars = files.reduce((sum, { content }) => sum + content.length, 0);
  if (files.length <= limits.githubFiles && chars <= limits.githubFileBytes) return true;
  context.report("over-limit", {
    what: `${context.path} has ${files.length} files with ${chars} characters; ${limits.githubFiles} files and ${limits.githubFileBytes} characters are the most`,
  });
  return false;
}

function parents(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
