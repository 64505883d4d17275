import { fromBase64, toBase64, type HeaderList } from "../core/index.ts";

/** What stands where a secret stood. */
export const redacted = "<redacted>";

const credentialHeaders = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
  "x-auth-token",
  "x-csrf-token",
  "private-token",
  "x-amz-security-token",
]);

/** Headers with the values of those that carry credentials replaced; the scheme word stays. */
export function redactHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (!credentialHeaders.has(lower) && !sensitiveName(name)) return [name, value] as const;
    const scheme = /^(bearer|basic|token|digest)\s/i.exec(value)?.[1];
    return [name, scheme === undefined ? redacted : `${scheme} ${redacted}`] as const;
  });
}

/**
 * Whether a name of a variable, header or field says that its value is secret. Words are looked for as
 * whole segments, so that TOKENIZERS_PARALLELISM or PWD are not taken for secrets.
 */
export function sensitiveName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  if (words.some((word) => sensitiveWords.has(word))) return true;
  return words.some(
    (word, index) => word === "KEY" && index > 0 && keyQualifiers.has(words[index - 1] as string),
  );
}

const sensitiveWords = new Set([
  "TOKEN",
  "TOKENS",
  "SECRET",
  "SECRETS",
  "PASSWORD",
  "PASSWD",
  "PASSPHRASE",
  "PASS",
  "CREDENTIAL",
  "CREDENTIALS",
  "APIKEY",
  "PAT",
  "COOKIE",
  "AUTHORIZATION",
  "PRIVATEKEY",
]);
const keyQualifiers = new Set([
  "API",
  "ACCESS",
  "SECRET",
  "PRIVATE",
  "SIGNING",
  "ENCRYPTION",
  "ACCOUNT",
  "SERVICE",
  "AUTH",
  "SSH",
  "MASTER",
]);

/**
 * Where a word may begin: not inside another one. In JSON text a line end or a colour stands as an escape, whose
 * last letter is no part of the word.
 */
const begin = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[bfnrt])|(?<=\\u[0-9a-f]{4})|(?<=\[[0-9;]{1,10}m))`;

/** What stands between the lines of a private key: in JSON text line ends are escapes. */
const keyText = String.raw`(?:[A-Za-z0-9+/=\s:,.-]|\\+[nrt])`;

// Shapes of well-known secrets: GitHub, AWS, Slack, npm, OpenAI and Anthropic, Google, JWT, PEM, and credentials in
// URLs and headers. Named shapes only, so that commit hashes and ids stay readable. No shape may look at a long text
// again from each of its words, and none may reach over a quote, which would break JSON text.
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/gh[pousr]_[A-Za-z0-9]{20,}/g, redacted],
  [/github_pat_[A-Za-z0-9_]{20,}/g, redacted],
  [/A[KS]IA[A-Z0-9]{16}/g, redacted],
  [/xox[abeoprs]-[A-Za-z0-9-]{10,}/g, redacted],
  [/npm_[A-Za-z0-9]{30,}/g, redacted],
  [new RegExp(`${begin}sk-[A-Za-z0-9_-]{20,}`, "g"), redacted],
  [/AIza[A-Za-z0-9_-]{35}/g, redacted],
  [/eyJ[A-Za-z0-9_-]{8,400}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, redacted],
  [
    new RegExp(
      `-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----${keyText}*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|(?!${keyText}))`,
      "g",
    ),
    redacted,
  ],
  [new RegExp(`${begin}(Bearer|Basic|token) (?!<redacted>)[A-Za-z0-9._~+/=-]{16,}`, "gi"), `$1 ${redacted}`],
  [
    /([a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@"'\\]{0,200}):(?!<redacted>@)[^/\s@"'\\]{1,500}@/gi,
    `$1:${redacted}@`,
  ],
];

// The last alternative is a JSON key: its value must be a string there. A value never begins with what may follow
// the end of a JSON string.
const assignment = new RegExp(
  [
    String.raw`((?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\u[0-9a-f]{4})|(?<=\[[0-9;]{1,10}m))`,
    "(?:api[_-]?key|token|secret|password|passwd|passphrase|access[_-]?key)",
    String.raw`(?:\s{0,20}[=:]\s{0,20}(?:\\?["'])?|\\{0,7}"\s{0,20}:\s{0,20}\\{0,7}"))`,
    String.raw`(?!<redacted>)[^\s"'\\&,;}\]:][^\s"'\\&,;}]{3,}`,
  ].join(""),
  "gi",
);

/**
 * Text with what looks like a secret replaced. Works on plain text and on JSON text alike (it never touches
 * quotes or backslashes), so that whole journal lines can be redacted before they leave memory. Bytes that
 * stand as `{ "base64": ... }` in JSON are looked into.
 */
export function redactText(text: string): string {
  const plain = redactPlain(text);
  if (!plain.includes('"base64":"')) return plain;
  return plain.replaceAll(/"base64":"([A-Za-z0-9+/=]*)"/g, (whole, base64: string) => {
    const bytes = fromBase64(base64);
    const before = bytes === undefined ? "" : latin1(bytes);
    const after = redactPlain(before);
    return after === before ? whole : `"base64":"${toBase64(latin1Bytes(after))}"`;
  });
}

function redactPlain(text: string): string {
  let result = text;
  for (const [shape, replacement] of secretShapes) result = result.replace(shape, replacement);
  return result.replace(assignment, `$1${redacted}`);
}

/** One character a byte: secrets are ASCII, and every other byte comes back as it was. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return text;
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
