import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { Stage } from "../scripts/runner/stage.ts";

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

/**
 * Runs the console blocks of a page of the guide, with the files that it shows, and expects what they print.
 * With UPDATE=1 it writes them anew.
 * @param counts files and console blocks that the page has
 * @param runs whether this machine can run a block
 */
export async function checkPage(
  name: string,
  counts: readonly [files: number, blocks: number],
  runs: (block: string) => boolean = () => true,
): Promise<void> {
  const page = path.join(import.meta.dirname, "..", "..", "docs", "guide", name);
  const text = readFileSync(page, "utf8");
  const files = new Map([...text.matchAll(fileBlock)].map(([, file = "", content = ""]) => [file, content]));
  const blocks = [...text.matchAll(consoleBlock)].map(([, block = ""]) => block);
  expect([files.size, blocks.length]).toEqual(counts);
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
}
