import { expect, test } from "vitest";
import type { Contract, Operation } from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";
import { anchorFile, declaredAt, successStatus } from "./anchor.ts";

const places = [{ kind: "file", file: "shop.yaml", line: 3, column: 5, endColumn: 6, text: "" }];

function anchorAt(found: readonly object[], commit?: string): Anchor {
  const contract = { file: "shop.yaml", placesOf: () => found } as unknown as Contract;
  return { contract, models: undefined, ...(commit === undefined ? {} : { stamp: { commit } }) };
}

test("what a contract does not say has the plainest answer", () => {
  const operation = {
    responses: new Map([
      ["404", {}],
      ["default", {}],
    ]),
  } as unknown as Operation;
  expect(successStatus(operation)).toBe(200);
  expect(declaredAt(anchorAt([]), "/paths")).toBe("shop.yaml");
});

test("a place of a stamped contract names its commit", () => {
  expect(declaredAt(anchorAt(places), "/paths")).toBe("shop.yaml:3:5");
  expect(declaredAt(anchorAt(places, "b6f6d13"), "/paths")).toBe("shop.yaml:3:5 @b6f6d13");
  expect(declaredAt(anchorAt([], "b6f6d13"), "/paths")).toBe("shop.yaml @b6f6d13");
  expect(anchorFile(anchorAt([], "b6f6d13"))).toBe("shop.yaml @b6f6d13");
});
