import type { Section } from "../scenario/index.ts";
import { sections } from "./doubles.ts";

/** The sections that scenario files may have, all of them loaded: for descriptions of the whole format. */
export async function allSections(): Promise<readonly Section[]> {
  for (const { prepare } of sections) await prepare?.(() => true);
  return sections;
}
