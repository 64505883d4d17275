import type { CallRecord, HttpRecord, JournalRecord } from "./record.ts";

/** The JSON text of a record, and whether it is known to hold no secret. */
export interface RecordText {
  readonly json: string;
  readonly clean: boolean;
}

/** The text of the last call that an expectation answered, around what differs from call to call. */
interface Pattern {
  readonly record: CallRecord;
  readonly before: string;
  readonly between: string;
  readonly after: string;
  /** Whether no part of it is a secret; found out when it is used again. */
  clean: boolean | undefined;
}

const patternsMax = 64;

/**
 * Writes records as JSON. A program that calls the same thing again and again makes records that differ only in
 * number, time and duration; those are put into the text of the last one, which is a fraction of the work.
 * @param redact what is applied to a record's text before it leaves memory
 */
export class RecordWriter {
  readonly #redact: (json: string) => string;
  readonly #patterns = new Map<string, Pattern>();

  constructor(redact: (json: string) => string) {
    this.#redact = redact;
  }

  /** @example new RecordWriter(redactText).text(record).json // '{"kind":"call","id":1,…}' */
  text(record: JournalRecord): RecordText {
    if (record.kind !== "call" || record.expectation === null) return plainText(record);
    const known = this.#patterns.get(record.expectation);
    if (known === undefined || !sameCall(known.record, record))
      return this.#learn(record, record.expectation);
    const json = filledIn(known, record);
    known.clean ??= this.#redact(json) === json;
    return { json, clean: known.clean };
  }

  #learn(record: CallRecord, key: string): RecordText {
    const { json, clean } = plainText(record);
    if (this.#patterns.size >= patternsMax && !this.#patterns.has(key)) this.#patterns.clear();
    const pattern = patternOf(record, json);
    if (pattern !== undefined) this.#patterns.set(key, pattern);
    return { json, clean };
  }
}

function plainText(record: JournalRecord): RecordText {
  return { json: JSON.stringify(record), clean: false };
}

function patternOf(record: CallRecord, json: string): Pattern | undefined {
  const { detail, findings } = record;
  if (detail.protocol !== "http" || detail.body !== undefined || findings.length > 0) return undefined;
  const before = '{"kind":"call","id":';
  const middle = `"${record.at}","durationMs":${record.durationMs}`;
  const place = json.lastIndexOf(middle);
  const between = json.slice(before.length + String(record.id).length, place + 1);
  const pattern = { record, before, between, after: json.slice(place + middle.length), clean: undefined };
  return filledIn(pattern, record) === json ? pattern : undefined;
}

function filledIn({ before, between, after }: Pattern, { id, at, durationMs }: CallRecord): string {
  return `${before}${id}${between}${at}","durationMs":${durationMs}${after}`;
}

/** Whether two calls of one expectation differ in nothing but number, time and duration. */
function sameCall(one: CallRecord, other: CallRecord): boolean {
  return (
    one.text === other.text &&
    one.outcome === other.outcome &&
    one.scripted === other.scripted &&
    other.findings.length === 0 &&
    one.double === other.double &&
    one.target === other.target &&
    one.answeredBy === other.answeredBy &&
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
    one.headers.length === other.headers.length &&
    one.headers.every((header, index) => {
      const [name, value] = other.headers[index] as readonly [string, string];
      return header[0] === name && header[1] === value;
    })
  );
}
