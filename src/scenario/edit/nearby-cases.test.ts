import { describe, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { readOutline, type EditPath, type ScenarioEdit } from "../index.ts";
import { createNearbyEditor } from "./nearby.ts";
import { applied, operationOf } from "./operation.ts";
import { edited } from "./testing-edited.ts";
import { editToml } from "./toml.ts";
import { editYaml } from "./yaml.ts";

const set = (...path: EditPath): ScenarioEdit => ({ edit: "set", path, value: "changed" });
const append = (...path: EditPath): ScenarioEdit => ({ edit: "append", path, value: { run: "added" } });
const remove = (...path: EditPath): ScenarioEdit => ({ edit: "delete", path });

/** What edits of a large file come to, and of each of them how much was read: a part of the text, or all of it. */
async function nearby(
  file: "a.toml" | "a.yaml",
  text: string,
  edits: readonly ScenarioEdit[],
): Promise<{ readonly made: string; readonly read: string }> {
  const outline = await readOutline(file, utf8(text));
  if (!outline.ok) throw new Error("it should be read");
  let { value } = outline.value;
  let made = text;
  const read: string[] = [];
  const editor = createNearbyEditor(file, (given, operation) => {
    read.push(given.length < made.length ? "part" : "all");
    return file === "a.toml" ? editToml(given, operation) : editYaml(given, operation);
  });
  for (const edit of edits) {
    const operation = operationOf(value, edit);
    value = applied(value, operation);
    made = await editor(made, operation);
  }
  return { made, read: read.join(" ") };
}

/** What the same edits come to one after the other, each of the whole text. */
async function whole(file: string, text: string, edits: readonly ScenarioEdit[]): Promise<string> {
  let made = text;
  for (const edit of edits) made = await edited(file, made, edit);
  return made;
}

/** A text that makes a file large. */
const long = "x".repeat(4_000);

const items = (count: number, text: string, write: (run: string, index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(`${text}${index}`, index)).join("");

describe("edits of a large file", () => {
  test.each([
    ["é", "two bytes"],
    ["€", "three bytes"],
    ["😀", "four bytes"],
  ])("stand where they are meant behind characters like %s, of %s", async (character) => {
    const line = `run: "${character.repeat(2_000)}`;
    const runs = items(16, line, (run) => `  - ${run}" # ${character}\n    times: 1\n`);
    const text = `list:\n${runs}tail: "${character}"\n`;
    const edits = [remove("list", 4), set("list", 12, "times"), append("list"), set("list", 8, "run")];
    const { made, read } = await nearby("a.yaml", text, edits);
    expect(made).toBe(await whole("a.yaml", text, edits));
    expect(made.endsWith(`  - run: added\ntail: "${character}"\n`)).toBe(true);
    expect(read).toBe("part part part part");
  });

  test("that change what stands in no list, change only that, and read all of it", async () => {
    const runs = items(8, long, (run) => `[[list]]\nrun = "${run}"\n\n`);
    const text = `name = "old" # own\n\n${runs}[env]\nA = "old"\n`;
    const { made, read } = await nearby("a.toml", text, [
      set("list", 3, "run"),
      set("env", "A"),
      set("name"),
    ]);
    expect(made).toBe(text.replace(`${long}3`, "changed").replaceAll('"old"', '"changed"'));
    expect(read).toBe("part all all");
  });

  test("that add to a list read a part of it, and all of the file for a list that is not there", async () => {
    const text = `name: x\nlist:\n${items(8, long, (run) => `  - run: ${run}\n`)}`;
    const { made, read } = await nearby("a.yaml", text, [append("list"), append("other"), append("list")]);
    expect(made).toBe(`${text}  - run: added\n  - run: added\nother:\n  - run: added\n`);
    expect(read).toBe("part all part");
  });

  test("that delete a list leave what is beside it", async () => {
    const text = `name: x\nlist:\n${items(8, long, (run) => `  - run: ${run}\n`)}`;
    const { made, read } = await nearby("a.yaml", text, [append("list"), remove("list"), set("name")]);
    expect(made).toBe("name: changed\n");
    expect(read).toBe("part all all");
  });

  test("that change a list's only item, which is all of the file, read all of it", async () => {
    const text = `list:\n  - run: ${long.repeat(12)}\n    run2: ${long.repeat(6)}\n    times: 1\n`;
    const edits = [set("list", 0, "times"), set("list", 0, "run"), append("list")];
    const { made, read } = await nearby("a.yaml", text, edits);
    expect(made).toBe(text.replace(/run: x+/, "run: changed").replace("1", "changed") + "  - run: added\n");
    expect(read).toBe("all all all");
  });

  test("find their item in a list beside one that names the same at anchors, in another order", async () => {
    const runs = items(8, long, (run, index) => `  - &a${index} { run: ${run} }\n`);
    const text = `list:\n${runs}again:\n  - *a3\n  - *a1\n  - { run: own }\n`;
    const { made, read } = await nearby("a.yaml", text, [
      set("again", 2, "run"),
      set("list", 5, "run"),
      append("again"),
    ]);
    const changed = text.replace("run: own", "run: changed").replace(`${long}5`, "changed");
    expect(made).toBe(`${changed}  - run: added\n`);
    expect(read).toBe("all part all");
  });

  test("find their item in lists whose items stand among each other", async () => {
    const text = items(6, long, (run) => `[[a]]\nrun = "${run}"\n\n[[b]]\nrun = "b ${run}"\n\n`);
    const edits = [set("a", 3, "run"), set("b", 2, "run"), remove("a", 1), append("b"), set("b", 5, "run")];
    const { made, read } = await nearby("a.toml", text, edits);
    expect(made).toBe(await whole("a.toml", text, edits));
    const left = [...made.matchAll(/\[\[(.)\]\]\nrun = "(?:b )?(?:x+)?(\w+)"/g)];
    expect(left.map(([, list, run]) => `${list}${run}`).join(" ")).toBe(
      "a0 b0 b1 a2 bchanged achanged b3 a4 b4 a5 bchanged badded",
    );
    expect(read).toBe("all part all part part");
  });

  test("are refused as in a small one, whichever of them it is", async () => {
    const runs = items(8, long, (run) => `[[list]]\nrun = "${run}"\n\n`);
    const bad: ScenarioEdit = { edit: "set", path: ["list", 3, "run"], value: null };
    for (const edits of [
      [bad, set("list", 0, "run")],
      [set("list", 0, "run"), bad],
    ]) {
      expect(await edited("a.toml", runs, ...edits)).toBe(
        "not-editable: a.toml: list[3].run can't be changed: TOML has no null",
      );
    }
  });
});
