import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { InferInput } from "../../scenario/index.ts";
import { emptyReply } from "./reply-schema.ts";
import { type commandEntry, commandSection, decodeCommand } from "./schema.ts";

describe("a command from TypeScript", () => {
  const at = { kind: "code", file: "a.test.ts", line: 7, column: 3 } as const;

  test("is checked by the same definition", () => {
    const value = {
      command: "git",
      args: ["push", /^v/],
      reply: { exitCode: 1, stdout: new Uint8Array([1]) },
    };
    const result = decodeCommand(value, { label: "git", at });
    expect(result).toMatchObject({
      ok: true,
      value: {
        target: "git",
        at,
        conditions: [
          { matcher: { items: [{ value: "push" }, { is: "regex", regex: { source: "^v", flags: "" } }] } },
        ],
        answer: { kind: "reply", replies: [{ exit: { code: 1 }, stdout: { type: "bytes" } }] },
      },
    });
  });

  test("says what is wrong at the line it stands on", () => {
    const result = decodeCommand(
      { command: "git", reply: { exit_code: 1 }, times: -1 },
      { label: "git", at },
    );
    expect(result.findings.map(({ at, name, what, near }) => [at, name, what, near[0]?.what])).toEqual([
      [at, "unknown-field", 'unknown field "exit_code" in reply', "exitCode"],
      [at, "invalid-value", "times must be an integer from 0 to 1000000, not -1", undefined],
    ]);
  });

  test("may be answered by code, or later, where code is allowed", () => {
    const handler = { kind: "function", id: 4 } as const;
    const allowed = { label: "git", allowCode: true } as const;
    expect(decodeCommand({ command: "git", handler }, allowed)).toMatchObject({
      value: { answer: { kind: "handler", handler } },
    });
    expect(
      decodeCommand({ command: "git", handler: () => 1 }, { ...allowed, keep: () => handler }),
    ).toMatchObject({
      value: { answer: { kind: "handler", handler } },
    });
    expect(decodeCommand({ command: "git" }, allowed)).toMatchObject({
      value: { answer: { kind: "reply", replies: [emptyReply] } },
    });
    expect(decodeCommand({ command: "git" }, { label: "git" }).findings[0]?.name).toBe("missing-field");
    expect(decodeCommand({ command: "git", handler }, { label: "git" }).findings[0]?.name).toBe(
      "code-in-data",
    );
  });

  test("is typed", () => {
    type Input = InferInput<typeof commandEntry>;
    expectTypeOf<{
      run: string;
      reply: { exitCode: number; stdout: { json: { a: number } } };
    }>().toExtend<Input>();
    expectTypeOf<{
      run: string;
      times: { min: number };
      stdin: RegExp;
      "x-mine": number;
    }>().toExtend<Input>();
    expectTypeOf<{ command: string; args: (string | RegExp)[]; passthrough: "exec" }>().toExtend<Input>();
    expectTypeOf<{ run: string; reply: { exitCode: string } }>().not.toExtend<Input>();
    expectTypeOf<{ run: number }>().not.toExtend<Input>();
    expect(commandSection.key).toBe("commands");
  });
});

test("any structure is read or refused, never an exception", () => {
  const decode = (value: unknown) => decodeCommand(value, { label: "command", allowCode: true });
  const key = fc.constantFrom(
    "name",
    "run",
    "command",
    "args",
    "stdin",
    "env",
    "cwd",
    "reply",
    "passthrough",
    "handler",
    "times",
    "optional",
    "stdout",
    "stderr",
    "exitCode",
    "signal",
    "chunks",
    "delayMs",
    "template",
    "json",
    "oneOf",
    "x-a",
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      "GET /{a}",
      "git **",
      "{{path.a}}",
      "{{",
      "exec",
      '{"a": 1}',
      /x/,
      true,
      0,
      2,
      null,
      undefined,
    ),
    fc.anything(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 6 }), (entry) => {
      const result = decode(entry);
      expect(result.ok || result.findings.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
