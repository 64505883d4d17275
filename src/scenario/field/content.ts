import { fromBase64, limits } from "../../core/index.ts";
import type { Content } from "../../core/index.ts";
import { bytes, choose, mapped, named, optional, string, table, when } from "../shape/build.ts";
import type { Shape } from "../shape/shape.ts";
import { jsonContent } from "./json-text.ts";

/** Bytes written as base64; from TypeScript, bytes. */
const base64: Shape<Content, string | Uint8Array> = choose(
  when(
    "string",
    mapped(string({ expected: "base64" }), (text, context): Content | undefined => {
      const decoded = fromBase64(text);
      if (decoded !== undefined) return { type: "bytes", bytes: decoded };
      return context.report("invalid-value", {
        what: `${context.path} is not base64`,
        why: "base64 holds the characters A-Z a-z 0-9 + / and ends with up to two =.",
        fix: "Encode the bytes again.",
      });
    }),
  ),
  when(
    "bytes",
    mapped(bytes(), (data): Content => ({ type: "bytes", bytes: data })),
  ),
);

const file: Shape<Content, string> = mapped(
  string({ expected: "a file's path" }),
  (path, context): Content | undefined => {
    const found = context.fileBytes(path, limits.replyFileBytes);
    return found === undefined ? undefined : { type: "file", ...found };
  },
);

/** The fields that say what bytes a reply holds; at most one of them. */
export const contentFields = {
  json: optional(
    mapped(jsonContent(), ({ value }): Content => ({ type: "json", value })),
    "A JSON value. A string here is JSON text and must parse.",
    {
      example: { ok: true },
    },
  ),
  text: optional(
    mapped(string(), (text): Content => ({ type: "text", text })),
    "Text.",
    { example: "ok\n" },
  ),
  base64: optional(base64, "Bytes as base64.", { example: "AAH/" }),
  file: optional(file, "A file with the bytes, relative to the file that names it, inside the project.", {
    example: "replies/user.json",
  }),
};

/** The names of contentFields. */
export const contentNames: readonly string[] = Object.keys(contentFields);

/** The content that the fields of a table give, or null. */
export function contentOf(fields: {
  readonly json?: Content | undefined;
  readonly text?: Content | undefined;
  readonly base64?: Content | undefined;
  readonly file?: Content | undefined;
}): Content | null {
  return fields.json ?? fields.text ?? fields.base64 ?? fields.file ?? null;
}

const outputTable = table(
  { json: contentFields.json, base64: contentFields.base64, file: contentFields.file },
  {
    rules: [{ rule: "exactly-one", of: ["json", "base64", "file"] }],
    hints: { text: "Write the text itself, as a string." },
  },
);

/** What TypeScript may write for the output of a command. */
export type OutputInput =
  | string
  | Uint8Array
  | { readonly json: unknown }
  | { readonly base64: string | Uint8Array }
  | { readonly file: string };

const output = choose(
  when("string", contentFields.text.shape),
  when("bytes", base64),
  when(
    "table",
    mapped(outputTable, (fields) => contentOf({ ...fields, text: undefined }) as Content),
  ),
);

/** What one output stream of a command writes: a text, or a table that says what else. */
export const outputContent = named(
  "output",
  "What a command writes: a text, or a table with one of these.",
  () => output,
) as Shape<Content, OutputInput>;
