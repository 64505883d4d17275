import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, toJsonBytes } from "../core/index.ts";
import { readJournal } from "../drift/index.ts";
import {
  createLog,
  type CallRecord,
  type HttpRecord,
  type JournalRecord,
  type World,
} from "../engine/index.ts";
import { createWorldJournal } from "./world-journal.ts";

const text = fc.string({ unit: "binary" });
const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => toJsonBytes(one));
const body = fc.record({ data: fc.oneof(text, bytes), length: fc.nat() }, { requiredKeys: ["data"] });
const headers = fc.array(fc.tuple(text, text), { maxLength: 3 });
const http = fc.record(
  {
    protocol: fc.constant("http" as const),
    method: fc.constantFrom("GET", "POST", "M-SEARCH"),
    path: text.map((one) => `/${one.replaceAll("?", "")}`),
    query: text,
    headers,
    body,
    response: fc.record(
      { status: fc.integer({ min: 100, max: 599 }), headers, body, fault: fc.constant("reset") },
      { requiredKeys: ["status", "headers"] },
    ),
  },
  { requiredKeys: ["protocol", "method", "path", "query", "headers"] },
) as fc.Arbitrary<HttpRecord>;
const call = fc.record(
  {
    kind: fc.constant("call" as const),
    double: fc.constant("http"),
    target: fc.constantFrom("convo", "billing"),
    text,
    detail: http,
    outcome: fc.constantFrom("answered", "passed", "refused", "gone", "failed"),
    expectation: fc.constant(null),
    answeredBy: fc.option(text),
    at: text,
    durationMs: fc.double({ min: 0, noNaN: true }),
    pid: fc.nat(),
    scripted: fc.boolean(),
    findings: fc.constant([]),
  },
  {
    requiredKeys: [
      "kind",
      "double",
      "target",
      "text",
      "detail",
      "outcome",
      "expectation",
      "answeredBy",
      "at",
      "durationMs",
      "findings",
    ],
  },
) as fc.Arbitrary<Omit<CallRecord, "id">>;
const event = fc.record({
  kind: fc.constant("event" as const),
  double: text,
  at: text,
  call: fc.constant(null),
  event: fc.record({ type: text, more: fc.jsonValue() }),
}) as fc.Arbitrary<JournalRecord>;

test("every record that a log holds is read again as it was, in the order of arrival", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: call }, event), { maxLength: 12 }), (given) => {
      let id = 0;
      const records = given.map((one): JournalRecord => (one.kind === "event" ? one : { ...one, id: ++id }));
      const log = createLog({ redact: (line) => line });
      // Calls are noted when they end.
      for (const record of records.toReversed()) log.append(record);
      const world = { scenario: { sections: {} }, expectations: { uses: () => [] }, log };
      const journal = createWorldJournal(
        { id: "w", title: "main", test: true },
        world as unknown as World,
        undefined,
      );
      const read = readJournal("j", concatBytes([...journal.lines("failed"), new Uint8Array()]));
      expect(read).toMatchObject({ ok: true, findings: [], value: { worlds: [{ complete: true }] } });
      const calls = read.ok ? read.value.worlds.flatMap((one) => one.calls) : [];
      const known = (one: HttpRecord["body"]): unknown => (one?.length === undefined ? one?.data : undefined);
      expect(calls.map((one) => ({ ...one, answer: undefined }))).toEqual(
        records
          .filter((one) => one.kind === "call")
          .map(({ id: number, target, detail, outcome }) => {
            const { method, path, query, headers: sent, body: received, response } = detail as HttpRecord;
            return {
              id: number,
              service: target,
              method,
              path,
              query,
              headers: sent,
              body: known(received),
              status: response?.status,
              outcome,
              stub: null,
              findings: [],
            };
          }),
      );
    }),
    { numRuns: 300 },
  );
});
