import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { limits, utf8 } from "../../core/index.ts";
import { knownFields } from "./known-fields.ts";
import { readJournal } from "./read-journal.ts";

const page = readFileSync(
  join(import.meta.dirname, "..", "..", "..", "docs", "reference", "journal.md"),
  "utf8",
);

test("the example of the page is a journal, and needs every line of it", () => {
  const [, example = ""] = /```ndjson\n([\s\S]*?)```/.exec(page) ?? [];
  const read = readJournal("j", utf8(example), { serviceOf: () => "convo" });
  expect(read).toMatchObject({
    ok: true,
    findings: [],
    value: {
      stubs: [{ service: "convo", answers: [{ body: { name: "Test" } }] }],
      worlds: [{ test: true, outcome: "passed", complete: true, calls: [{ answer: { name: "Test" } }] }],
    },
  });
});

test("the page has every field of every kind, and no other", () => {
  const sections = page.split(/^## /m);
  const section = (name: string): string => sections.find((one) => one.startsWith(`\`${name}\``)) ?? "";
  const kinds = {
    journal: [...knownFields.journal],
    world: [...knownFields.world],
    stub: [...knownFields.stub, ...knownFields.answer],
    call: [...knownFields.call, ...knownFields.detail],
    end: [...knownFields.end],
  };
  const inner = [...knownFields.response, ...knownFields.body, ...knownFields.place];
  for (const [kind, fields] of Object.entries(kinds)) {
    const text = section(kind);
    const missing = fields.filter((field) => field !== "kind" && !text.includes(`\`${field}\``));
    expect([kind, missing]).toEqual([kind, []]);
    const rows = [...text.matchAll(/^\| (`[^|]*`) /gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, field = ""]) => field),
    );
    expect([kind, rows.filter((field) => !fields.includes(field))]).toEqual([kind, []]);
  }
  for (const field of inner.filter((one) => one !== "kind"))
    expect(page).toMatch(new RegExp(`[\`"]${field}[\`"]`));
});

test("the page's limits are the limits", () => {
  const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;
  expect(page).toContain(
    `${mebibytes(limits.journalFileBytes)} in a file, ${limits.journalLines.toLocaleString("en")} lines, ` +
      `${mebibytes(limits.journalLineBytes)} in a line; ${limits.checkedDepth} lists`,
  );
});
