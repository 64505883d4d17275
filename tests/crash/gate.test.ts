import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { crash, nothing } from "./harness.ts";
import { cli, makeProject, type Project } from "./product.ts";

const contract = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
x-backlot-provenance: { source: shop docs/api.yaml, commit: b6f6d13 }
paths:
  /items:
    get:
      responses:
        "200": { description: all, content: { application/json: { schema: { type: array, items: { type: string } } } } }
`;

const scenario = `[services.shop]
openapi = "shop.openapi.yaml"
export = "SHOP_URL"

[[services.shop.stubs]]
request = "GET /items"
reply = { json = ["a"] }

# nothing calls it, and the contract does not have it
[[services.shop.stubs]]
request = "GET /gone"
reply = { json = [] }

[drift]
baseline = "frozen/baseline.json"
`;

const journal = [
  { kind: "journal", version: 1 },
  { kind: "world", id: "1", title: "a test", test: true },
  {
    kind: "call",
    outcome: "answered",
    target: "shop",
    detail: { protocol: "http", method: "GET", path: "/items", headers: [] },
  },
  { kind: "end", outcome: "passed", calls: 1 },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

/** A verb that writes a file of the project, and what the file holds before. */
interface Writer {
  readonly args: readonly string[];
  readonly file: string;
  readonly old: string;
}

const baseline = `${JSON.stringify({
  version: 1,
  findings: [{ fingerprint: "phantom-path nothing", rule: "phantom-path", problems: 1 }],
})}\n`;

const writers: Readonly<Record<string, Writer>> = {
  "fix --write": {
    args: ["fix", "--write", "--journal", "other.ndjson"],
    file: "backlot.toml",
    old: scenario,
  },
  "drift --freeze": {
    args: ["drift", "--freeze", "--journal", "other.ndjson"],
    file: "frozen/baseline.json",
    old: baseline,
  },
  "contract lock": {
    args: ["contract", "lock", "--date", "2026-04-17"],
    file: "backlot.lock.json",
    old: `${JSON.stringify({ version: 1, contracts: {} })}\n`,
  },
  "run --journal": {
    args: ["run", "--journal", "out/journal.ndjson", "--", "true"],
    file: "out/journal.ndjson",
    old: journal,
  },
};

function project({ file, old }: Writer): Project {
  const made = makeProject({
    "backlot.toml": scenario,
    "shop.openapi.yaml": contract,
    "other.ndjson": journal,
    [file]: old,
  });
  return made;
}

function run(one: Project, { args }: Writer): { readonly text: string } {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: one.folder,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { text: stdout + stderr };
}

const ownNames = (one: Project, { file }: Writer): readonly string[] =>
  readdirSync(dirname(one.path(file))).filter(
    (name) => name.startsWith(".backlot-") || name.endsWith(".lock"),
  );

/** Texts of the file without what is different in every run. */
const settled = (text: string): string =>
  text.replaceAll(/"(id|world|within|at|startedMs|durationMs|pid)":(?:"[^"]*"|[\d.]+)/g, '"$1":0');

describe.each(Object.entries(writers))("%s", (_, writer) => {
  const whole = project(writer);
  run(whole, writer);
  const made = readFileSync(whole.path(writer.file), "utf8");
  whole.remove();

  test("writes something else than was there", () => {
    expect(settled(made)).not.toBe(settled(writer.old));
  });

  test.each(["write.temp-made", "write.temp-written", "write.renamed"])(
    "killed at %s leaves the old file or the new one, and the next run leaves nothing else",
    { timeout: 120_000 },
    async (killPoint) => {
      const one = project(writer);
      try {
        const { signal, left } = await crash({
          command: process.execPath,
          args: [cli, ...writer.args],
          cwd: one.folder,
          killPoint,
        });
        expect([signal, left]).toEqual(["SIGKILL", nothing]);
        const expected = killPoint === "write.renamed" ? made : writer.old;
        expect(settled(readFileSync(one.path(writer.file), "utf8"))).toBe(settled(expected));
        if (killPoint === "write.renamed") writeFileSync(one.path(writer.file), writer.old);
        run(one, writer);
        expect(settled(readFileSync(one.path(writer.file), "utf8"))).toBe(settled(made));
        expect(ownNames(one, writer)).toEqual([]);
      } finally {
        one.remove();
      }
    },
  );

  test("two at once leave a whole file, and nothing else", { timeout: 120_000 }, async () => {
    const one = project(writer);
    try {
      const both = [0, 1].map(() =>
        crash({
          command: process.execPath,
          args: [cli, ...writer.args],
          cwd: one.folder,
          killPoint: "none",
        }),
      );
      await Promise.all(both);
      expect(settled(readFileSync(one.path(writer.file), "utf8"))).toBe(settled(made));
      expect(ownNames(one, writer)).toEqual([]);
    } finally {
      one.remove();
    }
  });
});
