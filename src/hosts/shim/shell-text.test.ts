import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printfCommand, shellQuote } from "./shell-text.ts";

const shells = [["/bin/dash"], ["/bin/bash", "--posix"], ["/bin/busybox", "sh"]].filter(([file]) =>
  existsSync(file as string),
);

function inShell([file = "", ...args]: string[], script: string, env: NodeJS.ProcessEnv = {}): Buffer {
  const ran = spawnSync(file, [...args, "-s"], { input: script, env });
  expect(ran.stderr.toString()).toBe("");
  return ran.stdout;
}

describe.each(shells)("text for %s", (...shell) => {
  it("writes exactly the bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 20 }), (all) => {
        const script = all.map((bytes) => printfCommand(bytes)).join("\n");
        expect(Buffer.compare(inShell(shell, `${script}\n`), Buffer.concat(all))).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it("writes what looks like an option, an escape or a format", () => {
    for (const text of ["-n", "--", "-", "%s%d%%", "\\n\\0\\101", "'\"`$x", "1\\\n2"]) {
      const bytes = new TextEncoder().encode(text);
      expect(inShell(shell, printfCommand(bytes), { LC_ALL: "C" }).toString()).toBe(text);
    }
  });

  it("quotes a word", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { minLength: 1, maxLength: 10 }),
        (words) => {
          const clean = words.map((word) => word.replaceAll("\0", "").replaceAll("\r", ""));
          const script = `printf '%s\\0' ${clean.map((word) => shellQuote(word)).join(" ")}\n`;
          expect(inShell(shell, script).toString()).toBe(clean.map((word) => `${word}\0`).join(""));
        },
      ),
      { numRuns: 30 },
    );
  });
});

it("is one line of printable ASCII", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(printfCommand(bytes)).toMatch(/^[\x20-\x7e]*$/);
    }),
  );
});
