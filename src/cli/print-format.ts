import { BacklotError, finding, nearest, quote } from "../core/index.ts";

const formats = ["sh", "json"] as const;

/** Reads `--print`. @throws BacklotError `usage` */
export function printFormat(given: string | undefined): "sh" | "json" {
  const format = given === undefined ? "sh" : formats.find((one) => one === given);
  if (format !== undefined) return format;
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "--print" },
      what: `--print knows no format ${quote(given ?? "")}`,
      why: "Variables are printed as lines for a shell or as JSON.",
      fix: "Use sh or json.",
      near: nearest(given ?? "", formats),
    }),
  ]);
}
