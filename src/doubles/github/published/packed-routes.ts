/**
 * GitHub's description of its REST API as scripts/build/published/ packs it. The build, and vitest for tests of the
 * sources, put the text in the place of this file, which only says that there is one.
 */
export const packedRoutes: string = "";
