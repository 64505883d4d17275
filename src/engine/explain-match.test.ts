import { describe, expect, test } from "vitest";
import type { Condition, Expectation } from "../core/index.ts";
import { finding } from "../core/index.ts";
import { createExpectations } from "./expectations.ts";
import { placeText, refusalText } from "./explain-match.ts";
import type { Facts } from "./double.ts";
import { expectation, lineAt, plainRegex } from "../../tests/samples/calls.ts";

function httpFacts(method: string, path: string, service = "convo"): Facts {
  return {
    double: "http",
    target: service,
    text: `${method} ${path}`,
    fields: { method, path },
    readable: [],
  };
}

function stub(line: string, more: Partial<Expectation> = {}): Expectation {
  const [method = "", template = ""] = line.split(" ");
  const conditions: Condition[] = [{ field: "path", matcher: { is: "path", template } }];
  if (method !== "*") conditions.unshift({ field: "method", matcher: { is: "equals", value: method } });
  return expectation(line, { double: "http", target: "convo", conditions, ...more });
}

function command(line: string, more: Partial<Expectation> = {}): Expectation {
  const [target = "", ...words] = line.split(" ");
  const items = words.map((value) => ({ is: "equals", value }) as const);
  const conditions: Condition[] = [{ field: "args", matcher: { is: "items", items, rest: false } }];
  return expectation(line, { target, conditions, ...more });
}

function commandFacts(line: string): Facts {
  const [target = "", ...args] = line.split(" ");
  return { double: "command", target, text: line, fields: { args }, readable: [] };
}

function refusal(expectations: readonly Expectation[], facts: Facts): string {
  const all = createExpectations({ regex: plainRegex });
  all.addLayer({ name: "file", expectations });
  const match = all.match(facts, 4);
  return match.kind === "unmatched" ? refusalText(match.finding) : match.kind;
}

const fix = `  fix: ${finding("unmatched-call", { what: "" }).fix}\n`;

describe("the text of an unmatched call", () => {
  test("when nothing at all is declared", () => {
    expect(refusal([], commandFacts("git push"))).toBe(
      `backlot: BKL2001 unmatched-call: git push matches no expectation\n  why: Nothing is declared for the command git, so it was refused.\n${fix}`,
    );
  });

  test("when the service has none, but another one has this very request", () => {
    const other = stub("GET /users/1", { target: "shipping", at: lineAt(3) });
    expect(refusal([other, stub("POST /x", { target: "shipping" })], httpFacts("GET", "/users/1"))).toBe(
      [
        "backlot: BKL2001 unmatched-call: GET /users/1 matches no expectation",
        "  why: Nothing is declared for the service convo, so it was refused.",
        "  nearest: GET /users/1 (backlot.toml:3:1)",
        '    service: expected "shipping", got "convo"',
        fix,
      ].join("\n"),
    );
  });

  test("when the path is declared for other methods only", () => {
    expect(
      refusal(
        [stub("POST /a"), stub("PUT /a"), stub("PUT /a", { id: "2" }), stub("POST /b")],
        httpFacts("GET", "/a"),
      ),
    ).toContain(
      'why: This request is declared for POST, PUT only, so it was refused.\n  nearest: PUT /a (backlot.toml:1:1)\n    method: expected "PUT", got "GET"\n',
    );
  });

  test("when only another path is declared, for any method", () => {
    expect(refusal([stub("* /a")], httpFacts("GET", "/b"))).toContain(
      "why: No expectation matches it whole, so it was refused.\n  nearest: * /a (backlot.toml:1:1)\n    path: ",
    );
  });

  test("when the same command has other arguments", () => {
    const text = refusal([command("git push origin", { name: "pushed" })], commandFacts("git push orgin"));
    expect(text).toContain("  why: git is declared for other calls only, so it was refused.\n");
    expect(text).toContain("  nearest: pushed: git push origin (backlot.toml:1:1)\n    args[1]: ");
  });
});

describe("which unused expectation a refused call was probably meant for", () => {
  const meantFor = (expectations: readonly Expectation[], facts: Facts): unknown => {
    const all = createExpectations({ regex: plainRegex });
    all.addLayer({ name: "file", expectations });
    const match = all.match(facts, 4);
    return match.kind === "unmatched" ? match.finding.evidence : match.kind;
  };

  test.each([
    [[stub("GET /users/{id}/repos")], httpFacts("GET", "/user/1/repos"), "GET /users/{id}/repos"],
    [[stub("POST /a")], httpFacts("GET", "/a"), "POST /a"],
    [[command("git push --tags")], commandFacts("git push --tag"), "git push --tags"],
    [[stub("POST /orders/{id}/confirm")], httpFacts("GET", "/favicon.ico"), null],
  ])("%j: %j", (expectations, facts, id) => {
    expect(meantFor(expectations, facts)).toEqual({ call: 4, expectation: id });
  });
});

test("a call too many says which calls there were before", () => {
  const all = createExpectations({ regex: plainRegex });
  all.addLayer({
    name: "file",
    expectations: [command("git push", { name: "p", times: { min: 1, max: 2 } })],
  });
  all.match(commandFacts("git push"), 2);
  all.match(commandFacts("git push"), 5);
  expect(all.match(commandFacts("git push"), 6)).toMatchObject({
    finding: {
      name: "too-many-calls",
      what: "git push was called once more than its expectation allows (2 times)",
      why: "It had answered calls 2, 5; this is call 6.",
      near: [{ what: "p" }],
      evidence: { call: 6, expectation: "git push" },
    },
  });
});

test("places on one line, and a text that no terminal obeys", () => {
  expect(placeText({ kind: "call", call: 3 })).toBe("call 3");
  expect(placeText({ kind: "input", input: "--seed" })).toBe("--seed");
  expect(placeText(lineAt(3))).toBe("backlot.toml:3:1");
  expect(placeText({ kind: "code", file: "a.test.ts", line: 1, column: 2 })).toBe("a.test.ts:1:2");
  const one = finding("internal", { what: "\u001b[31mred", why: "w", fix: "f", near: [{ what: "n" }] });
  expect(refusalText(one)).toBe(
    "backlot: BKL5999 internal: \\u001b[31mred\n  why: w\n  nearest: n\n  fix: f\n".replace(
      "\\u001b",
      "\\x1b",
    ),
  );
});
