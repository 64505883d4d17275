import { expect, test } from "vitest";
import type * as Module from "./contracts.ts";

test("contracts are loaded when a service names one, and missed loudly before", async () => {
  // A module of its own: the one of the other tests may have loaded them already.
  const fresh = "./contracts.ts?fresh";
  const { contracts, loadContracts } = (await import(fresh)) as typeof Module;
  expect(contracts).toThrow("a service with a contract can't be added to a world that is open");
  await loadContracts(() => false);
  expect(contracts).toThrow("unsupported-feature");
  await loadContracts((field) => field === "openapi");
  expect(contracts()).toHaveProperty("readContract");
});
