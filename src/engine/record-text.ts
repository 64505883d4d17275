import type { CallRecord, HttpRecord, JournalRecord } from "./record.ts";

/** The JSON text of a record, and whether it is known to hold no secret. */
export interface RecordText {
  /** What it shares with others may stand for by a mark: `whole` gives it back. */
  readonly json: string;
  readonly clean: boolean;
}

/** The text of the last call that was answered alike, around what differs from call to call. */
interface Pattern {
  readonly record: CallRecord;
  /** Up to the number, the headers that vary, the time, and the end. */
  readonly parts: readonly [string, string, string, string];
  /** Whether no part of it is a secret; found out when it is used again. */
  clean: boolean | undefined;
  /** The same with marks for what is long. */
  marked: Pattern["parts"] | undefined;
}

const patternsMax = 64;
/** Characters from which on a part is kept once for all records that have it. */
const sharedCharsMin = 256;
/** Characters of all parts that are kept so; beyond them records are written whole. */
const sharedCharsMax = 4 * 1024 * 1024;
// No JSON text has these characters as they are.
const marks = /\u0001(\d+)\u0002/g;

/**
 * Writes records as JSON. A program that calls the same thing again and again makes records that differ only in
 * number, time and duration; those are put into the text of the last one, which is a fraction of the work.
 * @param redact what is applied to a record's text before it leaves memory
 */
export class RecordWriter {
  readonly #redact: (json: string) => string;
  readonly #patterns = new Map<string, Pattern>();
  readonly #shared: string[] = [];
  #sharedChars = 0;

  constructor(redact: (json: string) => string) {
    this.#redact = redact;
  }

  /** @example new RecordWriter(redactText).text(record).json // '{"kind":"call","id":1,…}' */
  text(record: JournalRecord): RecordText {
    const key = record.kind === "call" ? keyOf(record) : null;
    if (record.kind !== "call" || key === null) return plainText(record);
    const known = this.#patterns.get(key);
    if (known === undefined || !sameCall(known.record, record)) return this.#learn(record, key);
    if (known.clean === undefined) {
      const json = filledIn(known.parts, record);
      known.clean = this.#redact(json) === json;
    }
    if (known.clean) known.marked ??= this.#mark(known.parts);
    return { json: filledIn(known.marked ?? known.parts, record), clean: known.clean };
  }

  /** The JSON text that `text` gave, with everything in it. */
  whole(json: string): string {
    return json.includes("\u0001")
      ? json.replace(marks, (_mark, index: string) => this.#shared[Number(index)] as string)
      : json;
  }

  #mark([before, between, behind, after]: Pattern["parts"]): Pattern["parts"] {
    return [before, this.#share(between), this.#share(behind), after];
  }

  #share(part: string): string {
    if (part.length < sharedCharsMin || this.#sharedChars + part.length > sharedCharsMax) return part;
    this.#sharedChars += part.length;
    return `\u0001${this.#shared.push(part) - 1}\u0002`;
  }

  #learn(record: CallRecord, key: string): RecordText {
    const { json, clean } = plainText(record);
    if (this.#patterns.size >= patternsMax && !this.#patterns.has(key)) this.#patterns.clear();
    const pattern = patternOf(record, json);
    if (pattern !== undefined) this.#patterns.set(key, pattern);
    return { json, clean };
  }
}

/** What calls that may be alike have in common; null: none is. */
function keyOf({ expectation, detail, double, text }: CallRecord): string | null {
  if (expectation !== null) return expectation;
  return detail.protocol === "http" && detail.varying !== undefined ? `${double} ${text}` : null;
}

function plainText(record: JournalRecord): RecordText {
  return { json: JSON.stringify(record.kind === "call" ? withVarying(record) : record), clean: false };
}

/** The headers of an answer stand in one list, whichever of them vary. */
function withVarying(record: CallRecord): CallRecord {
  if (record.detail.protocol !== "http" || record.detail.varying === undefined) return record;
  const { varying, ...detail } = record.detail;
  const { response } = detail;
  if (response === undefined) return { ...record, detail };
  const headers = [...response.headers, ...varying];
  return { ...record, detail: { ...detail, response: { ...response, headers } } };
}

function patternOf(record: CallRecord, json: string): Pattern | undefined {
  const { detail, findings } = record;
  if (detail.protocol !== "http" || detail.body !== undefined || findings.length > 0) return undefined;
  const before = '{"kind":"call","id":';
  const middle = `"${record.at}","durationMs":${record.durationMs}`;
  const place = json.lastIndexOf(middle);
  const between = json.slice(before.length + String(record.id).length, place + 1);
  const varying = varyingText(record);
  const split = varying === "" ? between.length : between.indexOf(varying);
  if (split < 0) return undefined;
  const parts = [
    before,
    between.slice(0, split),
    between.slice(split + varying.length),
    json.slice(place + middle.length),
  ] as const;
  return filledIn(parts, record) === json
    ? { record, parts, clean: undefined, marked: undefined }
    : undefined;
}

function varyingText({ detail }: CallRecord): string {
  const varying = detail.protocol === "http" ? (detail.varying ?? []) : [];
  return varying.length === 0 ? "" : JSON.stringify(varying).slice(1, -1);
}

function filledIn([before, between, behind, after]: Pattern["parts"], record: CallRecord): string {
  return `${before}${record.id}${between}${varyingText(record)}${behind}${record.at}","durationMs":${record.durationMs}${after}`;
}

/** Whether two calls differ in nothing but number, time, duration and the headers that vary. */
function sameCall(one: CallRecord, other: CallRecord): boolean {
  return (
    one.text === other.text &&
    one.outcome === other.outcome &&
    one.scripted === other.scripted &&
    other.findings.length === 0 &&
    one.double === other.double &&
    one.target === other.target &&
    one.answeredBy === other.answeredBy &&
    one.fidelity === other.fidelity &&
    sameList(one.counted, other.counted) &&
    sameIdentity(one.identity, other.identity) &&
    other.detail.protocol === "http" &&
    sameExchange(one.detail as HttpRecord, other.detail)
  );
}

function sameExchange(one: HttpRecord, other: HttpRecord): boolean {
  return (
    one.response === other.response &&
    other.body === undefined &&
    one.method === other.method &&
    one.path === other.path &&
    one.query === other.query &&
    one.varying?.length === other.varying?.length &&
    one.headers.length === other.headers.length &&
    one.headers.every((header, index) => {
      const [name, value] = other.headers[index] as readonly [string, string];
      return header[0] === name && header[1] === value;
    })
  );
}

function sameIdentity(one: CallRecord["identity"], other: CallRecord["identity"]): boolean {
  return (
    one === other ||
    (one !== undefined &&
      other !== undefined &&
      one.carried === other.carried &&
      one.actor === other.actor &&
      one.accepted === other.accepted)
  );
}

function sameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
