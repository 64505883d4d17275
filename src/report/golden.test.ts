import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { codes } from "../core/index.ts";
import { scenarioFindings } from "./golden/findings.ts";
import { runs } from "./golden/runs.ts";
import { render, renderCalls, renderCode, renderFindings, type RenderOptions } from "./index.ts";

/** Whole outputs beside their samples. `npx vitest run -u src/report/golden.test.ts` writes them anew: read the diff. */

const folder = `${import.meta.dirname}/golden`;
const well = runs["all-well"]!.worlds[0]!;
const { calls, expectations } = well;

function sample(run: string, options: RenderOptions): () => string {
  return () => render(runs[run]!, options);
}

const goldens: Record<string, () => string> = {
  ...Object.fromEntries(Object.keys(runs).map((run) => [`${run}.text`, sample(run, { format: "text" })])),
  "unmatched.color": sample("unmatched", { format: "text", color: true }),
  "unmatched.ascii": sample("unmatched", { format: "text", ascii: true }),
  "unmatched.narrow": sample("unmatched", { format: "text", width: 48 }),
  "unmatched.timings": sample("unmatched", { format: "text", timings: true }),
  "unmatched.json": sample("unmatched", { format: "json" }),
  "unmatched.github": sample("unmatched", { format: "github" }),
  "broken-rules.verbose": sample("broken-rules", { format: "text", verbose: true }),
  "broken-rules.junit": sample("broken-rules", { format: "junit", timings: false }),
  "broken-rules.github": sample("broken-rules", { format: "github" }),
  "all-well.verbose": sample("all-well", { format: "text", verbose: true }),
  "all-well.stable.json": sample("all-well", { format: "json", timings: false }),
  "several-worlds.junit": sample("several-worlds", { format: "junit" }),
  "allowed.junit": sample("allowed", { format: "junit", timings: false }),
  "allowed.github": sample("allowed", { format: "github" }),
  "not-closed.junit": sample("not-closed", { format: "junit", timings: false }),
  "findings.text": () => renderFindings(scenarioFindings),
  "findings.ascii": () => renderFindings(scenarioFindings, { ascii: true }),
  "findings.github": () => renderFindings(scenarioFindings, { format: "github" }),
  "findings.junit": () => renderFindings(scenarioFindings.slice(0, 2), { format: "junit" }),
  "findings.json": () => renderFindings(scenarioFindings.slice(0, 2), { format: "json" }),
  "calls.text": () => renderCalls(calls, { expectations, timings: true }),
  "calls.verbose": () => renderCalls(calls, { expectations, verbose: true }),
  "calls.json": () => renderCalls(calls.slice(0, 1), { format: "json" }),
  code: () => renderCode({ name: "unmatched-call", ...codes["unmatched-call"] }),
};

test.each(Object.keys(goldens))("%s", async (name) => {
  await expect(goldens[name]!()).toMatchFileSnapshot(`${folder}/${name}.golden`);
});

test("every stored golden is one that is checked", () => {
  const stored = readdirSync(folder).filter((name) => name.endsWith(".golden"));
  expect(stored.toSorted()).toEqual(
    Object.keys(goldens)
      .map((name) => `${name}.golden`)
      .sort(),
  );
});
