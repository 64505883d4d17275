import { contentBytes, flattenTree, type ObjectReader } from "../git/index.ts";
import type { ObjectRow, RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { defaultTree } from "./default-tree.ts";

/** Languages by the endings of their files, as GitHub counts them: prose and data count for nothing. */
const endings: Readonly<Record<string, readonly string[]>> = {
  Assembly: ["asm"],
  Batchfile: ["bat", "cmd"],
  C: ["c", "h"],
  "C#": ["cs"],
  "C++": ["cc", "cpp", "cxx", "hpp", "hh"],
  CMake: ["cmake"],
  CSS: ["css"],
  Clojure: ["clj", "cljs"],
  Dart: ["dart"],
  Elixir: ["ex", "exs"],
  Elm: ["elm"],
  Erlang: ["erl"],
  Go: ["go"],
  HCL: ["hcl", "tf"],
  HTML: ["html", "htm"],
  Haskell: ["hs"],
  Java: ["java"],
  JavaScript: ["js", "cjs", "mjs", "jsx"],
  Julia: ["jl"],
  Kotlin: ["kt", "kts"],
  Lua: ["lua"],
  Nix: ["nix"],
  OCaml: ["ml", "mli"],
  "Objective-C": ["m"],
  PHP: ["php"],
  Perl: ["pl", "pm"],
  PowerShell: ["ps1", "psm1"],
  Python: ["py"],
  R: ["r"],
  Ruby: ["rb"],
  Rust: ["rs"],
  SCSS: ["scss"],
  Scala: ["scala"],
  Shell: ["sh", "bash", "zsh"],
  Svelte: ["svelte"],
  Swift: ["swift"],
  TypeScript: ["ts", "tsx", "mts", "cts"],
  Vue: ["vue"],
  Zig: ["zig"],
};

const byName = new Map([
  ["dockerfile", "Dockerfile"],
  ["makefile", "Makefile"],
]);

const byEnding = new Map(
  Object.entries(endings).flatMap(([language, list]) => list.map((ending) => [ending, language] as const)),
);

/** How files of a language end; undefined: it is not counted. @param language in any case */
export function endingsOf(language: string): readonly string[] | undefined {
  const name = Object.keys(endings).find((one) => one.toLowerCase() === language.toLowerCase());
  return name === undefined ? undefined : endings[name];
}

/** Folders whose files others wrote. */
const vendored = /(?:^|\/)(?:node_modules|vendor|third_party|dist)\//;

/** What was counted, by tree. */
const counted = new WeakMap<ObjectRow, Readonly<Record<string, number>>>();

/** Bytes by language of what the default branch holds, the most first. */
export function languagesOf(view: View, repository: RepositoryRow): Readonly<Record<string, number>> {
  const content = defaultTree(view, repository);
  if (content === undefined) return {};
  const known = counted.get(content.tree) ?? count(content.store, content.tree.sha);
  counted.set(content.tree, known);
  return known;
}

/** The language of most bytes; null: there is none. */
export function mainLanguage(view: View, repository: RepositoryRow): string | null {
  return Object.keys(languagesOf(view, repository))[0] ?? null;
}

function count(store: ObjectReader, tree: string): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { path, type, mode, sha } of flattenTree(store, tree)) {
    const language = type === "blob" && mode !== "120000" ? languageOf(path) : undefined;
    const object = language === undefined ? undefined : store.get(sha);
    if (language === undefined || object === undefined) continue;
    sums.set(language, (sums.get(language) ?? 0) + contentBytes(object).length);
  }
  const sorted = [...sums].filter(([, bytes]) => bytes > 0).toSorted(([, left], [, right]) => right - left);
  return Object.fromEntries(sorted);
}

function languageOf(path: string): string | undefined {
  if (vendored.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return byName.get(name) ?? byEnding.get(name.slice(name.lastIndexOf(".") + 1));
}
