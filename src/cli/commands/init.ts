import { existsSync } from "node:fs";
import { join } from "node:path";
import { BacklotError, escapeControl, finding, utf8 } from "../../core/index.ts";
import { scenarioFileNames, writeInside } from "../../disk/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { exampleTest } from "../init/example-test.ts";
import { firstScenario } from "../init/first-scenario.ts";
import { lookAtProject, type Runner } from "../init/look-at-project.ts";

const scenarioName = scenarioFileNames[0];

const runners: Readonly<Record<Runner, string>> = {
  vitest: "vitest",
  jest: "jest",
  "node-test": "node:test",
  pytest: "pytest",
  bats: "bats",
  shell: "a shell script",
};

/** Writes a first scenario and an example test. */
export async function init(this: CliContext): Promise<void> {
  await orFail(this, () => {
    const project = lookAtProject(this.cwd);
    const example = exampleTest(project);
    refuseToOverwrite(this.cwd, [...scenarioFileNames, example.file]);
    const files = [
      { file: scenarioName, text: firstScenario(project) },
      { file: example.file, text: example.text },
    ];
    for (const { file, text } of files) {
      const written = writeInside(this.cwd, join(this.cwd, scenarioName), file, utf8(text), { mode: 0o644 });
      if (!written.ok) throw new BacklotError(written.findings);
    }
    const lines = [
      `written: ${scenarioName}, the world outside your program`,
      `written: ${example.file}, an example for ${runners[project.runner]}`,
      "",
      "Next:",
      `  ${"backlot check".padEnd(40)}  says what the scenario holds, and what is wrong with it`,
      `  ${example.command.padEnd(40)}  runs the example`,
      `  ${"backlot run -- COMMAND".padEnd(40)}  runs any program of yours in this world`,
    ];
    this.process.stdout.write(lines.map((line) => `${escapeControl(line, "")}\n`).join(""));
  });
}

function refuseToOverwrite(folder: string, files: readonly string[]): void {
  const findings = files
    .filter((file) => existsSync(join(folder, file)))
    .map((file) =>
      finding("file-exists", {
        at: { kind: "input", input: file },
        what: `there is a ${file} already`,
        fix: "Remove it, or keep it: `backlot check` says what is wrong with a scenario. Nothing was written.",
      }),
    );
  if (findings.length > 0) throw new BacklotError(findings);
}
