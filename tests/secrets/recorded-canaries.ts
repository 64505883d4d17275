import { gzipSync } from "node:zlib";

/** How a secret may be written. Of each encoding every character is changed where the encoding can. */
export const encodings = {
  raw: (value) => Buffer.from(value),
  base64: (value) => Buffer.from(Buffer.from(value).toString("base64")),
  base64url: (value) => Buffer.from(Buffer.from(`?>?>${value}`).toString("base64url")),
  url: (value) =>
    Buffer.from(
      bytesOf(value)
        .map((hex) => `%${hex}`)
        .join(""),
    ),
  hex: (value) => Buffer.from(bytesOf(value).join("")),
  json: (value) =>
    Buffer.from(
      bytesOf(value)
        .map((hex) => `\\u00${hex}`)
        .join(""),
    ),
  gzip: (value) => gzipSync(value),
  "base64 of gzip": (value) => Buffer.from(gzipSync(value).toString("base64")),
} satisfies Readonly<Record<string, (value: string) => Buffer>>;

export type Encoding = keyof typeof encodings;

function bytesOf(value: string): readonly string[] {
  return Array.from(value, (one) => one.charCodeAt(0).toString(16).padStart(2, "0"));
}

/** A secret that stands in one place only, so that a leak says where it came from. */
export interface Canary {
  readonly where: string;
  readonly value: string;
  /** As it is written there. */
  readonly placed: Buffer;
}

/** One call of the recorded command, and what the real one writes. */
export interface SecretCall {
  readonly args?: readonly string[];
  readonly stdin?: Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder below the program's. */
  readonly cwd?: string;
  readonly stdout?: readonly Buffer[];
  readonly stderr?: Buffer;
}

type Place = (secret: Buffer) => SecretCall;

const lines = (text: string, secret: Buffer, rest = "\n"): Buffer =>
  Buffer.concat([Buffer.from(text), secret, Buffer.from(rest)]);

/** Places where only text can stand. */
const textPlaces: Readonly<Record<string, Place>> = {
  "an argument": (secret) => ({ args: ["login", secret.toString()] }),
  "the value of a flag": (secret) => ({ args: [`--token=${secret.toString()}`] }),
  "the argument after a flag": (secret) => ({ args: ["login", "--password", secret.toString()] }),
  "inside an argument": (secret) => ({ args: [`note: use ${secret.toString()} for it`] }),
  "a URL's password": (secret) => ({ args: ["clone", `https://me:${secret.toString()}@example.com/x.git`] }),
  "a header argument": (secret) => ({ args: ["-H", `Authorization: Bearer ${secret.toString()}`] }),
  "a JSON argument": (secret) => ({ args: ["--data", JSON.stringify({ api_key: secret.toString() })] }),
  "a variable": (secret) => ({ env: { AWS_NOTE: secret.toString() } }),
  "a variable whose name tells": (secret) => ({ env: { AWS_SESSION_TOKEN: secret.toString() } }),
  "the folder": (secret) => ({ cwd: `in-${secret.toString().replaceAll("/", "_").slice(0, 200)}` }),
};

/** Places where any bytes can stand. */
const bytePlaces: Readonly<Record<string, Place>> = {
  "a line of standard input": (secret) => ({ stdin: lines("first\nuse ", secret) }),
  "a field of standard input": (secret) => ({ stdin: lines('{"user":"me","password":"', secret, '"}') }),
  "standard input alone": (secret) => ({ stdin: secret }),
  "a line of output": (secret) => ({ stdout: [lines("logged in with ", secret)] }),
  "output alone": (secret) => ({ stdout: [secret] }),
  "a field of JSON output": (secret) => ({ stdout: [lines('{"items":[{"client_secret":"', secret, '"}]}')] }),
  "a URL in output": (secret) => ({ stdout: [lines("origin https://me:", secret, "@example.com/x.git\n")] }),
  "a header in output": (secret) => ({ stdout: [lines("> Authorization: Bearer ", secret, "\r\n")] }),
  "a file name in output": (secret) => ({ stdout: [lines("wrote /srv/", secret, ".txt\n")] }),
  "a private key in output": (secret) => ({
    stdout: [lines("-----BEGIN RSA PRIVATE KEY-----\n", secret, "\n-----END RSA PRIVATE KEY-----\n")],
  }),
  "two parts of output": (secret) => ({
    stdout: [lines("with ", secret.subarray(0, 11), ""), lines("", secret.subarray(11))],
    stderr: Buffer.from("in between\n"),
  }),
  "behind much output": (secret) => ({ stdout: [lines("some words\n".repeat(7000), secret)] }),
  "a line of error output": (secret) => ({ stderr: lines("error: bad credentials (", secret, ")\n") }),
  "a field of error output": (secret) => ({ stderr: lines("password=", secret) }),
};

/** Every place, for an encoding: the bytes of gzip stand in no argument. */
export function placesFor(encoding: Encoding): ReadonlyMap<string, Place> {
  const all = encoding === "gzip" ? bytePlaces : { ...textPlaces, ...bytePlaces };
  return new Map(Object.entries(all));
}

/** A token with the shape of GitHub's that nobody else has. */
export function makeCanary(where: string, encoding: Encoding, seed: number): Canary {
  let state = seed * 2654435761 + 12345;
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  const letters = Array.from({ length: 36 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return alphabet[(state >>> 8) % alphabet.length];
  });
  const value = `ghp_${letters.join("")}`;
  return { where, value, placed: encodings[encoding](value) };
}

/** The canaries that some bytes hold, whole or a good part of them, as they were placed or otherwise encoded. */
export function leaksIn(bytes: Buffer, canaries: readonly Canary[]): readonly string[] {
  return canaries
    .filter((canary) => needlesOf(canary).some((one) => bytes.includes(one)))
    .map(({ where }) => where);
}

function needlesOf({ value, placed }: Canary): readonly Buffer[] {
  const core = Buffer.from(value.slice(6, 26));
  const middle = placed.subarray(Math.floor(placed.length / 4), Math.ceil((placed.length * 3) / 4));
  const base64 = [core, middle].flatMap((part) =>
    [0, 1, 2].flatMap((before) => {
      const text = Buffer.concat([Buffer.alloc(before), part])
        .toString("base64")
        .slice(4, -6);
      return [text, text.replaceAll("+", "-").replaceAll("/", "_")];
    }),
  );
  return [core, middle, Buffer.from(core.toString("hex")), ...base64.map((text) => Buffer.from(text))];
}
