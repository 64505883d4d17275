import { bundles, entriesOf } from "./rolldown.config.mjs";

const entries = bundles.map((bundle) => entriesOf(bundle, "."));
const written = entries.flatMap((one) => Object.values(one.written));
const missing = entries.flatMap((one) => Object.values(one.missing));

/** Dead code: what no entry and no test leads to. Entries are what rolldown starts from. */
export default {
  entry: [
    "scripts/*.mjs",
    ...written,
    // Loaded by scripts/generate.mjs.
    "src/doubles/github/render-coverage.ts",
    // Bundled by tests into programs of their own.
    "tests/hosts/shim/embedded-host.ts",
    "tests/hosts/process/program.ts",
    // While an entry is unwritten nothing leads to what it will use, so every door counts as one.
    ...(missing.length > 0 ? ["src/**/index.ts", "src/engine/*.ts", "src/scenario/*.ts"] : []),
  ],
  project: [
    "src/**/*.ts",
    "tests/**/*.ts",
    "!tests/consumers/**",
    "!tests/clients/programs/**",
    "scripts/**/*.mjs",
    "*.{js,mjs,ts}",
  ],
  // A room's door also shows the types that its signatures name, though nobody imports them by name.
  exclude: ["types"],
  // jest answers for it in its tests; backlot itself is built and tested without jest. Of GitHub's packages files are
  // read, not code: the build packs the description, tests compare with both.
  ignoreDependencies: ["@jest/globals", "@octokit/openapi", "@octokit/app-permissions", "@octokit/fixtures"],
  // Doubled in tests, or made by a shell.
  ignoreBinaries: ["apply", "ask", "deploy", "first", "kubectl", "mkfifo", "unshare"],
};
