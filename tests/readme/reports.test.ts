import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// The reports that the README shows are those of its demo, to the letter. UPDATE=1 writes them anew.
const root = join(import.meta.dirname, "..", "..");
const readme = join(root, "README.md");
const block = /<!-- report: (?<folder>\S+)(?<variables>(?: \w+=\S+)*) -->\n\n```\n(?<text>[\s\S]*?)```/g;

function reportOf(folder: string, variables: string): string {
  const environment = Object.fromEntries(
    variables
      .trim()
      .split(" ")
      .filter((one) => one !== "")
      .map((one) => one.split("=") as [string, string]),
  );
  const command = [join(root, "dist/cli/main.js"), "run", "--", "./release.sh", "1.4.0"];
  const { stderr } = spawnSync(process.execPath, command, {
    cwd: join(root, folder),
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "", ...environment },
    encoding: "utf8",
    timeout: 15_000,
  });
  // What comes before is the script's own standard error.
  return stderr.slice(stderr.search(/^backlot: (?!BKL)/m));
}

test("the README's reports are what its demo prints", () => {
  const text = readFileSync(readme, "utf8");
  const shown = [...text.matchAll(block)].map(
    (one) => one.groups as Record<"folder" | "variables" | "text", string>,
  );
  expect(shown).toHaveLength(2);
  const real = shown.map((one) => reportOf(one.folder, one.variables));
  if (process.env["UPDATE"] === "1") {
    let index = 0;
    const written = text.replace(block, (whole, ...groups) => {
      const { text: old } = groups.at(-1) as { text: string };
      return whole.replace("```\n" + old + "```", () => "```\n" + real[index++] + "```");
    });
    writeFileSync(readme, written);
  }
  expect(real[0]?.trimEnd().split("\n")).toHaveLength(2);
  expect(shown.map((one) => one.text)).toEqual(real);
});
