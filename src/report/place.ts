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

/** The same without folders, for narrow columns: "backlot.toml:12". */
export function shortLineText(place: Place): string {
  const text = lineText(place);
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1);
}

/** Whether two places are the same. */
export function samePlace(left: Place, right: Place): boolean {
  return left.kind === right.kind && placeText(left) === placeText(right);
}
