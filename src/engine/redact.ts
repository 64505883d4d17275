import {
  fromBase64,
  isJsonObject,
  sensitiveName,
  toBase64,
  type HeaderList,
  type Json,
} from "../core/index.ts";
import { redacted, redactPlain } from "./redact-text.ts";
import { remember } from "./remember.ts";

export { redacted } from "./redact-text.ts";

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

// The names and values of one call are mostly those of the last.
const carriesCredentials = remember(
  (name) => credentialHeaders.has(name.toLowerCase()) || sensitiveName(name),
  64,
  1_000,
);
const namesSecretValue = remember(sensitiveName, 64, 1_000);
const redactShort = remember(redactPlain, 256, 2_000);

/** Headers with the values of those that carry credentials replaced; the scheme word stays. */
export function redactHeaders(headers: HeaderList): HeaderList {
  if (!headers.some(([name]) => carriesCredentials(name))) return headers;
  return headers.map((header) => {
    const [name, value] = header;
    if (!carriesCredentials(name)) return header;
    const scheme = /^(bearer|basic|token|digest)\s/i.exec(value)?.[1];
    return [name, scheme === undefined ? redacted : `${scheme} ${redacted}`] as const;
  });
}

/**
 * Text with what looks like a secret replaced: shapes of well-known secrets, and values whose name says that
 * they are secret. JSON text stays JSON with the same keys and types.
 * @example redactText("token=abc123") // "token=<redacted>"
 */
export function redactText(text: string): string {
  if (!/^\s*[{[]/.test(text)) return redactPlain(text);
  return holdsNoSecret(text.replaceAll(countedNumber, "$1:0")) ? text : redactJsonText(text);
}

// Records of the same call differ in what is counted and measured only, and no number is a secret.
const countedNumber = /("(?:id|pid|call|durationMs)"):\d+(?:\.\d+)?/g;
const holdsNoSecret = remember((json) => redactJsonText(json) === json, 4_096, 500);

function redactJsonText(text: string): string {
  try {
    return redactParsed(text);
  } catch (error) {
    // Lists in lists in lists: deeper than this walks.
    if (error instanceof RangeError) return redactPlain(text);
    throw error;
  }
}

function redactParsed(text: string): string {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return redactPlain(text);
  }
  const clean = redactData(value);
  // Text that holds no secret stays byte for byte what it was, spaces and numbers included.
  return clean === value ? text : JSON.stringify(clean);
}

/**
 * Data with what looks like a secret replaced in every text of it: for reports and records before they leave
 * memory. Keys and types stay, and data without a secret is returned itself. File contents held as bytes
 * are left out, since no report shows them.
 */
export function redactData<T>(value: T): T {
  return redactValue(value, "") as T;
}

function redactValue(value: unknown, key: string): unknown {
  if (typeof value === "string") return value !== "" && namesSecretValue(key) ? redacted : redactShort(value);
  if (value instanceof Uint8Array) return new Uint8Array();
  if (Array.isArray(value)) return redactList(value, key);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value["base64"] === "string") return redactBase64(value, value["base64"]);
  const hidden = key === secretKey;
  const named = isSecretName(value["key"]) || isSecretName(value["name"]);
  // Most data holds no secret: a copy is begun only when one is found.
  let copy: [string, unknown][] | undefined;
  for (const [index, name] of keys.entries()) {
    const secret = (named && valueFields.has(name)) || (hidden && name !== "is");
    const clean = redactValue(value[name], secret ? secretKey : name);
    if (copy === undefined && clean !== value[name])
      copy = keys.slice(0, index).map((before) => [before, value[before]]);
    copy?.push([name, clean]);
  }
  return copy === undefined ? value : Object.fromEntries(copy);
}

/** `{ name: "PASSWORD", value: … }`, and conditions: `{ key: "authorization", matcher: { is: "equals", value: … } }`. */
const valueFields: ReadonlySet<string> = new Set(["value", "matcher"]);

function isSecretName(name: unknown): boolean {
  return typeof name === "string" && namesSecretValue(name);
}

/** Stands for the key of everything below such a value. */
const secretKey = "secret";

/** Stands for the key of what is in a list of headers: pairs of name and value. */
const headerPair = "header pair";

function redactList(list: readonly unknown[], key: string): readonly unknown[] {
  let secretNext = false;
  let changed = false;
  const below = /headers$/i.test(key) ? headerPair : key;
  const clean = list.map((item, index) => {
    const secret = secretNext;
    secretNext = typeof item === "string" && namesSecret(item, index === 0 && key === headerPair);
    const one = secret && typeof item === "string" ? hide(item) : redactValue(item, below);
    changed ||= one !== item;
    return one;
  });
  return changed ? clean : list;
}

/** What was redacted before, with the scheme that redactHeaders leaves, stays as it is. */
function hide(secret: string): string {
  return /^(?:(?:bearer|basic|token|digest) )?<redacted>$/i.test(secret) ? secret : redacted;
}

/** `--token` in a list of arguments, or the name in a pair of a header list: the next item is the secret. */
function namesSecret(item: string, first: boolean): boolean {
  return /^--?[A-Za-z]/.test(item)
    ? !item.includes("=") && sensitiveName(item)
    : first && sensitiveName(item);
}

/** Bytes that are no text may hold a secret all the same. */
function redactBase64(value: object, text: string): object {
  const bytes = fromBase64(text);
  if (bytes === undefined) return value;
  const latin1 = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const clean = redactPlain(latin1);
  return clean === latin1
    ? value
    : { base64: toBase64(Uint8Array.from(clean, (character) => character.charCodeAt(0))) };
}
