// Writes what is derived: the table of rooms in ARCHITECTURE.md, the references of finding codes and of scenario
// files, the JSON Schema that the package ships, and what of GitHub's API is simulated.
// `--check` writes nothing and names what is out of date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codesPage } from "./generate/codes.mjs";
import { loadSource } from "./build/load-source.mjs";
import { roomsTable } from "./generate/rooms.mjs";

const root = path.join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

const { codes } = await loadSource(root, "src/core/codes/index.ts");
const scenario = await loadSource(root, "src/scenario/index.ts");
// With src/lot/doubles.ts the only file of the lot that imports nothing but pure rooms.
const { allSections } = await loadSource(root, "src/lot/all-sections.ts");
const sections = await allSections();
const github = await loadSource(root, "src/doubles/github/render-coverage.ts");
const coverage = (await github.coverageSection()).trimEnd();
const architecture = JSON.parse(readFileSync(path.join(root, "architecture.json"), "utf8"));

/** File and what it should hold, given what it holds now. */
const outputs = [
  { file: "ARCHITECTURE.md", render: (now) => replaceMarked(now, "rooms", roomsTable(architecture)) },
  {
    file: "src/doubles/github/FIDELITY.md",
    render: (now) => replaceMarked(now, "coverage", `${coverage}\n`),
  },
  { file: "docs/reference/codes.md", render: () => codesPage(codes) },
  { file: "docs/reference/scenario.md", render: () => scenario.reference(sections) },
  { file: "schema.json", render: () => `${JSON.stringify(scenario.scenarioSchema(sections), null, 2)}\n` },
];

const stale = outputs.filter(({ file, render }) => {
  const absolute = path.join(root, file);
  const now = readIfThere(absolute);
  const wanted = render(now);
  if (now === wanted) return false;
  if (!check) {
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, wanted);
  }
  return true;
});

for (const { file } of stale) console.log(check ? `out of date: ${file}` : `written: ${file}`);
if (stale.length === 0) console.log(`up to date: ${outputs.length} files`);
if (check && stale.length > 0) {
  console.log("run: npm run generate");
  process.exitCode = 1;
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function replaceMarked(text, name, content) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start === -1 || end === -1) throw new Error(`the markers ${open} and ${close} are missing`);
  return `${text.slice(0, start + open.length)}\n\n${content}\n${text.slice(end)}`;
}
