import { failed, limits, ok, textOf, decodeLossless, type Result } from "../../core/index.ts";
import type { TypeFault, TypeReport } from "./evidence.ts";
import { invalid } from "./junit.ts";
import { insideProject } from "./paths.ts";
import { readPyrightJson } from "./pyright-json.ts";
import type { ReadTypes } from "./pyright-json.ts";

/**
 * Reads what tsc (plain or pretty) or pyright (text, or --outputjson) wrote. A report that states another number of
 * errors than it holds is refused: it was cut, or is of another form.
 * @param source the report's file as findings name it
 * @param root the project's folder, absolute
 */
export function readTypes(source: string, bytes: Uint8Array, root: string): Result<TypeReport> {
  if (bytes.length > limits.reportFileBytes) {
    return failed([invalid(source, `has ${bytes.length} bytes, more than ${limits.reportFileBytes}`)]);
  }
  const text = (textOf(bytes) ?? decodeLossless(bytes)).replace(/^\uFEFF/, "").replaceAll(colour, "");
  if (text.split("\n").every((line) => /^\s*(?:>.*)?$/.test(line))) {
    return ok({ source, checker: "unknown", faults: [] });
  }
  const read = /^\s*\{/.test(text) ? readPyrightJson(text) : (readTsc(text) ?? readPyright(text));
  if (typeof read === "string") return failed([invalid(source, read)]);
  if (read === undefined) return failed([invalid(source, "has no line of tsc or pyright")]);
  const { checker, faults, stated } = read;
  if (stated !== undefined && stated !== faults.length) {
    return failed([invalid(source, `says that it has ${stated} errors and holds ${faults.length}`)]);
  }
  if (faults.length > limits.typeErrors) {
    return failed([invalid(source, `has ${faults.length} errors, more than ${limits.typeErrors}`)]);
  }
  const placed = faults.map((one) => ({ ...one, file: insideProject(one.file, root) ?? one.file }));
  return ok({ source, checker, faults: placed });
}

/** Colours of a terminal, as tsc writes them with --pretty. */
const colour = /\u001B\[[0-9;]*m/g;

const tscPlain = /^(\S.*?)\((\d{1,9}),(\d{1,9})\): error (TS\d{1,9}): (.*)$/;
const tscPretty = /^(\S.*):(\d{1,9}):(\d{1,9}) - error (TS\d{1,9}): (.*)$/;
const tscBare = /^error (TS\d{1,9}): (.*)$/;

function readTsc(text: string): ReadTypes | undefined {
  const faults: TypeFault[] = [];
  let stated: number | undefined;
  for (const line of linesOf(text)) {
    const found = tscPlain.exec(line) ?? tscPretty.exec(line);
    const bare = found === null ? tscBare.exec(line) : null;
    if (found !== null) faults.push(fault(found));
    else if (bare !== null) faults.push(fault([line, "", "0", "0", ...bare.slice(1)]));
    else stated ??= number(/^Found (\d{1,9}) errors?\b/.exec(line)?.[1]);
  }
  return faults.length === 0 && stated === undefined ? undefined : { checker: "tsc", faults, stated };
}

const pyrightLine = /^ {2}(\S.*):(\d{1,9}):(\d{1,9}) - (error|warning|information): (.*)$/;
const pyrightSummary = /^(\d{1,9}) errors?, \d{1,9} warnings?, \d{1,9} informations?\s*$/;

function readPyright(text: string): ReadTypes | undefined {
  const found: { readonly line: RegExpExecArray; readonly more: string[] }[] = [];
  let stated: number | undefined;
  for (const line of linesOf(text)) {
    const begun = pyrightLine.exec(line);
    if (begun !== null) found.push({ line: begun, more: [] });
    // A message goes on further in, and its rule stands at its very end.
    else if (/^[ \u00A0]{4}/.test(line)) found.at(-1)?.more.push(line.trim());
    else stated ??= number(pyrightSummary.exec(line)?.[1]);
  }
  if (stated === undefined) return undefined;
  const faults = found
    .filter(({ line }) => line[4] === "error")
    .map(({ line: [, file = "", row = "", column = "", , first = ""], more }) => {
      const message = [first, ...more].join("\n");
      const rule = /\((report[A-Za-z]+)\)$/.exec(message);
      const said = rule === null ? message : message.slice(0, rule.index).trimEnd();
      return { file, line: Number(row), column: Number(column), rule: rule?.[1] ?? "syntax", message: said };
    });
  return { checker: "pyright", faults, stated };
}

function linesOf(text: string): readonly string[] {
  // Patterns are not held against lines without end.
  return text.split("\n").map((line) => line.slice(0, limits.reportFailureChars).replace(/\r$/, ""));
}

function fault([, file = "", line = "", column = "", rule = "", message = ""]: readonly string[]): TypeFault {
  return { file, line: Number(line), column: Number(column), rule, message };
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
