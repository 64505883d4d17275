import { describe, expect, test } from "vitest";
import type { ContractChange, ContractDiff } from "../contract/index.ts";
import { limits, type Place } from "../core/index.ts";
import { renderContractDiff } from "./contract-diff.ts";

function place(file: string, line: number): Place {
  return { kind: "file", file, line, column: 1, endColumn: 2, text: "" };
}

function change(more: Partial<ContractChange> = {}): ContractChange {
  return {
    rule: "field-removed",
    breaks: true,
    what: "answer 200, email: the field is gone",
    why: "Readers miss it.",
    operations: ["GET /me"],
    more: false,
    old: place("old.yaml", 7),
    new: place("new.yaml", 3),
    ...more,
  };
}

function diff(changes: readonly ContractChange[], more: Partial<ContractDiff> = {}): ContractDiff {
  return {
    kind: "contract",
    oldFile: "old.yaml",
    newFile: "new.yaml",
    changes,
    compared: 1,
    notCompared: [],
    ...more,
  };
}

describe("the changes of a contract", () => {
  test("are told in words that fit their number", () => {
    const head = (...changes: ContractChange[]): string | undefined =>
      renderContractDiff(diff(changes), { format: "text" }).split("\n")[0];
    const fine = change({ breaks: false });
    expect(head()).toBe("backlot: no changes from old.yaml to new.yaml");
    expect(head(fine)).toBe("backlot: 1 change from old.yaml to new.yaml, which does not break");
    expect(head(fine, fine)).toBe("backlot: 2 changes from old.yaml to new.yaml, all of which do not break");
    expect(head(change())).toBe("backlot: 1 change breaks, from old.yaml to new.yaml");
    expect(head(change(), change(), fine)).toBe(
      "backlot: 2 changes break, 1 does not, from old.yaml to new.yaml",
    );
  });

  test("say how much is not listed: changes, operations, what was not compared", () => {
    const many = Array.from({ length: limits.findings + 2 }, () => change());
    const text = (verbose: boolean): string => renderContractDiff(diff(many), { format: "text", verbose });
    expect(text(false)).toContain("\nand 2 more changes: --verbose tells them\n");
    expect(text(true).match(/the field is gone/g)).toHaveLength(limits.findings + 2);
    const shared = change({ operations: ["GET /a", "GET /b", "GET /c", "GET /d"] });
    const told = (one: ContractChange): string => renderContractDiff(diff([one]), { format: "text" });
    expect(told(shared)).toContain("\nGET /a, GET /b, GET /c and 1 more\n");
    expect(told({ ...shared, more: true })).toContain("\nGET /a, GET /b, GET /c and more than 1 more\n");
    expect(told(change({ operations: [] }))).toContain("\nno operation of its own\n");
    const not = diff([], { notCompared: ["2 webhooks", "1 callback"] });
    expect(renderContractDiff(not, { format: "text" })).toContain(
      "Compared: 1 operation that both have. Not compared, though different: 2 webhooks, 1 callback.",
    );
  });

  test("stand where they are: what only one file has, there", () => {
    const where = (rule: ContractChange["rule"]): string | undefined =>
      /(?:old|new)\.yaml:.*/.exec(
        renderContractDiff(diff([change({ rule, breaks: false })]), { format: "text" }),
      )?.[0];
    expect(where("field-removed")).toBe("old.yaml:7");
    expect(where("field-added")).toBe("new.yaml:3");
    expect(where("null-added")).toBe("old.yaml:7, new.yaml:3");
  });

  test("are data for programs", () => {
    expect(JSON.parse(renderContractDiff(diff([change()]), { format: "json" }))).toMatchObject({
      schema_version: 1,
      ok: false,
      summary: { changes: 1, breaking: 1, compared: 1 },
      changes: [
        { rule: "field-removed", breaks: true, operations: ["GET /me"], old: { file: "old.yaml", line: 7 } },
      ],
    });
  });
});

describe("texts of a hostile document", () => {
  const payload = "\u001b[2J</td>|`x`\n::error::x ##[group]\u202e<script>";
  const hostile = diff([change({ what: payload, operations: [payload], why: payload })], {
    oldFile: payload,
    notCompared: [payload],
  });

  test("command no terminal and no CI runner", () => {
    for (const format of ["text", "markdown", "json"] as const) {
      const text = renderContractDiff(hostile, { format });
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      expect(text).not.toMatch(/^\s*::|##\[/m);
    }
  });

  test("are no Markdown and no HTML outside of code", () => {
    const text = renderContractDiff(hostile, { format: "markdown" });
    expect(text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/<script|<\/td/);
    const row = text.split("\n").find((line) => line.startsWith("| ``"));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });
});
