import { limits } from "../../core/index.ts";

/** What is told of a document, in its order. */
export interface XmlReader {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>, at: number) => void;
  /** Text and CDATA of the innermost element; may come in pieces. */
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** What keeps a document from being read. */
export interface XmlProblem {
  /** Characters from its start. */
  readonly at: number;
  readonly what: string;
  readonly why?: string;
}

/**
 * Goes through a document of XML once, without recursion. It knows what reports need and nothing else: elements,
 * attributes, text, CDATA, comments, the five entities and numeric references. A document type is refused: it is
 * where entities come from that grow without end or read files. Control characters are taken as they stand, since
 * node:test writes them so.
 * @returns the first problem; undefined: all is read
 */
export function readXml(text: string, reader: XmlReader): XmlProblem | undefined {
  try {
    new Scan(text, reader).document();
    return undefined;
  } catch (error) {
    if (error instanceof Broken) return error.problem;
    throw error;
  }
}

class Broken extends Error {
  readonly problem: XmlProblem;
  constructor(problem: XmlProblem) {
    super(problem.what);
    this.problem = problem;
  }
}

const nameStart = /[A-Za-z_:\u0080-\uffff]/;
const namePattern = /[A-Za-z_:\u0080-\uffff][A-Za-z0-9_:.\-\u0080-\uffff]*/y;
const space = /[ \t\r\n]*/y;

class Scan {
  readonly #text: string;
  readonly #reader: XmlReader;
  readonly #inside: { readonly name: string; readonly at: number }[] = [];
  #at = 0;
  #elements = 0;

  constructor(text: string, reader: XmlReader) {
    this.#text = text;
    this.#reader = reader;
  }

  document(): void {
    if (this.#text.startsWith("\uFEFF")) this.#at = 1;
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] === "<") this.#markup();
      else this.#characters();
    }
    const left = this.#inside.at(-1);
    if (left !== undefined) {
      this.#fail(left.at, `<${left.name}> is never closed`, "The file was perhaps cut while it was written.");
    }
    if (this.#elements === 0) this.#fail(this.#text.length, "there is no element");
  }

  #markup(): void {
    const second = this.#text[this.#at + 1] ?? "";
    if (second === "/") this.#endTag();
    else if (second === "?") this.#skip("<?", "?>", "an instruction");
    else if (this.#text.startsWith("<!--", this.#at)) this.#skip("<!--", "-->", "a comment");
    else if (this.#text.startsWith("<![CDATA[", this.#at)) this.#cdata();
    else if (second === "!") {
      this.#fail(
        this.#at,
        "a document type",
        "It is where entities come from; no report of tests needs one.",
      );
    } else if (nameStart.test(second)) this.#startTag();
    else this.#fail(this.#at, "a < that begins nothing");
  }

  #characters(): void {
    const end = this.#find("<", this.#at) ?? this.#text.length;
    const piece = this.#text.slice(this.#at, end);
    if (this.#inside.length > 0) this.#reader.text(this.#decoded(piece, this.#at));
    else if (piece.trim() !== "") this.#fail(this.#at, "text outside of the root element");
    this.#at = end;
  }

  #cdata(): void {
    const from = this.#at;
    if (this.#inside.length === 0) this.#fail(from, "text outside of the root element");
    this.#skip("<![CDATA[", "]]>", "a CDATA section");
    this.#reader.text(this.#text.slice(from + 9, this.#at - 3));
  }

  #skip(start: string, end: string, what: string): void {
    const found = this.#find(end, this.#at + start.length);
    if (found === undefined) this.#fail(this.#at, `${what} that is never closed`);
    else this.#at = found + end.length;
  }

  #startTag(): void {
    const at = this.#at;
    this.#at++;
    const name = this.#name();
    this.#counted(at);
    const attributes = this.#attributes(name, at);
    const empty = this.#text[this.#at] === "/";
    if (empty) this.#at++;
    if (this.#text[this.#at] !== ">") this.#fail(this.#at, `a / inside of <${name}>`);
    this.#at++;
    this.#reader.open(name, attributes, at);
    if (empty) this.#reader.close(name);
    else this.#inside.push({ name, at });
  }

  /** Holds an element that begins against the limits. */
  #counted(at: number): void {
    if (this.#inside.length === 0 && this.#elements > 0) this.#fail(at, "a second root element");
    if (this.#inside.length >= limits.reportDepth) {
      this.#fail(at, `more than ${limits.reportDepth} elements inside each other`);
    }
    this.#elements++;
    if (this.#elements > limits.reportElements) this.#fail(at, `more than ${limits.reportElements} elements`);
  }

  #attributes(element: string, start: number): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const from = this.#at;
      this.#space();
      const next = this.#text[this.#at];
      if (next === undefined) this.#fail(start, `<${element} is never closed`);
      if (next === ">" || next === "/") return attributes;
      const at = this.#at;
      if (from === at) this.#fail(at, `no space before an attribute of <${element}>`);
      const name = this.#name();
      if (attributes.has(name)) this.#fail(at, `<${element}> has the attribute ${name} twice`);
      if (attributes.size >= limits.reportAttributes) {
        this.#fail(at, `more than ${limits.reportAttributes} attributes of <${element}>`);
      }
      attributes.set(name, this.#value(name, at));
    }
  }

  #value(name: string, at: number): string {
    this.#space();
    if (this.#text[this.#at] !== "=") this.#fail(at, `the attribute ${name} has no value`);
    this.#at++;
    this.#space();
    const from = this.#at + 1;
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") return this.#fail(this.#at, `the value of ${name} has no quotes`);
    const end = this.#find(quote, from);
    if (end === undefined) return this.#fail(this.#at, `the value of ${name} is never closed`);
    const value = this.#text.slice(from, end);
    const less = value.indexOf("<");
    if (less >= 0) this.#fail(from + less, `a < in the value of ${name}`);
    this.#at = end + 1;
    return this.#decoded(value, from);
  }

  #endTag(): void {
    const at = this.#at;
    this.#at += 2;
    const name = this.#name();
    this.#space();
    if (this.#text[this.#at] !== ">") this.#fail(at, `</${name} is never closed`);
    this.#at++;
    const open = this.#inside.pop();
    if (open === undefined) this.#fail(at, `</${name}> closes nothing`);
    else if (open.name !== name) this.#fail(at, `</${name}> where <${open.name}> is to be closed`);
    this.#reader.close(name);
  }

  #name(): string {
    namePattern.lastIndex = this.#at;
    const name = namePattern.exec(this.#text)?.[0] ?? this.#fail(this.#at, "a name is missing");
    this.#at += name.length;
    return name;
  }

  #space(): void {
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
  }

  #find(mark: string, from: number): number | undefined {
    const found = this.#text.indexOf(mark, from);
    return found < 0 ? undefined : found;
  }

  #decoded(text: string, from: number): string {
    if (!text.includes("&")) return text;
    let decoded = "";
    for (let start = 0; start < text.length;) {
      const end = endOfPart(text, start);
      decoded += this.#decodedPart(text.slice(start, end), from + start);
      start = end;
    }
    return decoded;
  }

  #decodedPart(text: string, from: number): string {
    return text.replaceAll(/&([^;&\s]{0,32};)?/g, (whole, inner: string | undefined, offset: number) => {
      const decoded = inner === undefined ? undefined : entity(inner.slice(0, -1));
      return decoded ?? this.#fail(from + offset, unknownEntity(whole), entitiesWhy);
    });
  }

  #fail(at: number, what: string, why?: string): never {
    throw new Broken({ at, what, ...(why === undefined ? {} : { why }) });
  }
}

/** Characters of a text that are decoded at once: millions of references in one would fill the memory. */
const partChars = 64 * 1024;

/** Where a part of a text ends, no reference cut. */
function endOfPart(text: string, start: number): number {
  const end = start + partChars;
  const last = end < text.length ? text.lastIndexOf("&", end) : -1;
  return last > start && end - last < 40 ? last : Math.min(end, text.length);
}

const entitiesWhy =
  "Reports know &lt; &gt; &amp; &quot; &apos; and numbers; any other would come from a document type.";

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The character of an entity or a numeric reference. */
function entity(inner: string): string | undefined {
  if (!inner.startsWith("#")) return Object.hasOwn(named, inner) ? named[inner] : undefined;
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(inner);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || code > 0x10ffff || surrogate ? undefined : String.fromCodePoint(code);
}

function unknownEntity(whole: string): string {
  return whole === "&" ? "a & that begins nothing" : `${whole} is no character that reports know`;
}
