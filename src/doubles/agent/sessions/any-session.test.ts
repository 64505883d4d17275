import fc from "fast-check";
import { expect, test } from "vitest";
import {
  exchange,
  firstId,
  forkId,
  project,
  promptsOf,
  sampleMachine,
  secondId,
} from "../../../../tests/samples/agent-sessions.ts";

const file = `${project}/${firstId}.jsonl`;

test("any bytes may be a session: it is gone on with, forked and listed", async () => {
  const machine = sampleMachine();
  const fields = fc.dictionary(
    fc.constantFrom("type", "message", "uuid", "timestamp", "cwd", "isSidechain", "summary", "__proto__"),
    fc.oneof(fc.constantFrom("user", "assistant", "summary"), fc.jsonValue()),
  );
  const line = fc.oneof(
    fc.string(),
    fields.map((value) => JSON.stringify(value)),
  );
  const prompt = fc
    .string()
    .map((content) => JSON.stringify({ type: "user", uuid: "1", message: { content } }));
  const text = fc.array(fc.oneof(line, prompt)).map((lines) => new TextEncoder().encode(lines.join("\n")));
  const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), text);
  await fc.assert(
    fc.asyncProperty(any, async (bytes) => {
      machine.files.clear();
      machine.warnings.length = 0;
      machine.put(file, bytes);
      for (const forkSession of [false, true]) {
        const claude = await machine.start({ options: { resume: firstId, forkSession } });
        const earlier = promptsOf(claude) ?? ["lost"];
        await claude.say(...exchange("hello", "Hi!"));
        const id = forkSession ? forkId : firstId;
        const again = await machine.start({ options: { resume: id } });
        expect(promptsOf(again)).toEqual([...earlier, "hello"]);
      }
      await (await machine.start({ sessionId: secondId })).say(...exchange("hello", "Hi!"));
      expect(machine.warnings.every((warning) => warning.includes("left out"))).toBe(true);
      expect(JSON.parse(machine.text(`${project}/sessions-index.json`))).toMatchObject({ version: 1 });
    }),
    { numRuns: 60 },
  );
});
