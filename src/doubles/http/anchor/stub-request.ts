import type { Expectation } from "../../../core/index.ts";
import type { StubEvidence } from "../../../drift/index.ts";

/** The request that a stub stands for, where it is one. */
export function requestOf({
  conditions,
}: Pick<Expectation, "conditions">): Pick<StubEvidence, "method" | "path"> {
  const [method, path] = ["method", "path"].map(
    (field) => conditions.find((one) => one.field === field)?.matcher,
  );
  const text = path?.is === "path" ? path.template : path?.is === "equals" ? path.value : undefined;
  const many = path?.is === "path" && path.template.includes("*");
  return {
    method: method?.is === "equals" && typeof method.value === "string" ? method.value : undefined,
    path: typeof text === "string" && !many ? text : undefined,
  };
}
