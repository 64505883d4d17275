import { existsSync } from "node:fs";
import path from "node:path";

/**
 * Every file that backlot ships as JavaScript: name in dist, source, and what it is for. Entries of one
 * bundle share chunks, so they also share module state (one lot per process); two bundles never do.
 */
export const bundles = [
  {
    about: "the library, readable",
    minify: false,
    entries: {
      index: "src/testing/index.ts",
      vitest: "src/testing/vitest.ts",
      "node-test": "src/testing/node-test.ts",
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
      { name: "world", test: /src\/(?!cli\/)/, minShareCount: 2 },
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
const external = [/^node:/, /^vitest(\/|$)/];

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
  return {
    cwd: root,
    input: entriesOf(bundle, root).written,
    external,
    platform: "node",
    tsconfig: path.join(root, "tsconfig.build.json"),
    // A bare import that has to be guessed at is a mistake in a package that bundles everything.
    onLog(level, log, handle) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
      handle(level, log);
    },
    output: {
      dir,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      minify: bundle.minify,
      ...(bundle.groups === undefined ? {} : { codeSplitting: { groups: bundle.groups } }),
      comments: { legal: false },
    },
  };
}

/** What `rolldown -c` would build; the build itself is scripts/build.mjs. */
export default bundles
  .filter((bundle) => Object.keys(entriesOf(bundle, ".").written).length > 0)
  .map((bundle) => rolldownOptions(bundle, import.meta.dirname, "dist"));
