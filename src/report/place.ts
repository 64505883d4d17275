import type { Place } from "../core/index.ts";

/** A place on one line, not yet escaped: "backlot.toml:14:7", "call 3". */
export function placeText(place: Place): string {
  if (place.kind === "input") return place.input;
  if (place.kind !== "call") return `${place.file}:${place.line}:${place.column}`;
  return place.world === undefined ? `call ${place.call}` : `call ${place.call} of world ${place.world}`;
}

/** A place without its column, for tables. */
export function lineText(place: Place): string {
  return place.kind === "file" || place.kind === "code" ? `${place.file}:${place.line}` : placeText(place);
}

/** Whether two places are the same. */
export function samePlace(left: Place, right: Place): boolean {
  return left.kind === right.kind && placeText(left) === placeText(right);
}
