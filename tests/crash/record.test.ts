import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { crash, nothing } from "./harness.ts";
import { cli, makeProject, type Project } from "./product.ts";

/** Every killPoint() that recording passes when the world closes, in order. */
const killPoints = [
  "record.locked",
  "record.temp-made",
  "record.temp-written",
  "record.renamed",
  "record.unlocked",
];

/** More for a long run: CRASH_TEST_KILLS=500. */
const kills = Number(process.env["CRASH_TEST_KILLS"] ?? 10);

const fixture = "fixtures/tool.json";
const old = JSON.stringify({
  version: "1.0",
  metadata: { created_at: "", cmdmox_version: "", platform: "", python_version: "" },
  recordings: [{ sequence: 0, command: "tool", args: ["old"], timestamp: "" }],
});

function project(): Project {
  const made = makeProject({
    "backlot.toml": `[[commands]]\nrun = "tool **"\noptional = true\nfixture = "${fixture}"\n`,
    "bin/tool": "#!/bin/sh\necho real\n",
    [fixture]: old,
  });
  // What a fixture is read from need not be executable.
  writeFileSync(made.path(fixture), old);
  return made;
}

const pathOf = (one: Project): string => `${one.path("bin")}:${process.env["PATH"]}`;

/** The fixture's arguments: those of the old one or of the new one; anything else is torn. */
function argumentsIn(one: Project): unknown {
  const { recordings } = JSON.parse(readFileSync(one.path(fixture), "utf8")) as {
    recordings: readonly { readonly args: readonly string[] }[];
  };
  return recordings.map(({ args }) => args.join(" "));
}

/** Kills a recorder at a point, then starts again; gives what is wrong with what it left. */
async function killedAt(killPoint: string): Promise<readonly unknown[]> {
  const one = project();
  try {
    const { signal, left } = await crash({
      command: process.execPath,
      args: [cli, "run", "--record=all", "--", "tool", "new"],
      cwd: one.folder,
      env: { PATH: pathOf(one) },
      killPoint,
    });
    const after = killPoint === "record.renamed" || killPoint === "record.unlocked";
    const facts = [signal, left, argumentsIn(one)];
    const next = spawnSync(process.execPath, [cli, "run", "--", "true"], {
      cwd: one.folder,
      timeout: 30_000,
    });
    const found = [...facts, next.status, readdirSync(one.path("fixtures"))];
    const wanted = ["SIGKILL", nothing, [after ? "new" : "old"], 0, ["tool.json"]];
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [killPoint, ...found, String(next.stderr)];
  } finally {
    one.remove();
  }
}

describe("a recorder that is killed", () => {
  test(
    "leaves the old fixture or the new one, and the next start nothing else",
    { timeout: kills * 3000 + 5000 },
    async () => {
      const turns = Array.from(
        { length: kills },
        (_, turn) => killPoints[turn % killPoints.length] as string,
      );
      while (turns.length > 0) {
        const wrong = await Promise.all(turns.splice(0, killPoints.length).map(killedAt));
        expect(wrong.filter((one) => one.length > 0)).toEqual([]);
      }
    },
  );

  test("not killed, it passes every point and writes the new one", async () => {
    const one = project();
    const { exitCode, left } = await crash({
      command: process.execPath,
      args: [cli, "run", "--record=all", "--", "tool", "new"],
      cwd: one.folder,
      env: { PATH: pathOf(one) },
      killPoint: "none",
    });
    expect([exitCode, left, argumentsIn(one)]).toEqual([0, nothing, ["new"]]);
    expect(existsSync(one.path(".backlot/last/report.json"))).toBe(true);
    one.remove();
  });
});
