import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const { rooms } = JSON.parse(readFileSync(new URL("architecture.json", import.meta.url), "utf8")) as {
  readonly rooms: Readonly<Record<string, { readonly pure: boolean }>>;
};
const pureRooms = Object.keys(rooms).filter((room) => rooms[room]?.pure);
// What is enormous, or made to take long: seconds for each file, so that `npm run check` leaves them to `npm test`.
const heavyTests = [
  "src/**/{hostile,limits}.test.ts",
  "src/**/*.hostile.test.ts",
  "src/contract/document/{official/compile,semantics}.test.ts",
  "src/scenario/edit/nearby.test.ts",
  "src/fixture/format/decode.test.ts",
  "src/contract/diff/contradictions.test.ts",
  "src/**/*.git.test.ts",
  "src/**/*.property.test.ts",
  "src/doubles/agent/{key-sets,any-process}.test.ts",
  "src/doubles/agent/tools/bash/against-bash.test.ts",
  "src/drift/journal/damage.test.ts",
  "src/contract/diff/properties.test.ts",
  "src/doubles/github/rest/fuzz.test.ts",
  "src/hosts/server/{close,input,open,peer}.test.ts",
  "src/adapters/{git,process}/*.test.ts",
  "src/fixture/format/encode.test.ts",
  "src/drift/health/junit.test.ts",
  "src/lot/drift/journaled-scenarios.test.ts",
  "src/lot/github-scenario.test.ts",
];

const script = new URL("scripts/build/published/plugin.mjs", import.meta.url);
const { published } = (await import(script.href)) as { readonly published: (root: string) => Plugin };
const plugins = [published(fileURLToPath(new URL(".", import.meta.url)).replace(/[\\/]$/, ""))];

const shared = {
  environment: "node" as const,
  pool: "forks" as const,
  testTimeout: 20_000,
  restoreMocks: true,
  expect: { requireAssertions: true },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    coverage: {
      provider: "v8",
      include: pureRooms.map((room) => `src/${room}/**/*.ts`),
      exclude: ["src/**/*.test.ts", "src/**/golden/**", "src/**/testing-*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: Object.fromEntries(pureRooms.map((room) => [`src/${room}/**`, { branches: 95 }])),
    },
    projects: [
      // Their files share a process: loading the code anew for each takes longer than the tests, so that none may
      // leave anything behind.
      {
        plugins,
        test: {
          ...shared,
          name: "unit",
          isolate: false,
          include: ["src/**/*.test.ts", "tests/tidy/**/*.test.ts"],
          exclude: heavyTests,
        },
      },
      { plugins, test: { ...shared, name: "heavy", isolate: false, include: heavyTests } },
      {
        plugins,
        test: {
          ...shared,
          name: "built",
          include: ["tests/**/*.test.ts"],
          maxConcurrency: 2,
          exclude: [
            "tests/tidy/**",
            "tests/consumers/**",
            "tests/clients/**",
            "tests/browser/**",
            "tests/oracle/**",
          ],
        },
      },
      // The real CLI of the agent, which scripts/oracle.mjs installs; skipped where nobody asks for it.
      {
        plugins,
        test: {
          ...shared,
          name: "oracle",
          include: ["tests/oracle/*.test.ts"],
          testTimeout: 120_000,
          chaiConfig: { truncateThreshold: 0 },
        },
      },
      // Real programs, which scripts/clients.mjs installs: what is not there is skipped with its reason.
      {
        plugins,
        test: {
          ...shared,
          name: "clients",
          include: ["tests/clients/*.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
