import { expect, test } from "vitest";
import { contracts, loadContracts } from "./contracts.ts";

test("contracts are loaded when a service names one, and missed loudly before", async () => {
  expect(contracts).toThrow("a service with a contract can't be added to a world that is open");
  await loadContracts(() => false);
  expect(contracts).toThrow("unsupported-feature");
  await loadContracts((field) => field === "openapi");
  expect(contracts()).toHaveProperty("readContract");
});
