import { existsSync } from "node:fs";
import path from "node:path";
import { precompiled } from "./scripts/build/precompiled.mjs";
import { published } from "./scripts/build/published/plugin.mjs";

/**
 * Every file that backlot ships as JavaScript: name in dist, source, and what it is for. Entries of one
 * bundle share chunks, so they also share module state; two bundles never do. What all entries of test code share
 * (one lot per process) is therefore the library: files that are loaded once, which the entries reach through
 * doors for their form (scripts/build/doors.mjs).
 */
export const bundles = [
  {
    about: "the library, readable",
    format: "cjs",
    library: true,
    minify: false,
    entries: {
      library: "src/testing/library.ts",
      "fixture-library": "src/testing/fixture-library.ts",
    },
  },
  {
    about: "what test code imports",
    door: true,
    minify: false,
    entries: {
      index: "src/testing/index.ts",
      vitest: "src/testing/vitest.ts",
      "node-test": "src/testing/node-test.ts",
      jest: "src/testing/jest.ts",
      fixture: "src/testing/fixture.ts",
    },
  },
  {
    about: "what test code requires",
    door: true,
    format: "cjs",
    minify: false,
    entries: {
      index: "src/testing/index.ts",
      jest: "src/testing/jest.ts",
      fixture: "src/testing/fixture.ts",
    },
  },
  {
    about: "programs, small: the command (its verbs are chunks loaded when used) and threads",
    minify: true,
    // Node takes about half a millisecond for each file it loads, so what several programs share is one. The
    // version is apart: the command says it without loading anything else.
    groups: [
      { name: "version", test: /src\/lot\/version/, priority: 1 },
      // What is read only with a contract, with a GitHub, and the YAML reader, stay chunks of their own, loaded when used.
      {
        name: "world",
        test: /src\/(?!cli\/|contract\/|doubles\/github\/(?!(?:index|config|contribute|explain|load|tell-coverage|schema\/(?:section|empty|reading|stub)|interchange\/is-state|access\/selected-token)\.)|scenario\/read\/(?:document|yaml)\.)/,
        minShareCount: 2,
      },
    ],
    entries: {
      "cli/main": "src/cli/main.ts",
      "lot-worker": "src/lot/worker.ts",
      "handler-worker": "src/lot/handler-worker.ts",
      "world-holder": "src/lot/control/world-holder.ts",
    },
  },
  {
    about: "the client of a conversation, one file, because it starts once a call",
    minify: true,
    entries: {
      "shim-client": "src/hosts/shim/client.ts",
    },
  },
];

/** Stays outside: Node itself, and the peers whose instances users share with backlot. */
const external = [/^node:/, /^vitest(\/|$)/, /^@jest\/globals$/];

/** Splits a bundle's entries into those whose source exists and those still to be written. */
export function entriesOf(bundle, root) {
  const written = {};
  const missing = {};
  for (const [name, source] of Object.entries(bundle.entries)) {
    (existsSync(path.join(root, source)) ? written : missing)[name] = source;
  }
  return { written, missing };
}

/** Options of one bundle, as rolldown takes them. */
export function rolldownOptions(bundle, root, dir) {
  const { format = "esm" } = bundle;
  const extension = format === "esm" ? "js" : "cjs";
  return {
    cwd: root,
    input: entriesOf(bundle, root).written,
    external,
    plugins: bundle.door === true ? [throughDoors(root, format)] : [precompiled(root), published(root)],
    platform: "node",
    tsconfig: path.join(root, "tsconfig.build.json"),
    // A bare import that has to be guessed at is a mistake in a package that bundles everything.
    onLog(level, log, handle) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
      handle(level, log);
    },
    output: {
      dir,
      format,
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `chunks/[name]-[hash].${extension}`,
      minify: bundle.minify,
      ...(bundle.groups === undefined ? {} : { codeSplitting: { groups: bundle.groups } }),
      comments: { legal: false },
    },
  };
}

/** The file through which entries of a form reach a part of the library. */
export function doorOf(name, format) {
  return format === "esm" ? `${name}.js` : `${name}-door.cjs`;
}

/** Leaves the library outside of a bundle: imports of its sources go to their doors. */
function throughDoors(root, format) {
  const library = bundles.find((one) => one.library === true);
  const names = new Map(
    Object.entries(library.entries).map(([name, source]) => [path.join(root, source), name]),
  );
  return {
    name: "library-doors",
    resolveId(specifier, importer) {
      if (importer === undefined || !specifier.startsWith(".")) return null;
      const name = names.get(path.resolve(path.dirname(importer), specifier));
      return name === undefined ? null : { id: `./${doorOf(name, format)}`, external: "absolute" };
    },
  };
}

/** What `rolldown -c` would build; the build itself is scripts/build.mjs. */
export default bundles
  .filter((bundle) => Object.keys(entriesOf(bundle, ".").written).length > 0)
  .map((bundle) => rolldownOptions(bundle, import.meta.dirname, "dist"));
