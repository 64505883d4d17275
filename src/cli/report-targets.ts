import { resolve } from "node:path";
import { BacklotError, finding, nearest, utf8, type Finding } from "../core/index.ts";
import { writeAtomic } from "../disk/index.ts";
import type { ReportFormat } from "../report/index.ts";
import type { CliContext } from "./context.ts";
import { terminalStyle, type TerminalStyle } from "./terminal.ts";

/** Formats of a run's report. */
export const reportFormats: readonly ReportFormat[] = ["text", "json", "junit", "github"];

/** One `--report FORMAT[=FILE]`. */
export interface ReportTarget<Format extends string = ReportFormat> {
  readonly format: Format;
  /** Absent: the command's own stream. */
  readonly file?: string;
}

/**
 * Reads the `--report` flags; without any, text on the command's own stream.
 * @throws BacklotError `usage` with all wrong ones at once
 * @example reportTargets(["text", "junit=report.xml"], reportFormats)
 */
export function reportTargets<Format extends string>(
  flags: readonly string[] | undefined,
  formats: readonly Format[],
): readonly ReportTarget<Format>[] {
  const read = (flags ?? [formats[0] as string]).map((flag) => {
    const at = flag.indexOf("=");
    return at < 0
      ? { format: flag, file: undefined }
      : { format: flag.slice(0, at), file: flag.slice(at + 1) };
  });
  const problems = read.flatMap((one) => problemOf(one, formats));
  if (problems.length > 0) throw new BacklotError(problems);
  return read.map(({ format, file }) => ({
    format: format as Format,
    ...(file === undefined ? {} : { file }),
  }));
}

function problemOf(
  { format, file }: { readonly format: string; readonly file: string | undefined },
  formats: readonly string[],
): readonly Finding[] {
  const at = { kind: "input", input: "--report" } as const;
  if (!formats.includes(format)) {
    const what = `--report knows no format "${format}"`;
    const why = "A report is written in one of the formats that this command has.";
    const fix = `Use one of ${formats.join(", ")}.`;
    return [finding("usage", { at, what, why, fix, near: nearest(format, formats) })];
  }
  if (file !== "") return [];
  const what = `--report ${format}= names no file`;
  const fix = `Write --report ${format}=FILE, or --report ${format} for the command's own stream.`;
  return [finding("usage", { at, what, why: "After = stands the file that the report goes to.", fix })];
}

/**
 * Writes a report wherever it was asked for. Files are written whole or not at all; one that can't be written
 * does not keep the others from being written.
 * @param render the text for a format; styled for the stream, plain for a file
 * @returns what could not be written
 */
export function writeReports<Format extends string>(
  context: CliContext,
  stream: "stdout" | "stderr",
  targets: readonly ReportTarget<Format>[],
  render: (format: Format, style: Partial<TerminalStyle>) => string,
): readonly Finding[] {
  return targets.flatMap(({ format, file }) => {
    if (file === undefined) {
      context.process[stream].write(render(format, terminalStyle(context, stream)));
      return [];
    }
    try {
      writeAtomic(resolve(context.cwd, file), utf8(render(format, {})), { mode: 0o644, folders: true });
      return [];
    } catch (error) {
      if (error instanceof BacklotError) return error.findings;
      throw error;
    }
  });
}
