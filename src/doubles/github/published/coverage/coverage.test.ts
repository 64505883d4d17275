import { beforeAll, describe, expect, it } from "vitest";
import type { PublishedIndex } from "../published-index.ts";
import { loadPublished } from "../published.ts";
import { type Coverage, coverage } from "./coverage.ts";
import { coverageMarkdown, coverageText } from "./render.ts";

let index: PublishedIndex;
let whole: Coverage;
beforeAll(async () => {
  index = await loadPublished();
  whole = coverage(index, new Set(["meta/root", "markdown/render"]));
});

describe("the coverage of the published description", () => {
  it("has every operation once: stateful, else a read is synthetic and a write refused", () => {
    expect(whole.rows).toHaveLength(1223);
    expect(whole.totals).toEqual({ stateful: 2, synthetic: 638, refused: 583 });
    expect(whole.rows.find(({ id }) => id === "meta/root")).toEqual({
      id: "meta/root",
      category: "meta",
      method: "GET",
      path: "/",
      fidelity: "stateful",
    });
    expect(whole.categories.get("markdown")).toEqual({ stateful: 1, synthetic: 0, refused: 1 });
    const sums = [...whole.categories.values()].map((one) => one.stateful + one.synthetic + one.refused);
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(1223);
  });

  it("stands in one order: categories, paths, methods", () => {
    const keys = whole.rows.map(({ category, path, method }) => `${category}\0${path}\0${method}`);
    expect(keys).toEqual(keys.toSorted());
    expect([...whole.categories.keys()]).toEqual([...new Set(whole.rows.map(({ category }) => category))]);
  });

  it("is of operations that exist", () => {
    expect(() => coverage(index, new Set(["meta/root", "meta/rot", "x"]))).toThrow(
      "not in the published description: meta/rot, x",
    );
  });
});

describe("rendered", () => {
  const few = (): Coverage => {
    const rows = whole.rows.filter(({ category }) => category === "markdown" || category === "licenses");
    const categories = new Map(
      [...whole.categories].filter(([name]) => /^(?:markdown|licenses)$/.test(name)),
    );
    return { rows, categories, totals: { stateful: 1, synthetic: 3, refused: 1 }, version: "1.2.3" };
  };

  it("is a table of categories and a table for each, as Markdown", () => {
    expect(coverageMarkdown(few())).toBe(`\
| category | stateful | synthetic | refused |
| -------- | -------- | --------- | ------- |
| licenses | 0        | 3         | 0       |
| markdown | 1        | 0         | 1       |
| all      | 1        | 3         | 1       |

### licenses

| operation                        | request                             | answer    |
| -------------------------------- | ----------------------------------- | --------- |
| \`licenses/get-all-commonly-used\` | \`GET /licenses\`                     | synthetic |
| \`licenses/get\`                   | \`GET /licenses/{license}\`           | synthetic |
| \`licenses/get-for-repo\`          | \`GET /repos/{owner}/{repo}/license\` | synthetic |

### markdown

| operation             | request              | answer   |
| --------------------- | -------------------- | -------- |
| \`markdown/render\`     | \`POST /markdown\`     | stateful |
| \`markdown/render-raw\` | \`POST /markdown/raw\` | refused  |
`);
  });

  it("is columns in a terminal, with each operation on request", () => {
    const text = `\
GitHub's REST API as described by @octokit/openapi 1.2.3: 5 operations

category  stateful  synthetic  refused
licenses         0          3        0
markdown         1          0        1
all              1          3        1
`;
    expect(coverageText(few())).toBe(text);
    expect(coverageText(few(), { every: true })).toBe(`${text}
synthetic  GET   /licenses                      licenses/get-all-commonly-used
synthetic  GET   /licenses/{license}            licenses/get
synthetic  GET   /repos/{owner}/{repo}/license  licenses/get-for-repo
stateful   POST  /markdown                      markdown/render
refused    POST  /markdown/raw                  markdown/render-raw
`);
  });
});
