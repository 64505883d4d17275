import { describe, expect, test } from "vitest";
import { renderEnvironment } from "./environment.ts";
import { runs } from "./golden/runs.ts";
import { renderCall } from "./one-call.ts";

const [world] = runs["unmatched"]!.worlds;

describe("one call", () => {
  test("with what it sent and got, and the findings that speak of it alone", () => {
    const call = world!.calls.find((one) => one.outcome === "refused")!;
    const text = renderCall(world!, call.id)!;
    const [first] = text.split("\n");
    expect(first).toContain(`${call.id} ✗ refused  ${call.text}`);
    expect(text.match(/BKL2001 unmatched-call/g)).toHaveLength(1);
    const other = world!.calls.find((one) => one.outcome === "answered")!;
    expect(renderCall(world!, other.id)).not.toContain("BKL");
  });

  test("to its last line, where a list of calls shows the first ones", () => {
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`).join("\n");
    const first = world!.calls.find((one) => one.detail.protocol === "command");
    const long = { ...first!, detail: { ...first!.detail, stdout: { data: lines } } } as typeof first;
    const text = renderCall({ ...world!, calls: [long!] }, first!.id)!;
    expect(text).toContain("line 499");
    expect(text).not.toContain("more line");
  });

  test("that there is not", () => {
    expect(renderCall(world!, 1_000_000)).toBeUndefined();
  });
});

describe("an environment", () => {
  test("name, value and why; what is removed has no value", () => {
    const origins = [
      { name: "CHANNEL", value: "beta", origin: "[env]" },
      { name: "GITHUB_TOKEN", origin: "removed: a real credential" },
    ];
    expect(renderEnvironment({ origins, untouched: 1 })).toBe(
      "CHANNEL       beta  ([env])\n" +
        "GITHUB_TOKEN  (removed: a real credential)\n" +
        "1 other variable inherited as they are\n",
    );
  });

  test("long names and values are wrapped, and can't steer a terminal or a CI log", () => {
    const origins = [
      { name: "A".repeat(60), value: `::set-env\u001b[31m${"b ".repeat(100)}`, origin: "[env]" },
    ];
    const text = renderEnvironment({ origins, untouched: 0 }, { width: 80 });
    expect(text).not.toContain("\u001b");
    expect(text.split("\n").every((line) => line.length <= 80 && !line.startsWith("::"))).toBe(true);
  });
});
