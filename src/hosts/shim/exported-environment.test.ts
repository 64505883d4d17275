import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLossless } from "../../core/index.ts";
import { readExports } from "./exported-environment.ts";

const shells = [["/bin/dash"], ["/bin/bash", "--posix"], ["/bin/bash"], ["/bin/busybox", "sh"]].filter(
  ([file]) => existsSync(file as string),
);

describe.each(shells)("the exports of %s", (...shell) => {
  it("are the environment it was given", () => {
    const [file = "", ...args] = shell;
    const value = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replaceAll("\0", ""));
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^V[A-Z_a-z0-9]{0,8}$/), value, {
          minKeys: 1,
          maxKeys: 8,
          noNullPrototype: true,
        }),
        (env) => {
          // Bash takes Node's socket on standard input for a network connection, and reads ~/.bashrc.
          const ran = spawnSync(file, [...args, "-c", "export -p"], {
            env,
            stdio: ["ignore", "pipe", "pipe"],
          });
          expect(readExports(decodeLossless(ran.stdout))).toMatchObject(env);
        },
      ),
      { numRuns: 30 },
    );
  });
});

it.each([
  ["export A='it'\"'\"'s'\n", { A: "it's" }],
  ["export A='1\n2'\nexport B\nexport C='3'\n", { A: "1\n2", C: "3" }],
  ['declare -x A="a\\"b\\$c\\\\d"\n', { A: 'a"b$c\\d' }],
  ["export A=$'\\E[31m\\303\\274\\377\\t'\n", { A: "\u001b[31mü\udcff\t" }],
  ["export A=plain\\ word\n", { A: "plain word" }],
  ["typeset -x A=1\n", { A: "1" }],
  ["export -i A=1\n", { A: "1" }],
  ["nonsense\nexport 1=2\nexport A='1'", { A: "1" }],
  ["export A='never closed", { A: "never closed" }],
  ["", {}],
])("reads %j", (text, env) => {
  expect(readExports(text)).toEqual(env);
});
