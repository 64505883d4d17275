import { decodeLossless, fromJsonBytes, type HeaderList } from "../core/index.ts";
import type { CallRecord, CommandRecord, HttpRecord, RecordedBytes } from "../engine/index.ts";
import { cutTo, padTo, wrap } from "./columns.ts";
import type { Style } from "./style.ts";
import { plural } from "./words.ts";

/** Lines of one body or stream that are shown. */
const linesMost = 20;
const labelWidth = 9;

/** What a call sent and got, under its line in the table: labels left, text right. */
export function callDetailLines(call: CallRecord, style: Style, indent: string): string[] {
  const fields =
    call.detail.protocol === "http"
      ? httpFields(call.detail, style.complete)
      : commandFields(call.detail, style.complete);
  return fields.flatMap(({ label, lines }) =>
    lines.flatMap((line, index) =>
      wrap(style.line(line), style.width, `${indent}${padTo(index === 0 ? label : "", labelWidth)}`).map(
        (one) => style.paint("quiet", cutTo(one, style.width, style.marks.ellipsis)),
      ),
    ),
  );
}

interface Field {
  readonly label: string;
  readonly lines: readonly string[];
}

function httpFields({ headers, body, response }: HttpRecord, complete: boolean): Field[] {
  return [
    ...headerField("headers", headers),
    ...bytesField("body", body, complete),
    ...headerField("answer", response?.headers ?? []),
    ...bytesField("content", response?.body, complete),
  ];
}

function commandFields(detail: CommandRecord, complete: boolean): Field[] {
  return [
    { label: "cwd", lines: [detail.cwd] },
    ...bytesField("stdin", detail.stdin, complete),
    ...bytesField("stdout", detail.stdout, complete),
    ...bytesField("stderr", detail.stderr, complete),
  ];
}

function headerField(label: string, headers: HeaderList): Field[] {
  return headers.length === 0 ? [] : [{ label, lines: headers.map(([name, value]) => `${name}: ${value}`) }];
}

function bytesField(label: string, bytes: RecordedBytes | undefined, complete: boolean): Field[] {
  if (bytes === undefined) return [];
  const text = decodeLossless(fromJsonBytes(bytes.data)).replace(/\n$/, "");
  if (text === "") return [];
  const lines = text.split("\n");
  const rest = complete ? 0 : lines.length - linesMost;
  const shown = rest > 0 ? [...lines.slice(0, linesMost), `(${plural(rest, "more line")})`] : lines;
  const cut = bytes.length === undefined ? [] : [`(cut; ${bytes.length} bytes in all)`];
  return [{ label, lines: [...shown, ...cut] }];
}
