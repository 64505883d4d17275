import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { sensitiveName, utf8, type Json } from "../core/index.ts";
import { redactData, redactHeaders, redactText } from "./redact.ts";

const tokens = {
  github: `ghp_${"aB3".repeat(12)}`,
  githubFine: `github_pat_${"A1b2".repeat(10)}`,
  gitlab: `glpat-${"aB3-".repeat(6)}`,
  aws: "AKIAIOSFODNN7EXAMPLE",
  slack: "xoxb-1234567890-abcdefghij",
  npm: `npm_${"a1B2".repeat(9)}`,
  stripe: `sk_live_${"a1B2".repeat(6)}`,
  openai: `sk-proj-${"a1B2".repeat(10)}`,
  anthropic: `sk-ant-api03-${"a1B2".repeat(10)}`,
  google: `AIza${"a1B2C".repeat(7)}`,
  jwt: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w",
  pem: `-----BEGIN RSA PRIVATE KEY-----\n${"MIIEpAIBAAKCAQEA".repeat(4)}\n-----END RSA PRIVATE KEY-----`,
};

/** Texts that a secret stands in; the second value is what must be left of the surroundings. */
const surroundings: Readonly<Record<string, (secret: string) => string>> = {
  alone: (secret) => secret,
  "after a line break": (secret) => `first line\n${secret}\nlast line`,
  "in an argument": (secret) => `tool login --token ${secret}`,
  "in a URL": (secret) => `https://user:${secret.replaceAll(/\s/g, "")}@example.com/x`,
  "in JSON": (secret) => JSON.stringify({ a: 1, some: [secret] }),
  "in JSON in JSON": (secret) => JSON.stringify({ body: JSON.stringify({ x: `\n${secret}` }) }),
};

describe.each(Object.entries(tokens))("a well-known secret: %s", (_, secret) => {
  test.each(Object.entries(surroundings))("is gone %s", (_where, put) => {
    const parts = secret.includes("KEY-----") ? ["MIIEpAIBAAKCAQEA"] : [secret.slice(4, 24)];
    for (const part of parts) {
      expect(redactText(put(secret))).not.toContain(part);
      // A journal line: the text is a string in JSON, where a line break is two characters.
      expect(redactText(JSON.stringify({ stdin: put(secret) }))).not.toContain(part);
      expect(redactText(`x ${JSON.stringify({ stdin: put(secret) })}`)).not.toContain(part);
    }
  });

  // A private key in base64 is no line of text, but a text of lines that are base64 themselves.
  test.skipIf(secret.includes("\n"))("is gone in base64", () => {
    const encoded = Buffer.from(`user:${secret}`).toString("base64");
    expect(redactText(`x ${encoded}`)).toBe("x <redacted>");
    expect(redactText(`x ${Buffer.from(secret).toString("base64url")} y`)).toBe("x <redacted> y");
  });

  // The lines of a private key are no secret by their own shape.
  test.skipIf(secret.includes("\n"))("is gone in other encodings, inside a path and where it was cut", () => {
    const codes = Array.from(secret, (one) => one.charCodeAt(0).toString(16).padStart(2, "0"));
    const base64 = Buffer.from(secret).toString("base64");
    for (const encoded of [
      codes.join(""),
      codes.map((code) => `%${code}`).join(""),
      codes.map((code) => `\\u00${code}`).join(""),
      base64,
      base64.slice(0, 33),
      base64.slice(0, 34),
    ]) {
      for (const text of [encoded, `note: use ${encoded} for it`, `/srv/in-${encoded}/file`]) {
        if (encoded.length < 35 && !secret.startsWith("ghp_")) continue;
        expect(redactText(text)).not.toContain(encoded.slice(12, 30));
        expect(redactText(JSON.stringify({ cwd: text }))).not.toContain(encoded.slice(12, 30));
      }
    }
  });

  test("is gone in bytes that are no text", () => {
    const base64 = Buffer.concat([Buffer.from([0, 255, 10]), Buffer.from(secret)]).toString("base64");
    const clean = redactData({ data: { base64 } });
    expect(Buffer.from(clean.data.base64, "base64").toString("latin1")).not.toContain(secret.slice(4, 24));
  });
});

test("base64 of gzip goes, and what only looks encoded stays", () => {
  const zipped = Buffer.from("H4sIAAAAAAAAA0vNSc3LVyjJSFUoSs3JTMvMTy0CAA==").toString();
  expect(redactText(`--data ${zipped}`)).toBe("--data <redacted>");
  for (const text of [
    "/usr/local/lib/node_modules/some-package/dist/index",
    "3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcgSqlqE1rDGWEZ9eD0qrDcQ",
    "https://example.com/a%20b?next=%2Fhome%2Fme%3Fx%3D1",
    JSON.stringify("\u0001\u0002 control \u0003"),
  ])
    expect(redactText(text)).toBe(text);
});

test("a private key goes whole, whatever its lines hold", () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${tokens.github}\n-----END RSA PRIVATE KEY-----`;
  expect(redactText(`x ${key} y`)).not.toContain(tokens.github.slice(6, 26));
});

test.each([
  ["password=hunter2", "password=<redacted>"],
  ["x=1&api_key=abc123&y=2", "x=1&api_key=<redacted>&y=2"],
  ["client_secret=a%20b+c", "client_secret=<redacted>"],
  ['export TOKEN="two words"', 'export TOKEN="<redacted>"'],
  ["db_password: hunter2\nuser: me", "db_password: <redacted>\nuser: me"],
  ["tool --password hunter2 --force", "tool --password <redacted> --force"],
  ["Authorization: token abc", "Authorization: <redacted>"],
  ["Cookie: session=abc; theme=dark\nHost: x", "Cookie: <redacted>\nHost: x"],
  ["curl -H 'Authorization: Basic dTpw' http://x", "curl -H 'Authorization: <redacted>' http://x"],
  ["Bearer abcdefghijklmnop", "Bearer <redacted>"],
  ["postgres://me:pw@db/x", "postgres://me:<redacted>@db/x"],
  [
    'headers.authorization: expected "Bearer abc", got "Basic \\"x\\" y"',
    'headers.authorization: expected "<redacted>", got "<redacted>"',
  ],
  [
    'why\n  query.api_key: expected "a b", but it is missing',
    'why\n  query.api_key: expected "<redacted>", but it is missing',
  ],
  ["<password>hunter2</password>", "<password><redacted></password>"],
  ["https://hooks.slack.com/services/T0/B0/abc", "https://hooks.slack.com/services/<redacted>"],
  ['x {"password": "correct horse"}', 'x {"password": "<redacted>"}'],
  [String.raw`{\"password\":\"a \\\" b\",\"c\":1}`, String.raw`{\"password\":\"<redacted>\",\"c\":1}`],
])("%s", (text, clean) => {
  expect(redactText(text)).toBe(clean);
  expect(redactText(clean)).toBe(clean);
});

test.each([
  "",
  "kubectl apply -f -",
  "commit 3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
  "PASS: 12",
  "max_tokens=4096",
  "gh auth login --with-token **",
  "TOKENIZERS_PARALLELISM=false",
  "/usr/lib/node_modules/some-package/dist/index-abcdefgh.js",
  "https://example.com:8080/a@b",
  '{"key": "value", "n": 1.0}',
])("%s is left alone", (text) => {
  expect(redactText(text)).toBe(text);
});

test("what follows a flag in a list of arguments, and a header in a list of headers, is a secret", () => {
  const call = {
    args: ["login", "--password", "hunter2", "--user", "me", "--api-key=abc123"],
    headers: [
      ["X-Api-Key", "abc"],
      ["Accept", "text/plain"],
    ],
    words: ["token", "list"],
  };
  expect(redactData(call)).toEqual({
    args: ["login", "--password", "<redacted>", "--user", "me", "--api-key=<redacted>"],
    headers: [
      ["X-Api-Key", "<redacted>"],
      ["Accept", "text/plain"],
    ],
    words: ["token", "list"],
  });
});

test("a value beside its name is a secret, and what a condition compares it with", () => {
  expect(
    redactData([
      { name: "DB_PASSWORD", value: "hunter2" },
      { key: "authorization", matcher: { is: "one_of", matchers: [{ is: "equals", value: "Bearer a" }] } },
      { key: "accept", matcher: { is: "equals", value: "a/b" } },
    ]),
  ).toEqual([
    { name: "DB_PASSWORD", value: "<redacted>" },
    {
      key: "authorization",
      matcher: { is: "one_of", matchers: [{ is: "equals", value: "<redacted>" }] },
    },
    { key: "accept", matcher: { is: "equals", value: "a/b" } },
  ]);
});

test("data without a secret is the same object, and file contents are left out", () => {
  const plain = { a: [1, { b: "c" }], d: null };
  expect(redactData(plain)).toBe(plain);
  expect(redactData({ bytes: utf8("secret") })).toEqual({ bytes: new Uint8Array() });
});

test("a private key without an end does not swallow the JSON behind it", () => {
  const line = JSON.stringify({ stdin: "-----BEGIN PRIVATE KEY-----\nMIIE", next: [1, "kept"] });
  expect(redactText(line)).toBe('{"stdin":"<redacted>","next":[1,"kept"]}');
  expect(redactText(`x ${line}`)).toBe('x {"stdin":"<redacted>","next":[1,"kept"]}');
});

test("headers that carry credentials keep their scheme word only", () => {
  expect(
    redactHeaders([
      ["Authorization", "Bearer abc"],
      ["x-my-token", "abc"],
      ["Set-Cookie", "sid=abc; Path=/"],
      ["Accept", "a/b"],
    ]),
  ).toEqual([
    ["Authorization", "Bearer <redacted>"],
    ["x-my-token", "<redacted>"],
    ["Set-Cookie", "<redacted>"],
    ["Accept", "a/b"],
  ]);
});

test.each([
  ["GITHUB_TOKEN", true],
  ["myApiKey", true],
  ["ssh-key", true],
  ["x_pat", true],
  ["PGPASSWORD", true],
  ["SSHPASS", true],
  ["MYSQL_PWD", true],
  ["authtoken", true],
  ["AccountKey", true],
  ["AWSACCESSKEY", true],
  ["PATH", false],
  ["PWD", false],
  ["KEYBOARD", false],
  ["passenger", false],
  ["compass", false],
  ["secretary", false],
  ["passwordless", false],
])("the name %s is sensitive: %s", (name, sensitive) => {
  expect(sensitiveName(name)).toBe(sensitive);
});

/** Text that is made of what the rules look for. */
const suspicious = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(tokens)),
      fc.constantFrom(
        '"',
        "'",
        "\\",
        "\n",
        "\\n",
        "=",
        ":",
        " ",
        "&",
        ",",
        "{",
        "}",
        "<",
        "-----BEGIN PRIVATE KEY-----",
      ),
      fc.constantFrom("password", "token", "--secret", "Authorization", "Bearer ", "api_key", "://a:b@"),
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    suspicious,
    fc.constantFrom<Json>(null, true, 1.5),
    suspicious.map((text) => JSON.stringify({ password: text, text })),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(suspicious, tie("json"), { maxKeys: 4 }),
  ),
}));

/** A value with every text made empty. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return "";
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([key, item]) => [key, shapeOf(item)]);
}

test("redacted JSON is JSON of the same shape", () => {
  fc.assert(
    fc.property(json, (value) => {
      const line = JSON.stringify(value);
      const clean = redactText(line);
      expect(shapeOf(JSON.parse(clean))).toEqual(shapeOf(JSON.parse(line)));
    }),
    { numRuns: 500 },
  );
});

test("a record that was redacted when it was appended stays as it is when it is spilled", () => {
  const headers = redactHeaders([["Authorization", "Bearer abcdefghijklmnop"]]);
  const line = JSON.stringify({ detail: { headers } });
  expect(redactText(line)).toBe(line);
  const almost = JSON.stringify({ detail: { headers: [["Authorization", "hunter2 <redacted>"]] } });
  expect(redactText(almost)).not.toContain("hunter2");
});

test("records that differ in their numbers only are each kept or redacted with their own numbers", () => {
  const record = (id: number, text: string): string =>
    JSON.stringify({ id, text, durationMs: id / 7, pid: id });
  for (const id of [1, 2, 3]) {
    expect(redactText(record(id, "clean"))).toBe(record(id, "clean"));
    expect(redactText(record(id, "token=abcdef"))).toBe(record(id, "token=<redacted>"));
  }
});
