import { isJsonObject, type Finding, type Json, type Place } from "../../core/index.ts";
import type { DriftFacts } from "../../drift/index.ts";
import { wrap } from "../columns.ts";
import { lineText } from "../place.ts";
import type { Style } from "../style.ts";
import { plural, shortened } from "../words.ts";

/** Tests and places that are told of one finding before the rest is counted. */
const itemsMost = 3;

/** What the gate has noted of a finding; undefined where it is not the gate's. Read with care: others make some too. */
export function factsOf({ evidence }: Finding): Partial<DriftFacts> | undefined {
  return isJsonObject(evidence) && typeof evidence["fingerprint"] === "string" ? evidence : undefined;
}

/** What a finding is known by: the gate's fingerprint, else its name and what it says. */
export function nameOf(one: Finding): string {
  return factsOf(one)?.fingerprint ?? `${one.name} ${one.at === undefined ? one.what : lineText(one.at)}`;
}

/** The places of stubs and calls that a finding of the gate names: "tests/a.py:29". */
export function sitesOf(one: Finding): readonly string[] {
  return textsOf(factsOf(one)?.sites);
}

/** A site as a place; undefined where it names no line. @example placeOfSite("tests/a.py:29") */
export function placeOfSite(site: string): Place | undefined {
  const [, file, line] = /^(.+?):(\d{1,9})$/.exec(site) ?? [];
  return file === undefined ? undefined : { kind: "code", file, line: Math.max(1, Number(line)), column: 1 };
}

/** Where a finding can be shown in a file: its own place, else the first that it names. */
export function filePlaceOf(one: Finding): Exclude<Place, { readonly kind: "call" | "input" }> | undefined {
  const places = [one.at, ...sitesOf(one).map(placeOfSite)];
  return places.find((place) => place?.kind === "file" || place?.kind === "code");
}

/** In how many tests a finding of the gate was seen, and at which other places. */
export function factLines(one: Finding, style: Style, indent: string): string[] {
  const facts = factsOf(one);
  if (facts === undefined) return [];
  const most = style.verbose ? Infinity : itemsMost;
  const own = one.at === undefined ? undefined : lineText(one.at);
  const sites = sitesOf(one).filter((site) => site !== own);
  const names = textsOf(facts.test_names);
  const worlds = typeof facts.tests === "number" ? facts.tests : names.length;
  const shown = names.slice(0, most);
  // Only the first titles are noted; the count is whole.
  const rest = worlds > shown.length ? ` and ${worlds - shown.length} more` : "";
  const seen = shown.length === 0 ? plural(worlds, "test") : `${shown.join(", ")}${rest}`;
  const title = `${indent}${own === undefined ? "at" : "also at"} `;
  return [
    ...(sites.length === 0 ? [] : wrap(style.line(shortened(sites, most)), style.width, title)),
    ...(worlds === 0 ? [] : wrap(style.line(seen), style.width, `${indent}seen in `)),
  ];
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
