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
  // One bundle each: a chunk that they shared would be one file more to load.
  ...[
    ["cli/main", "src/start/main.ts"],
    ["lot-worker", "src/start/lot-worker.ts"],
    ["world-holder", "src/start/world-holder.ts"],
  ].map(([name, source]) => ({
    about: "what starts a program: it loads the program's parts with what was compiled of them before",
    minify: true,
    entries: { [name]: source },
  })),
  {
    about:
      "parts of programs: the command (its verbs are chunks loaded when used), the lot in a thread, a held world",
    format: "cjs",
    minify: true,
    // Each file that is loaded takes its time, so what several programs share is one. The version is apart: pages
    // of help say it without the rest.
    groups: [
      { name: "version", test: /src\/lot\/version/, priority: 1 },
      // What every verb begins with, but for the file that is loaded by name.
      {
        name: "application",
        test: /src\/cli\/(?:application|completion|flags|help|terminal|verbs|commands\/[^/]*\.command|generate\/runners)\.|node_modules\/@stricli\//,
        priority: 1,
      },
      // What is read only with a contract, with a GitHub, with an agent, and the YAML reader, stay chunks of their own, loaded when used.
      {
        name: "world",
        test: /src\/(?!cli\/(?!(?:fail|print-format|report-targets|tell-report)\.)|contract\/|dialogue\/(?!(?:index|adopt\/is-agent-scenario)\.)|doubles\/agent\/(?!(?:index|admit|config|contribute|decide|load|notes|profile|state|schema\/(?:section|reading))\.)|doubles\/github\/(?!(?:index|config|contribute|explain|load|tell-coverage|schema\/(?:section|empty|reading|stub)|interchange\/is-state|access\/selected-token)\.)|scenario\/read\/(?:document|yaml)\.)/,
        minShareCount: 2,
      },
    ],
    entries: {
      "command-line": "src/cli/command-line.ts",
      "lot-thread": "src/lot/lot-thread.ts",
      "hold-world": "src/lot/control/world-holder.ts",
    },
  },
  {
    about: "threads for what scenarios name",
    minify: true,
    entries: {
      "handler-worker": "src/lot/handler-worker.ts",
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
    ...(bundle.groups === undefined ? {} : { preserveEntrySignatures: "allow-extension" }),
    tsconfig: path.join(root, "tsconfig.build.json"),
    // A bare import that has to be guessed at is a mistake in a package that bundles everything.
    onLog(level, log, handle) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
      // The library checks scenarios at once, with what programs load only when they need it.
      if (log.code === "INEFFECTIVE_DYNAMIC_IMPORT" && bundle.library === true) return;
      handle(level, log);
    },
    output: {
      dir,
      format,
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `chunks/[name]-[hash].${extension}`,
      minify: bundle.minify,
      ...(bundle.groups === undefined
        ? {}
        : { codeSplitting: { groups: bundle.groups, includeDependenciesRecursively: false } }),
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
