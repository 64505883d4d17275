// Packs once and looks at the tarball as users get it: publint, types for all module kinds, the list of
// files against tests/packaging/files.txt (UPDATE=1 rewrites it), and the size.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const listFile = path.join(root, "tests/packaging/files.txt");
const unpackedBytesMax = 10 * 1024 * 1024;
const folder = mkdtempSync(path.join(tmpdir(), "backlot-pack-"));
let failures = 0;

try {
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]),
  );
  const tarball = path.join(folder, packed.filename);
  step("files", () => compareFiles(packed.files));
  step("size", () => {
    if (packed.unpackedSize > unpackedBytesMax) throw new Error(`${packed.unpackedSize} bytes unpacked`);
    return `${Math.round(packed.size / 1024)} kB packed, ${Math.round(packed.unpackedSize / 1024)} kB unpacked`;
  });
  step("publint", () => run(bin("publint"), ["run", tarball, "--strict"]) && "");
  step("types", () => checkTypes(tarball));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;

function step(name, action) {
  try {
    console.log(`ok   ${name} ${action()}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n${error.message}`);
  }
}

function compareFiles(files) {
  const list = `${[...new Set(files.map((file) => lasting(file.path)))].sort(byName).join("\n")}\n`;
  if (process.env.UPDATE === "1") writeFileSync(listFile, list);
  const wanted = new Set(readFileSync(listFile, "utf8").trim().split("\n"));
  const found = new Set(list.trim().split("\n"));
  const differences = [
    ...[...found].filter((one) => !wanted.has(one)).map((one) => `+ ${one}`),
    ...[...wanted].filter((one) => !found.has(one)).map((one) => `- ${one}`),
  ];
  if (differences.length > 0)
    throw new Error(`the tarball changed (UPDATE=1 accepts it)\n${differences.join("\n")}`);
  return `${files.length}`;
}

/** What can be required must have types for that; the rest only for import. */
function checkTypes(tarball) {
  const { name, exports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const both = Object.keys(exports).filter((one) => exports[one].require !== undefined);
  const imported = Object.keys(exports).filter((one) => exports[one].types !== undefined);
  checkEntries(tarball, name, "node16", both);
  checkEntries(tarball, name, "esm-only", imported);
  return `of ${both.length} exports for require and import, ${imported.length} for import`;
}

/** attw passes when it finds nothing to look at, so it has to name every entry. */
function checkEntries(tarball, name, profile, entries) {
  const output = run(bin("attw"), [tarball, "--profile", profile, "--no-emoji", "--entrypoints", ...entries]);
  const unseen = entries.filter((one) => !output.includes(`"${path.posix.join(name, one)}"`));
  if (unseen.length > 0 || entries.length === 0)
    throw new Error(`attw did not look at ${unseen.join(", ")}\n${output}`);
}

function byName(a, b) {
  return a < b ? -1 : 1;
}

/** Names that change with every edit are left out: hashes of chunks, files of declarations. */
function lasting(file) {
  return file.replace(/^(dist\/chunks\/).*$/, "$1").replace(/^(dist\/types(-cjs)?\/[^/]+\/).*$/, "$1");
}

function bin(name) {
  return path.join(root, "node_modules", ".bin", name);
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${path.basename(program)} failed\n${stdout}${stderr}`);
  return stdout;
}
