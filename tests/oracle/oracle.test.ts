import { describe, expect, test } from "vitest";
import { cases } from "./cases.ts";
import { differences } from "./differences.ts";
import { known } from "./known.ts";
import { missing, runDouble, runReal, versions } from "./programs.ts";

describe.each(versions)("the double is as %s", (version) => {
  const reason = missing(version);
  const held = cases.filter((one) => one.versions?.includes(version) ?? true);

  test.for(held)("$name", async ({ scenario, invocations, files = {} }, { skip }) => {
    if (reason !== undefined) skip(reason);
    const wanted = { version, scenario, invocations, files };
    const [real, double] = [await runReal(wanted), await runDouble(wanted)];
    const found = differences(real, double);
    expect(found.filter((line) => !known(version, line))).toEqual([]);
  });
});
