// Measures what DESIGN promises about speed, on the built product.
//   node bench/main.mjs [--only ROW]... [--quick] [--json FILE] [--assert] [--peers] [--write-docs]
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { median } from "./method.mjs";
import { machineFacts } from "./machine.mjs";
import { rows } from "./rows.mjs";
import { showRow, showTable } from "./show.mjs";
import { openStage } from "./stage.mjs";
import { writeDocs } from "./write-docs.mjs";

const { values: flags } = parseArgs({
  options: {
    /** Rows to measure, by id; all if absent. */
    only: { type: "string", multiple: true },
    /** Fewer rounds, one repetition: to see whether it works, not how fast it is. */
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    /** Fail when a must was missed by all repetitions. */
    assert: { type: "boolean", default: false },
    /** Install and measure other tools beside this one. */
    peers: { type: "boolean", default: false },
    /** Write docs/reference/speed.md. */
    "write-docs": { type: "boolean", default: false },
  },
});

const chosen = chooseRows(flags.only, flags.peers);
const machine = machineFacts();
console.log(Object.values(machine).join(" · "));
const measured = await measureRows(chosen);
console.log(`\n${showTable(measured)}`);
const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
const report = { command, machine: { ...machine, after: machineFacts().load }, rows: measured };
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report, null, 2)}\n`);
if (flags["write-docs"]) writeDocs(report);
const missed = measured.filter((row) => row.verdict === "missed");
if (flags.assert && missed.length > 0) {
  console.error(`missed in every repetition: ${missed.map((row) => row.id).join(", ")}`);
  process.exitCode = 1;
}

function chooseRows(only, peers) {
  const unknown = (only ?? []).filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0) {
    console.error(`there is no row ${unknown.join(", ")}; rows: ${rows.map((row) => row.id).join(", ")}`);
    process.exit(2);
  }
  return rows.filter((row) => only?.includes(row.id) ?? (row.peer !== true || peers));
}

/** Repetitions go round all rows, so that a bad minute of the machine hits each row once at most. */
async function measureRows(chosenRows) {
  const stage = await openStage({ quick: flags.quick });
  const collected = new Map(chosenRows.map((row) => [row.id, []]));
  try {
    for (let repetition = 1; repetition <= (flags.quick ? 1 : 3); repetition += 1) {
      stage.nextRepetition();
      for (const row of chosenRows) {
        const result = await row.measure(stage);
        collected.get(row.id).push(result);
        console.log(`${repetition}  ${showRow(row, result)}`);
      }
    }
  } finally {
    stage.close();
  }
  return chosenRows.map((row) => judge(row, collected.get(row.id)));
}

/** The value of a row is the median of its repetitions. */
function judge(row, results) {
  const told = { ...row, measure: undefined };
  const values = results.flatMap((result) => result.value ?? []);
  const skipped = results.find((result) => result.skipped !== undefined)?.skipped;
  if (values.length === 0) return { ...told, skipped, verdict: "skipped" };
  return {
    ...told,
    value: median(values),
    values,
    verdict: verdictOf(row, values),
    results: results.map((result) => result.results),
  };
}

/** A must is missed when every repetition misses it; when only some do, the machine may be to blame. */
function verdictOf({ must, goal, more = false }, values) {
  if (must === undefined) return "told";
  const keeps = (value, limit) => (more ? value >= limit : value <= limit);
  const kept = values.filter((value) => keeps(value, must)).length;
  if (kept === 0) return "missed";
  if (kept < values.length) return "unsteady";
  return keeps(median(values), goal) ? "goal" : "must";
}
