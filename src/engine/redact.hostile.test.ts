import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64, utf8 } from "../core/index.ts";
import { redacted, redactText } from "./redact.ts";

const key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEA7bq5", "-----END RSA PRIVATE KEY-----"];

/** One of each shape that is known; none of them is real. */
const secrets: Readonly<Record<string, string>> = {
  "a GitHub token": `ghp_${"a1B2".repeat(9)}`,
  "a fine-grained GitHub token": `github_pat_${"a1_B2".repeat(8)}`,
  "an AWS key": "AKIAIOSFODNN7EXAMPLE",
  "a Slack token": "xoxb-1234567890-abcdefghij",
  "an npm token": `npm_${"aB3d".repeat(9)}`,
  "an OpenAI key": `sk-proj-${"aB3-".repeat(8)}`,
  "an Anthropic key": `sk-ant-api03-${"aB3_".repeat(8)}`,
  "a Google key": `AIza${"aB3_-".repeat(7)}`,
  "a JWT": `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${"aB3_".repeat(8)}`,
  "a private key": key.join("\n"),
  "a bearer": "Bearer abcdefghijklmnop1234",
  "a password in a URL": "https://ada:correct-horse@example.com/x",
  "an assignment": "password=correct-horse-battery",
  "a field": '{"client_secret": "correct-horse-battery"}',
};
const tell = [
  /a1B2a1B2/,
  /a1_B2/,
  /AKIAIO/,
  /1234567890-abc/,
  /aB3/,
  /eyJzdWI/,
  /MIIEpA/,
  /abcdefghijklmnop/,
];
const leaks = (text: string): boolean => [...tell, /correct-horse/].some((pattern) => pattern.test(text));

describe.each(Object.entries(secrets))("%s", (_, secret) => {
  test("is replaced in a text", () => {
    expect(leaks(redactText(`before ${secret} after`))).toBe(false);
    expect(redactText(`before ${secret} after`)).toContain(redacted);
  });

  test.each(["\n", "\t", "\r\n", "\u001b[32m", "\u0000", '"', "=", ":", "(", "\\", "/"])(
    "is replaced in JSON text after %j",
    (before) => {
      const line = redactText(JSON.stringify({ body: `first${before}${secret} last` }));
      expect(leaks(line)).toBe(false);
      expect((JSON.parse(line) as { body: string }).body).toMatch(/^first[^]* last$/);
    },
  );

  test("is replaced in JSON inside JSON, and in bytes that stand as base64", () => {
    const inner = JSON.stringify({ note: `first\n${secret}` });
    expect(leaks(redactText(JSON.stringify({ body: inner })))).toBe(false);
    const bytes = new Uint8Array([0xff, 0x0a, ...utf8(secret), 0x0a, 0xfe]);
    const line = redactText(JSON.stringify({ data: { base64: toBase64(bytes) } }));
    const { data } = JSON.parse(line) as { data: { base64: string } };
    const back = Buffer.from(data.base64, "base64");
    expect(leaks(back.toString("latin1"))).toBe(false);
    expect([back[0], back.at(-1)]).toEqual([0xff, 0xfe]);
  });
});

test("what is not secret stays: hashes, ids, words that only look alike", () => {
  const texts = [
    "9fceb02d0ae598e95dc970b74767f19372d61af8",
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "risk-assessment-of-something-very-long",
    "the token was refused",
    "TOKENIZERS_PARALLELISM=false",
    "tokenizer: fast-bpe",
    "https://example.com:8080/path@version",
    "Basic training",
    JSON.stringify({ base64: toBase64(new Uint8Array([255, 1, 2, 3])) }),
  ];
  expect(texts.map(redactText)).toEqual(texts);
});

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    ...Object.values(secrets),
    ...key,
    "password=",
    "token:",
    '"',
    "\\",
    "]",
    "}",
    ":",
    ",",
    " ",
  ),
);
const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(""));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
})).value;

test("JSON text stays JSON whatever is replaced in it", () => {
  fc.assert(
    fc.property(json, (value) => {
      const before = JSON.stringify(value);
      const after = redactText(before);
      expect(() => JSON.parse(after) as unknown).not.toThrow();
      expect(redactText(after)).toBe(after);
    }),
    { numRuns: 500 },
  );
});

// Each of these took minutes when a pattern looked at the same text again and again.
test.each([
  ["a-"],
  ["a_"],
  ["eyJ-"],
  ["eyJaaaaaaaa."],
  ["-----BEGIN PRIVATE KEY-----"],
  ["://a:"],
  ["token "],
  ["sk-"],
  ["Bearer "],
])("a megabyte of %j is done at once", (unit) => {
  const long = unit.repeat(1_000_000 / unit.length);
  const started = performance.now();
  redactText(long);
  expect(performance.now() - started).toBeLessThan(10_000);
});
