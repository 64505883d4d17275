import {
  privateKeyShape,
  sensitiveHint,
  sensitiveName,
  tokenMarks,
  tokenShapes,
  wordStart,
} from "../core/index.ts";
import { redactEncodings } from "./redact-encoded.ts";

/** What stands where a secret stood. */
export const redacted = "<redacted>";

const shape = (source: string, flags = "g"): RegExp => new RegExp(wordStart + source, flags);

const credentials = /(Bearer|Basic|token) (?!<redacted>)[A-Za-z0-9._~+/=-]{16,}/gi;
const urlCredentials = shape(
  String.raw`([a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@"'\\]{0,200}):(?!<redacted>@)[^/\s@"'\\]{1,500}@`,
  "gi",
);
const slackHook = /(hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9/_-]+/g;

const name = "([A-Za-z][A-Za-z0-9_.-]{0,80})";
const sign = String.raw`\s{0,20}[=:]\s{0,20}`;
/** `"password": "…"`, as it is and inside a JSON text that is itself a JSON text. */
const jsonFields: readonly RegExp[] = [
  new RegExp(`("${name}"\\s*:\\s*")((?:[^"\\\\]|\\\\[\\s\\S])+)(?=")`, "g"),
  new RegExp(
    String.raw`(\\"${name}\\"\s*:\s*\\")((?:[^"\\]|\\[bfnrtu/]|\\\\(?:[^"\\]|\\["\\]))+)(?=\\")`,
    "g",
  ),
];
/** A difference, as matching tells it: `headers.authorization: expected "…", got "…"`. */
const difference = /((?:^|\n)[ \t]*)((?:headers|query|env|body|stdin)[.[][^\s:]{0,200}):([^\n]*)/g;
/** `Authorization: …` and `Cookie: …`: the rest of the line. */
const headerLine = shape(
  String.raw`(?<!\.)((?:(?:proxy-)?authorization|(?:set-)?cookie)\s*[:=]\s*)(?!<redacted>)[^\s"'\\][^\r\n"'\\]*`,
  "gi",
);
const quoted = /"(?:[^"\\]|\\.)*"/g;
/** `password = "…"`. */
const quotedValue = shape(String.raw`(${name}${sign})(["'])([^"'\\\r\n]+)(?=\3)`);
/** `password=…`, `--password=…`. */
const plainValue = shape(String.raw`(${name}${sign})(?!<redacted>)([^\s"'\\&,;}]{3,})`);
/** `--password …`. */
const flagValue = /((?<![\w-])--?([A-Za-z][A-Za-z0-9_-]{0,80}) {1,4})(?!<redacted>|-)([^\s"'\\]+)/g;
/** `<password>…</password>`. */
const xmlElement = /(<([A-Za-z_][\w:.-]{0,80})>)(?!<redacted>)([^<"'\\]+)(?=<\/)/g;

/**
 * Text that is not taken for JSON as a whole, with what looks like a secret replaced. What is replaced
 * never holds a quote that something else is enclosed in.
 */
export function redactPlain(text: string): string {
  if (text.length < 6) return text;
  let result = text;
  if (tokenMarks.test(result)) for (const one of tokenShapes) result = result.replace(one.pattern, redacted);
  if (result.includes("-----BEGIN")) result = result.replace(privateKeyShape.pattern, redacted);
  if (result.includes("://")) result = result.replace(urlCredentials, `$1:${redacted}@`);
  if (result.includes("hooks.slack.com")) result = result.replace(slackHook, `$1${redacted}`);
  if (sensitiveHint.test(result) || /bearer|basic/i.test(result)) result = redactNamed(result);
  return redactEncodings(result, redacted);
}

function redactNamed(text: string): string {
  let result = text.replace(difference, (whole: string, before: string, path: string, rest: string) =>
    sensitiveName(path) ? `${before}${path}:${rest.replaceAll(quoted, `"${redacted}"`)}` : whole,
  );
  result = result.replace(credentials, `$1 ${redacted}`).replace(headerLine, `$1${redacted}`);
  for (const field of jsonFields) {
    result = result.replace(field, (whole: string, before: string, word: string) =>
      sensitiveName(word) ? `${before}${redacted}` : whole,
    );
  }
  result = result.replace(
    quotedValue,
    (whole: string, before: string, word: string, quote: string, value: string) =>
      isSecret(word, value) ? `${before}${quote}${redacted}` : whole,
  );
  for (const form of [plainValue, flagValue, xmlElement]) {
    result = result.replace(form, (whole: string, before: string, word: string, value: string) =>
      // What is no secret by its own name may hold one: "mode=password=x".
      isSecret(word, value)
        ? `${before}${redacted}`
        : whole.length < text.length
          ? before + redactNamed(value)
          : whole,
    );
  }
  return result;
}

/** In running text "PASS: 3" counts tests, "max_tokens=100" what models read, and * stands for any value. */
function isSecret(word: string, value: string): boolean {
  if (/^pass$/i.test(word) || (/tokens$/i.test(word) && /^\d+$/.test(value))) return false;
  if (/^\*+$/.test(value) || /^(?:headers|query|env|body|stdin)\./.test(word)) return false;
  return sensitiveName(word);
}
