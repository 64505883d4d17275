import { resolve } from "node:path";
import { verificationError, type Place, type WorldReport } from "../lot/index.ts";

/**
 * The error of a world that did not verify, once, at the place of the expectation: its stack names the places
 * of its findings and nothing of backlot's own. Undefined when all is well.
 */
export function failureAt(report: WorldReport): Error | undefined {
  const error = verificationError(report);
  if (error === undefined) return undefined;
  const places = error.findings.flatMap((one) => [one.at, ...one.near.map((near) => near.at)]);
  const frames = places.flatMap((place) => frameOf(place) ?? []);
  error.stack = [`${error.name}: ${error.message}`, ...new Set(frames)].join("\n");
  return error;
}

function frameOf(place: Place | undefined): string | undefined {
  if (place === undefined || (place.kind !== "file" && place.kind !== "code")) return undefined;
  return `    at expectation (${resolve(place.file)}:${place.line}:${place.column})`;
}
