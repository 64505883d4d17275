// Adds up tests over the JSON results of all parts: count-tests.mjs FOLDER [FAILED PART]...
// A failed part that reports no failed test has crashed, and counts as one.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const [folder, ...failedParts] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
const partsWithFailures = new Set();

for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
  const result = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  sum.passed += result.numPassedTests ?? 0;
  sum.failed += result.numFailedTests ?? 0;
  sum.skipped += (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
  if (result.numFailedTests > 0) partsWithFailures.add(name.split(/[.-]/)[0]);
}
sum.failed += failedParts.filter((part) => !partsWithFailures.has(part)).length;

console.log(`tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
