/**
 * What is searched for. Words, phrases and qualifiers stand beside each other, which means AND (it may be said), or with
 * OR between them, which binds less; "-" and NOT take the opposite, parentheses group.
 */
export type SearchQuery =
  | { readonly kind: "all"; readonly of: readonly SearchQuery[] }
  | { readonly kind: "any"; readonly of: readonly SearchQuery[] }
  | { readonly kind: "not"; readonly of: SearchQuery }
  | SearchTerm;

/** What a search holds things against. */
export type SearchTerm =
  /** A word, or a phrase in quotes. */
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  /** "label:bug,"help wanted"": values with commas between them. */
  | { readonly kind: "qualifier"; readonly name: string; readonly values: readonly string[] };

/** Groups and negations that stand deeper are read as if they were not there. */
const depthMax = 50;

const blank = /\s/;
const qualifierStart = /^([a-z][\w.-]{0,38}):/i;

/** Reads a search. There is no text that is none: what makes no sense is left out or taken as a word. */
export function parseSearch(text: string): SearchQuery {
  return new SearchReader(text).whole();
}

/** Writes a search, so that reading it again gives the same. */
export function printSearch(query: SearchQuery): string {
  switch (query.kind) {
    case "all":
      return query.of.map((one) => (one.kind === "any" ? group(one) : printSearch(one))).join(" ");
    case "any":
      return query.of.map((one) => printSearch(one)).join(" OR ");
    case "not":
      return `-${query.of.kind === "all" || query.of.kind === "any" ? group(query.of) : printSearch(query.of)}`;
    case "qualifier":
      return `${query.name}:${query.values.map((value) => printValue(value)).join(",")}`;
    case "text":
    default:
      return query.quoted ? `"${query.text}"` : query.text;
  }
}

function group(query: SearchQuery): string {
  return `(${printSearch(query)})`;
}

function printValue(value: string): string {
  return /^[^\s",()]+$/.test(value) ? value : `"${value}"`;
}

/** All terms of a search, except those that are negated. */
export function assertedTerms(query: SearchQuery): readonly SearchTerm[] {
  if (query.kind === "all" || query.kind === "any") return query.of.flatMap((one) => assertedTerms(one));
  return query.kind === "not" ? [] : [query];
}

/** How many times AND, OR and NOT are said. */
export function countOperators(text: string): number {
  const bare = text.replaceAll(/"[^"]*"?/g, " ");
  return bare.split(/[\s()]+/).filter((word) => word === "AND" || word === "OR" || word === "NOT").length;
}

/** Several qualifiers of one name ask for all of them, but for these, of which a thing can only have one. */
const alternatives: ReadonlySet<string> = new Set(["repo", "user", "org"]);

/** Makes the test that a search comes to, from one for each term. */
export function searchTest<Row>(
  query: SearchQuery,
  testOf: (term: SearchTerm) => (row: Row) => boolean,
): (row: Row) => boolean {
  if (query.kind === "not") {
    const test = searchTest(query.of, testOf);
    return (row) => !test(row);
  }
  if (query.kind === "any") {
    const tests = query.of.map((one) => searchTest(one, testOf));
    return (row) => tests.some((test) => test(row));
  }
  if (query.kind !== "all") return testOf(query);
  const places = query.of.filter((one) => one.kind === "qualifier" && alternatives.has(one.name));
  const rest = query.of.filter((one) => !places.includes(one));
  const where = places.map((one) => searchTest(one, testOf));
  const tests = rest.map((one) => searchTest(one, testOf));
  return (row) => (where.length === 0 || where.some((test) => test(row))) && tests.every((test) => test(row));
}

class SearchReader {
  readonly #text: string;
  #at = 0;
  /** Parentheses that are open. */
  #open = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): SearchQuery {
    return this.#any(0);
  }

  #any(depth: number): SearchQuery {
    const parts = [this.#all(depth)];
    while (this.#skipWord("OR")) parts.push(this.#all(depth));
    const flat = parts.flatMap((part) => (part.kind === "any" ? part.of : [part]));
    const said = flat.filter((part) => part.kind !== "all" || part.of.length > 0);
    return said.length === 1
      ? (said[0] as SearchQuery)
      : said.length === 0
        ? nothing
        : { kind: "any", of: said };
  }

  #all(depth: number): SearchQuery {
    const parts: SearchQuery[] = [];
    while (!this.#ended() && !this.#isWord("OR")) {
      if (this.#skipWord("AND")) continue;
      const part = this.#unary(depth);
      if (part.kind === "all") parts.push(...part.of);
      else parts.push(part);
    }
    return parts.length === 1 ? (parts[0] as SearchQuery) : { kind: "all", of: parts };
  }

  #unary(depth: number): SearchQuery {
    const deep = depth >= depthMax;
    if (this.#skipWord("NOT")) return this.#opposite(depth, deep);
    const next = this.#text[this.#at + 1];
    if (this.#text[this.#at] === "-" && next !== undefined && !this.#stops(next)) {
      this.#at += 1;
      return this.#opposite(depth, deep);
    }
    if (this.#text[this.#at] !== "(") return this.#term();
    this.#at += 1;
    if (deep) return nothing;
    this.#open += 1;
    const inside = this.#any(depth + 1);
    this.#open -= 1;
    if (this.#text[this.#at] === ")") this.#at += 1;
    return inside;
  }

  #opposite(depth: number, deep: boolean): SearchQuery {
    if (deep || this.#ended() || this.#isWord("OR") || this.#isWord("AND")) return nothing;
    const of = this.#unary(depth + 1);
    return of.kind === "all" && of.of.length === 0 ? nothing : { kind: "not", of };
  }

  /** Nothing is left of what is being read. Goes on to the next word. */
  #ended(): boolean {
    while (blank.test(this.#text[this.#at] ?? "")) this.#at += 1;
    return this.#at >= this.#text.length || (this.#open > 0 && this.#text[this.#at] === ")");
  }

  #stops(character: string): boolean {
    return blank.test(character) || (this.#open > 0 && character === ")");
  }

  #isWord(word: string): boolean {
    if (this.#ended() || !this.#text.startsWith(word, this.#at)) return false;
    const after = this.#text[this.#at + word.length];
    return after === undefined || this.#stops(after) || after === "(";
  }

  #skipWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#at += word.length;
    return found;
  }

  #term(): SearchQuery {
    const name = qualifierStart.exec(this.#text.slice(this.#at, this.#at + 40))?.[1];
    if (name !== undefined) {
      this.#at += name.length + 1;
      return { kind: "qualifier", name: name.toLowerCase(), values: this.#pieces(",").texts };
    }
    const { texts, quoted } = this.#pieces(null);
    const text = texts.join("");
    return text === "" ? nothing : { kind: "text", text, quoted };
  }

  /** Reads up to the next blank outside of quotes, which are left out; split at a character where one is named. */
  #pieces(separator: string | null): { readonly texts: readonly string[]; readonly quoted: boolean } {
    const texts = [""];
    let inside = false;
    let quoted = false;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] as string;
      if (character === '"') {
        inside = !inside;
        quoted = true;
      } else if (!inside && this.#stops(character)) break;
      else if (!inside && character === separator) texts.push("");
      else texts[texts.length - 1] += character;
    }
    return { texts, quoted };
  }
}

/** Everything is found by it. */
const nothing: SearchQuery = { kind: "all", of: [] };
