import { type PublishedIndex, readIndex } from "./published-index.ts";

let loaded: PublishedIndex | undefined;

/** Loads the description's operations, once a process; they are large, and only worlds with a GitHub need them. */
export async function loadPublished(): Promise<PublishedIndex> {
  if (loaded !== undefined) return loaded;
  const { packedRoutes } = await import("./packed-routes.ts");
  loaded ??= readIndex(packedRoutes);
  return loaded;
}

/** The description's operations, where loadPublished was awaited before. */
export function published(): PublishedIndex {
  if (loaded === undefined) throw new Error("the published description is used before it is loaded");
  return loaded;
}
