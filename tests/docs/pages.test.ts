import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Stage } from "../scripts/runner/stage.ts";

// The examples of the pages are run and print what stands there. UPDATE=1 writes them anew.
const docs = path.join(import.meta.dirname, "..", "..", "docs");
const pages = ["../README.md", ...readdirSync(docs, { recursive: true, encoding: "utf8" })]
  .filter(
    (name) => name.endsWith(".md") && readFileSync(path.join(docs, name), "utf8").includes("```console"),
  )
  .toSorted();
const fileBlock = /<!-- file: (\S+) -->\n\n```\w*\n([\s\S]*?)```/g;
const consoleBlock = /```console\n([\s\S]*?)```/g;

/** One shell runs all commands of a block, each shown before its output. */
function runBlock(stage: Stage, block: string): string {
  const commands = block.split("\n").filter((line) => line.startsWith("$ "));
  const script = commands.map(
    (line) => `printf '%s\\n' '${line.replaceAll("'", String.raw`'\''`)}'\n${line.slice(2)}`,
  );
  const { stdout } = spawnSync("sh", ["-c", `exec 2>&1\n${script.join("\n")}`], {
    cwd: stage.work,
    env: stage.env,
    encoding: "utf8",
    timeout: 30_000,
  });
  return stage.tidied(stdout).replaceAll(/ +$/gm, "");
}

/** Whether users may have namespaces of their own here; many containers forbid it. */
const namespaces = spawnSync("unshare", ["--map-root-user", "--mount", "true"]).status === 0;

/** Whether this machine can run a block. */
function runs(block: string): boolean {
  if (block.includes("unshare")) return namespaces;
  return !block.includes("bash") || existsSync("/bin/bash");
}

test("pages with examples are found", () => {
  expect(pages).toEqual(
    expect.arrayContaining(["../README.md", "guide/command-line.md", "guide/recorded-commands.md"]),
  );
  expect(pages.filter((name) => name.startsWith("from/")).length).toBeGreaterThanOrEqual(3);
});

test.each(pages)("the examples of %s print what it shows", { timeout: 90_000 }, async (name) => {
  const page = path.join(docs, name);
  const text = readFileSync(page, "utf8");
  const files = new Map([...text.matchAll(fileBlock)].map(([, file = "", content = ""]) => [file, content]));
  const blocks = [...text.matchAll(consoleBlock)].map(([, block = ""]) => block);
  const stage = new Stage(new Map([...files, ["package.json", "{}"]]));
  try {
    const real = blocks.map((block) => (runs(block) ? runBlock(stage, block) : block));
    if (process.env["UPDATE"] === "1") {
      let index = 0;
      writeFileSync(
        page,
        text.replaceAll(consoleBlock, () => `\`\`\`console\n${real[index++]}\`\`\``),
      );
    } else expect(blocks).toEqual(real);
  } finally {
    expect(await stage.clear()).toEqual([]);
  }
});
