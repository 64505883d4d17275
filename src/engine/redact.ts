import type { HeaderList } from "../core/index.ts";

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

// Shapes of well-known secrets: GitHub, AWS, Slack, npm, OpenAI and Anthropic, Google, JWT, PEM, and
// credentials in URLs and headers. Named shapes only, so that commit hashes and ids stay readable.
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/\bgh[pousr]_[A-Za-z0-9]{20,}\b/g, redacted],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}\b/g, redacted],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, redacted],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g, redacted],
  [/\bnpm_[A-Za-z0-9]{30,}\b/g, redacted],
  [/\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,}/g, redacted],
  [/\bAIza[A-Za-z0-9_-]{35}/g, redacted],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g, redacted],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redacted],
  [/\b(Bearer|Basic|token) (?!<redacted>)[A-Za-z0-9._~+/=-]{16,}/gi, `$1 ${redacted}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^/\s:@"'\\]*):[^/\s@"'\\]+@/gi, `$1:${redacted}@`],
];
// The second alternative is a JSON key: its value must be a string there, or cutting it would break the JSON.
const assignment =
  /((?:^|[^A-Za-z0-9])(?:[A-Za-z0-9]+[_-])*(?:api[_-]?key|token|secret|password|passwd|passphrase|access[_-]?key|client[_-]?secret)(?:\s*[=:]\s*(?:\\?["'])?|\\?"\s*:\s*\\?"))(?!<redacted>)[^\s"'\\&,;}]{4,}/gi;

/**
 * Text with what looks like a secret replaced. Works on plain text and on JSON text alike (it never touches
 * quotes or backslashes), so that whole journal lines can be redacted before they leave memory.
 */
export function redactText(text: string): string {
  let result = text;
  for (const [shape, replacement] of secretShapes) result = result.replace(shape, replacement);
  return result.replace(assignment, `$1${redacted}`);
}
