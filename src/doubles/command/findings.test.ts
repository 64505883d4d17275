import { describe, expect, test } from "vitest";
import { type Expectation, type Finding } from "../../core/index.ts";
import { loadSection, showFindings } from "../../../tests/samples/section.ts";
import { commandSection } from "./schema.ts";

type Files = Readonly<Record<string, string>>;

async function load(toml: string, files: Files = {}): Promise<readonly Expectation[] | readonly Finding[]> {
  const loaded = await loadSection(commandSection, { "backlot.toml": toml, ...files });
  return loaded.ok ? (loaded.value.layers[0]?.expectations ?? []) : loaded.findings;
}

/** Whole findings, as a report would show them. */
async function shown(toml: string, files: Files = {}): Promise<string> {
  const found = (await load(toml, files)) as readonly Finding[];
  return showFindings(found);
}

describe("findings", () => {
  test("an answer that is missing, and one too many", async () => {
    expect(await shown('[[commands]]\nrun = "a"\n[[commands]]\nrun = "b"\npassthrough = true\nreply = {}'))
      .toMatchInlineSnapshot(`
        "BKL1006 missing-field: commands[0] says no answer
        --> backlot.toml:1:1
          | [[commands]]
          | ^^^^^^^^^^^^
        why: An expectation has one match and exactly one answer.
        fix: Add reply, for example: reply = { exit_code = 0 }; fixture for a recording; or passthrough for the real command.

        BKL1007 conflicting-fields: commands[1] has passthrough and reply, which exclude each other
        --> backlot.toml:6:1
          | reply = {}
          | ^^^^^
        why: Each of them says the same thing in another way, so only one can hold.
        fix: Keep one of them.
        near: passthrough (line 5)"
      `);
  });

  test("a typo, a wrong type and a value out of range in one reply", async () => {
    expect(await shown('[[commands]]\nrun = "a"\nreply = { stdot = "x", exit_code = 256, delay_ms = "5" }'))
      .toMatchInlineSnapshot(`
      "BKL1002 unknown-field: unknown field "stdot" in commands[0].reply
      --> backlot.toml:3:11
        | reply = { stdot = "x", exit_code = 256, delay_ms = "5" }
        |           ^^^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write stdout.
      near: stdout

      BKL1005 invalid-value: commands[0].reply.exit_code must be an integer from 0 to 255, not 256
      --> backlot.toml:3:36
        | reply = { stdot = "x", exit_code = 256, delay_ms = "5" }
        |                                    ^^^
      why: The value has no meaning in this place.
      fix: Write an integer from 0 to 255.

      BKL1004 wrong-type: commands[0].reply.delay_ms must be an integer from 0 to 86400000, not the string "5"
      --> backlot.toml:3:52
        | reply = { stdot = "x", exit_code = 256, delay_ms = "5" }
        |                                                    ^^^
      why: Nothing is coerced: a value keeps the type it is written with.
      fix: Write delay_ms = 5"
    `);
  });

  test("a command line that can't be read", async () => {
    expect(
      await shown(
        "[[commands]]\nrun = \"git commit -m 'it''s \\\" done'\"\nreply = {}\n[[commands]]\nrun = 'git ** push'\nreply = {}",
      ),
    ).toMatchInlineSnapshot(`
      "BKL1022 bad-pattern: commands[1].run: ** must be the last word
      --> backlot.toml:5:12
        | run = 'git ** push'
        |            ^^
      why: ** stands for all words that follow, so nothing can follow it.
      fix: Move it to the end, or write * for one word."
    `);
  });

  test("a name with a path", async () => {
    expect(await shown('[[commands]]\ncommand = "./bin/git"\nreply = {}')).toMatchInlineSnapshot(`
      "BKL1005 invalid-value: commands[0].command: a command is named without a path: "./bin/git"
      --> backlot.toml:2:11
        | command = "./bin/git"
        |           ^^^^^^^^^^^
      why: A command is found by its name on the program's PATH, where its double is put first.
      fix: Write git."
    `);
  });

  test("more replies than calls", async () => {
    expect(await shown('[[commands]]\nrun = "a"\ntimes = 1\nreply = [{}, {}]')).toMatchInlineSnapshot(`
      "BKL1007 conflicting-fields: commands[0] has 2 replies, but times allows 1 call
      --> backlot.toml:3:1
        | times = 1
        | ^^^^^
      why: A list answers call by call, so the last replies could never be given.
      fix: Write times = 2, or remove replies."
    `);
  });

  test("a field below the wrong header", async () => {
    expect(
      await shown(
        '[[commands]]\nrun = "a"\nreply = {}\n[commands.env]\nA = "1"\ntimes = 2\n[[commands]]\nrun = "b"\n[commands.reply]\nstdout = "x"\noptional = true',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1003 misplaced-field: "times" does not belong in commands[0].env; it is a field of commands[0]
      --> backlot.toml:6:1
        | times = 2
        | ^^^^^
      why: In TOML a key belongs to the last header above it, here [commands.env] on line 4.
      fix: Move it directly below [[commands]] on line 1.

      BKL1003 misplaced-field: "optional" does not belong in commands[1].reply; it is a field of commands[1]
      --> backlot.toml:11:1
        | optional = true
        | ^^^^^^^^
      why: In TOML a key belongs to the last header above it, here [commands.reply] on line 9.
      fix: Move it directly below [[commands]] on line 7."
    `);
  });

  test("a list of no replies, and args with run", async () => {
    expect(
      await shown('[[commands]]\nrun = "a"\nreply = []\n[[commands]]\nrun = "b"\nargs = ["x"]\nreply = {}'),
    ).toMatchInlineSnapshot(`
      "BKL1005 invalid-value: commands[0] has an empty list of replies
      --> backlot.toml:3:9
        | reply = []
        |         ^^
      why: A list answers as many calls as it has replies.
      fix: Write a reply, or times = 0 to forbid the call.

      BKL1006 missing-field: commands[1] has args but no command
      --> backlot.toml:6:1
        | args = ["x"]
        | ^^^^
      why: args has a meaning only together with command.
      fix: Add command, or remove args."
    `);
  });

  test("a handler", async () => {
    expect(await shown('[[commands]]\nrun = "a"\nhandler = "./h.js"')).toMatchInlineSnapshot(`
      "BKL1026 code-in-data: commands[0].handler would run code
      --> backlot.toml:3:1
        | handler = "./h.js"
        | ^^^^^^^
      why: Data files never run code: handlers and predicates are accepted from TypeScript only.
      fix: Declare it from TypeScript."
    `);
  });

  test("a fixture that is to be recorded, and one with more than one answer", async () => {
    const toml = (answer: string): string => `[[commands]]\nrun = "a"\n${answer}`;
    expect(await shown(toml('fixture = { path = "f.json", record = "all" }'))).toMatchInlineSnapshot(`
      "BKL1026 code-in-data: commands[0].fixture.record would record
      --> backlot.toml:3:30
        | fixture = { path = "f.json", record = "all" }
        |                              ^^^^^^
      why: Recording runs the real command, so the command line or test code asks for it.
      fix: Remove it, and record with: backlot run --record -- COMMAND."
    `);
    expect(await shown(toml('fixture = "f.json"\npassthrough = true'))).toContain(
      "conflicting-fields: commands[0] has fixture and passthrough, which exclude each other",
    );
    expect(await shown(toml('fixture = "../f.json"'))).toContain("bad-path: commands[0].fixture");
    expect(await shown(toml("replay = 1"))).toContain('Write fixture = "fixtures/git.json".');
  });

  test("counts that contradict themselves", async () => {
    const file = (times: string): string => `[[commands]]\nrun = "a"\nreply = {}\n${times}`;
    expect(await shown(file("times = { min = 3, max = 2 }"))).toContain(
      "BKL1005 invalid-value: commands[0].times: min 3 is more than max 2",
    );
    expect(await shown(file("times = {}"))).toContain(
      "BKL1006 missing-field: commands[0].times has neither min nor max",
    );
    expect(await shown(file("times = { min = 2 }\noptional = true"))).toContain(
      "BKL1007 conflicting-fields: commands[0] wants at least 2 calls, and is optional",
    );
    expect(await shown(file("times = -1"))).toContain(
      "commands[0].times must be an integer from 0 to 1000000, not -1",
    );
  });

  test("output that is not what it says", async () => {
    expect(
      await shown(
        '[[commands]]\nrun = "a"\nreply = { stdout = { base64 = "a b!" }, stderr = { text = "x" } }',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1005 invalid-value: commands[0].reply.stdout.base64 is not base64
      --> backlot.toml:3:31
        | reply = { stdout = { base64 = "a b!" }, stderr = { text = "x" } }
        |                               ^^^^^^
      why: base64 holds the characters A-Z a-z 0-9 + / and ends with up to two =.
      fix: Encode the bytes again.

      BKL1002 unknown-field: unknown field "text" in commands[0].reply.stderr
      --> backlot.toml:3:52
        | reply = { stdout = { base64 = "a b!" }, stderr = { text = "x" } }
        |                                                    ^^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write the text itself, as a string."
    `);
  });

  test("the same command again", async () => {
    expect(
      await shown(
        '[[commands]]\nrun = "git push"\nreply = {}\n[[commands]]\nrun = "git  push"\nreply = { exit_code = 1 }',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1015 unreachable-expectation: no call can reach "git  push": "git push" on line 2 answers first
      --> backlot.toml:5:7
        | run = "git  push"
        |       ^^^^^^^^^^^
      why: Both match the same calls, and the first one answers without end.
      fix: Remove one of them, limit the first with times, or write its replies as a list.
      near: git push (line 2)"
    `);
  });
});
