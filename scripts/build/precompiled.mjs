import path from "node:path";

/** The source that code made at build time stands in for. */
const replacedSource = path.join("src", "contract", "document", "official", "compile.ts");

/** Puts the official schemas as code in the place of the source that compiles them. */
export function precompiled(root) {
  return {
    name: "official-checks",
    load: {
      filter: { id: /[\\/]official[\\/]compile\.ts$/ },
      async handler(id) {
        if (id !== path.join(root, replacedSource)) return null;
        // Loaded only here: most of what reads the configuration builds nothing.
        const { officialChecks } = await import("./official-checks.mjs");
        return { code: await officialChecks(root), moduleType: "js" };
      },
    },
  };
}
