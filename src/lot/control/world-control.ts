import { utf8, type Json } from "../../core/index.ts";
import { writePrivate } from "../../disk/index.ts";
import { redactData, type RunReport, type WorldReport } from "../../engine/index.ts";
import { openControl, type Control, type ControlRoute } from "../../hosts/control/index.ts";
import type { LiveWorld } from "../live-world.ts";
import { controlPaths } from "./paths.ts";

/**
 * Opens the control plane of a world in its folder: what has happened so far can be read there.
 * @param more what else may be asked
 */
export async function openWorldControl(
  live: LiveWorld,
  more: readonly ControlRoute[] = [],
): Promise<Control> {
  const { socket, token } = controlPaths(live.folder);
  const control = await openControl(socket, [
    { method: "GET", path: "/report", answer: () => safeJson(live.verify()) },
    ...more,
  ]);
  writePrivate(token, utf8(control.token));
  return control;
}

/** A report as JSON; what leaves the world's memory is redacted. */
export function safeJson(report: RunReport | WorldReport): Json {
  return redactData(report) as unknown as Json;
}
