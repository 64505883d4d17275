import type { JsonObject } from "../../../../core/index.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { endingsOf } from "../../domain/languages.ts";
import { objectsOf } from "../../domain/objects.ts";
import { commitAt, contentBytes, flattenTree, isBinary, type GitObject } from "../../git/index.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { encodePath } from "../../views/files.ts";
import { minimalRepository } from "../../views/repositories.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { searchTest, type SearchTerm } from "./grammar.ts";
import { asserted, found, inPlace, numbersIn, refused, searched, searchIn } from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** GitHub reads no larger files. */
const fileBytesMax = 384 * 1024;

/** Searches in the files of default branches. */
export const codeSearches: readonly Operation[] = [
  operation("search/code", (call) => {
    const query = searchIn(call);
    const test = searchTest(query, (term) => codeTerm(call, term, new Set(asserted(query, "in"))));
    const forks = asserted(query, "fork")[0];
    const files = searched(call, query, "repos/get-content")
      .filter(({ parent }) => parent === null || forks === "true" || forks === "only")
      .flatMap((repository) => filesOf(call, repository))
      .filter((file) => test(file));
    return found(call, files, (file) => fileView(call, file));
  }),
];

/** A file that may be found. */
interface CodeFile {
  readonly repository: RepositoryRow;
  /** The commit that it was found at. */
  readonly commit: string;
  readonly path: string;
  readonly name: string;
  readonly sha: string;
  readonly bytes: number;
  /** Of its content; none where it is binary or too large. */
  readonly words: readonly string[];
}

function filesOf({ draft }: RestCall, repository: RepositoryRow): readonly CodeFile[] {
  const store = objectsOf(draft, repository);
  const commit = findCommit(draft, repository, repository.defaultBranch);
  const tree = commit === undefined ? undefined : commitAt(store, commit)?.tree;
  if (commit === undefined || tree === undefined) return [];
  return flattenTree(store, tree).flatMap(({ type, path, sha }) => {
    if (type !== "blob") return [];
    const blob = store.get(sha) as GitObject;
    const name = path.slice(path.lastIndexOf("/") + 1);
    return [{ repository, commit, path, name, sha, ...contentOf(blob) }];
  });
}

/** Objects never change, so that what they hold is read once. */
const contents = new WeakMap<GitObject, Pick<CodeFile, "bytes" | "words">>();

function contentOf(blob: GitObject): Pick<CodeFile, "bytes" | "words"> {
  const known = contents.get(blob);
  if (known !== undefined) return known;
  const bytes = contentBytes(blob);
  const readable = bytes.length <= fileBytesMax && !isBinary(bytes);
  const content = { bytes: bytes.length, words: readable ? wordsOf(blob.data) : [] };
  contents.set(blob, content);
  return content;
}

type CodeTest = (file: CodeFile) => boolean;

function codeTerm(call: RestCall, term: SearchTerm, fields: ReadonlySet<string>): CodeTest {
  const inPath = fields.has("path");
  const inFile = fields.size === 0 || fields.has("file");
  const textTest = (text: string): CodeTest => {
    const phrase = wordsOf(text);
    return ({ words, path }) =>
      (inFile && hasPhrase(words, phrase)) || (inPath && hasPhrase(wordsOf(path), phrase));
  };
  if (term.kind === "text") return textTest(term.text);
  const qualifier = Object.hasOwn(qualifiers, term.name) ? qualifiers[term.name] : undefined;
  if (qualifier === undefined) return textTest(`${term.name} ${term.values.join(" ")}`);
  const tests = term.values.map((value) => qualifier(call, value, term.name));
  return (file) => tests.some((test) => test(file));
}

type Qualifier = (call: RestCall, value: string, name: string) => CodeTest;

const place: Qualifier = (call, value, name) => {
  const test = inPlace(call, name, value);
  return ({ repository }) => test(repository.id);
};

const qualifiers: Readonly<Record<string, Qualifier>> = {
  repo: place,
  user: place,
  org: place,
  // "/" is the root itself; other folders are meant with all that lies below them.
  path: (_call, value) => {
    const folder = value.replaceAll(/^\/|\/$/g, "");
    return ({ path }) => (folder === "" ? !path.includes("/") : path.startsWith(`${folder}/`));
  },
  filename:
    (_call, value) =>
    ({ name }) =>
      name.toLowerCase().includes(value.toLowerCase()),
  extension:
    (_call, value) =>
    ({ name }) =>
      name.toLowerCase().endsWith(`.${value.toLowerCase().replace(/^\./, "")}`),
  language: (_call, value) => languageTest(value),
  size: (_call, value) => {
    const test = numbersIn(value);
    return ({ bytes }) => test(bytes);
  },
  is:
    (_call, value) =>
    ({ repository }) =>
      repository.visibility === value.toLowerCase(),
  fork:
    (_call, value) =>
    ({ repository }) =>
      value !== "only" || repository.parent !== null,
  in: () => () => true,
  sort: () => () => true,
};

/** Prose and data, which count for no repository's language, but can be searched for. */
const proseAndData: ReadonlyMap<string, readonly string[]> = new Map([
  ["json", ["json"]],
  ["markdown", ["markdown", "md"]],
  ["toml", ["toml"]],
  ["yaml", ["yaml", "yml"]],
]);

/** @throws ApiProblem 422 for a language that is not known: nothing found would be a lie */
function languageTest(value: string): CodeTest {
  const endings = endingsOf(value) ?? proseAndData.get(value.toLowerCase());
  if (endings === undefined) throw refused(`The language ${JSON.stringify(value)} is not simulated.`);
  return ({ name }) => endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
}

function fileView(
  { draft, urls, actor }: RestCall,
  { repository, commit, path, name, sha }: CodeFile,
): JsonObject {
  const full = fullName(draft, repository);
  const base = urls.repository(full);
  return {
    name,
    path,
    sha,
    url: `${base}/contents/${encodePath(path)}?ref=${commit}`,
    git_url: `${base}/git/blobs/${sha}`,
    html_url: `${urls.html}/${full}/blob/${commit}/${encodePath(path)}`,
    repository: minimalRepository({ view: draft, urls, actor }, repository),
  };
}
