import { defineConfig } from "vitest/config";

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
      include: ["src/{core,scenario,match,engine,fixture,verify,report}/**/*.ts", "src/doubles/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/**/golden/**", "src/**/testing-*.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: Object.fromEntries(
        [
          "core",
          "scenario",
          "match",
          "engine",
          "fixture",
          "contract",
          "drift",
          "verify",
          "doubles",
          "report",
        ].map((room) => [`src/${room}/**`, { branches: 95 }]),
      ),
    },
    projects: [
      { test: { ...shared, name: "unit", include: ["src/**/*.test.ts", "tests/tidy/**/*.test.ts"] } },
      {
        test: {
          ...shared,
          name: "built",
          include: ["tests/**/*.test.ts"],
          maxConcurrency: 2,
          exclude: ["tests/tidy/**", "tests/consumers/**", "tests/clients/**", "tests/browser/**"],
        },
      },
    ],
  },
});
