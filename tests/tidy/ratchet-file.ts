import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./source/files.ts";

type Sizes = Readonly<Record<string, number>>;
type Entry = readonly string[] | Sizes;

const file = path.join(root, "tests/tidy/ratchet.json");

/**
 * Compares what is there with the exceptions in ratchet.json.
 * @returns `grown`: new or larger exceptions, to be avoided; `shrunk`: entries that are no longer needed at
 * that size, to be taken out (UPDATE=1 does it)
 */
export function againstRatchet(name: string, actual: Entry): { grown: string[]; shrunk: string[] } {
  const ratchet = JSON.parse(readFileSync(file, "utf8")) as Record<string, Entry>;
  const allowed = sizesOf(ratchet[name] ?? []);
  const now = sizesOf(actual);
  const grown = Object.keys(now).filter((key) => (now[key] ?? 0) > (allowed[key] ?? 0));
  const shrunk = Object.keys(allowed).filter((key) => (allowed[key] ?? 0) > (now[key] ?? 0));
  if (process.env["UPDATE"] !== "1" || shrunk.length === 0) return { grown, shrunk };
  const kept = Object.entries(allowed).flatMap(([key, size]) =>
    now[key] === undefined ? [] : [[key, Math.min(size, now[key])]],
  );
  const entry = Array.isArray(actual) ? kept.map(([key]) => key) : Object.fromEntries(kept);
  writeFileSync(file, `${JSON.stringify({ ...ratchet, [name]: entry }, null, 2)}\n`);
  return { grown, shrunk: [] };
}

function sizesOf(entry: Entry): Sizes {
  return Array.isArray(entry) ? Object.fromEntries(entry.map((key: string) => [key, 1])) : (entry as Sizes);
}
