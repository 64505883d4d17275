import { resolve } from "node:path";
import type { BacklotError, Place } from "../core/index.ts";
import { redactData, type WorldReport } from "../engine/index.ts";
import { render } from "../report/index.ts";
import { placedError } from "./placed-error.ts";
import { version } from "./version.ts";

/**
 * The error of a world that did not verify: its message is the report, its stack the places of the
 * expectations. Undefined when all is well.
 * @param root folder that paths of scenario files start from
 */
export function verificationError(report: WorldReport, root: string): BacklotError | undefined {
  const errors = report.findings.filter((one) => one.severity === "error");
  if (errors.length === 0) return undefined;
  const text = render(
    { version, worlds: [redactData(report)], findings: [], durationMs: 0, exitCode: 1 },
    { format: "text" },
  );
  const places = errors.flatMap((one) => [one.at, ...one.near.map((near) => near.at)]);
  const frames = places.flatMap((place) => frameOf(place, root) ?? []);
  return placedError(errors, [...new Set(frames)], text.trimEnd());
}

function frameOf(place: Place | undefined, root: string): string | undefined {
  if (place?.kind !== "file" && place?.kind !== "code") return undefined;
  const file = place.kind === "file" ? resolve(root, place.file) : resolve(place.file);
  return `    at expectation (${file}:${place.line}:${place.column})`;
}
