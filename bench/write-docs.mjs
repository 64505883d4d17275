import { writeFileSync } from "node:fs";
import { projectFile } from "./programs.mjs";
import { cellsOf, showNumber } from "./show.mjs";

const verdicts = {
  goal: "goal reached",
  must: "kept",
  unsteady: "kept by some repetitions only",
  missed: "missed",
  skipped: "left out",
};

/** Writes the figures of a run where readers find them. */
export function writeDocs(report) {
  const ours = report.rows.filter((row) => row.must !== undefined);
  const told = report.rows.filter((row) => row.must === undefined && row.peer !== true);
  const peers = report.rows.filter((row) => row.peer === true);
  const parts = [
    intro(report),
    "## What must be kept\n",
    table(["work", "measured", "spread", "must", "goal", ""], ours.map(limitedCells)),
    "## What else was measured\n",
    table(
      ["work", "measured", "spread"],
      told.map((row) => cellsOf(row).slice(0, 3)),
    ),
    ...(peers.length === 0
      ? []
      : [
          "## Others, in the same run\n",
          table(
            ["tool", "measured", "spread"],
            peers.map((row) => cellsOf(row).slice(0, 3)),
          ),
        ]),
    "## What was compared\n",
    table(["work", "in one repetition"], report.rows.flatMap(comparedCells)),
  ];
  writeFileSync(projectFile("docs/reference/speed.md"), `${parts.join("\n")}\n`);
}

function intro({ machine, command }) {
  const { after, ...facts } = machine;
  return `# Speed

Figures of one run, written by \`${command}\`. Run it yourself: what counts are the ratios, which compare
with something well known on the same machine in the same minute.

Machine: ${Object.values(facts).join(", ")} at the start, ${after} at the end.

How it is measured: everything runs on the built product. What is compared takes turns, after a warm-up, in
three repetitions that go round all rows; a repetition's value comes from medians, a row's value is the median of
its repetitions, and the spread is from the least to the greatest of them. With \`--assert\` a "must" fails only when
every repetition misses it. Doubled commands are called from a loop of \`sh\`, as scripts call them, with standard
input from /dev/null; HTTP requests come from ten connections of another process.
`;
}

function limitedCells(row) {
  const cells = cellsOf(row);
  return [...cells.slice(0, 5), row.skipped === undefined ? verdicts[row.verdict] : cells[5]];
}

/** The candidates of a row's first repetition. */
function comparedCells(row) {
  const results = Object.entries(row.results?.[0] ?? {});
  if (results.length === 0) return [];
  const told = results.map(([name, one]) =>
    typeof one === "string"
      ? `${name}: ${one}`
      : `${name}: ${showNumber(one.median)} ms (p95 ${showNumber(one.p95)})`,
  );
  return [[row.title, told.join("; ")]];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
