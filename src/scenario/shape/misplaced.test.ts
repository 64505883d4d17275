import { describe, expect, test } from "vitest";
import {
  integer,
  list,
  mapped,
  named,
  oneOrMany,
  optional,
  record,
  string,
  table,
  when,
  choose,
  decodeValue,
} from "../index.ts";
import { readIt } from "../testing-read.ts";

const door = table({ color: optional(string(), "Its color."), width: optional(integer(), "Centimeters.") });
const room = table({
  title: optional(string(), "Its title."),
  doors: optional(list(door), "Its doors."),
  floor: optional(table({ wood: optional(string(), "Which wood.") }), "Its floor."),
  window: optional(
    choose(when("string", string()), when("table", table({ glass: optional(string(), "Which glass.") }))),
    "A window.",
  ),
  lamp: optional(
    named("lamp", "A lamp.", () => mapped(table({ watts: optional(integer(), "Watts.") }), (lamp) => lamp)),
    "A lamp.",
  ),
  stairs: optional(oneOrMany(table({ steps: optional(integer(), "How many.") })), "Stairs."),
});
const house = table({
  street: optional(string(), "Where it stands."),
  rooms: optional(record(room), "Its rooms."),
});

async function told(toml: string): Promise<unknown[]> {
  const result = await readIt(house, toml);
  return result.findings.map(({ name, what, why, fix }) => [name, what, why, fix]);
}

describe("a key that fell under the last header of a TOML file", () => {
  test("belongs directly below the header of the table that has it", async () => {
    const toml = '[it.rooms.hall]\n[[it.rooms.hall.doors]]\ncolor = "red"\ntitle = "Hall"\n';
    expect(await told(toml)).toEqual([
      [
        "misplaced-field",
        '"title" does not belong in it.rooms.hall.doors[0]; it is a field of it.rooms.hall',
        "In TOML a key belongs to the last header above it, here [[it.rooms.hall.doors]] on line 2.",
        "Move it directly below [it.rooms.hall] on line 1.",
      ],
    ]);
  });

  test("belongs above the first header, when its table has none above it", async () => {
    const toml =
      'name = "a"\n[[it.rooms.hall.doors]]\n[[it.rooms.hall.doors]]\ncolor = "red"\nseed = 5\n[it.rooms.hall]\n';
    expect(await told(toml)).toEqual([
      [
        "misplaced-field",
        '"seed" does not belong in it.rooms.hall.doors[1]; it is a field of the top of the file',
        "In TOML a key belongs to the last header above it, here [[it.rooms.hall.doors]] on line 3.",
        "Move it above the first header, [[it.rooms.hall.doors]] on line 2.",
      ],
    ]);
  });

  test("is told the first header of its own file, when others are included", async () => {
    const toml = 'include = ["b.toml"]\n[it.rooms.attic]\ntags = ["a", ["b"]]\n';
    const { findings } = await readIt(house, toml, {
      "b.toml": "# one more\n[[it.rooms.hall.doors]]\n[[it.rooms.hall.doors]]\nseed = 5\n",
    });
    expect(findings.map(({ at, name, fix }) => [at?.kind === "file" && at.file, name, fix])).toEqual([
      ["b.toml", "misplaced-field", "Move it above the first header, [[it.rooms.hall.doors]] on line 2."],
      ["a.toml", "unknown-field", "Fields here: title, doors, floor, window, lamp, stairs."],
    ]);
  });

  test("is only told where it belongs when it stands in a table on one line", async () => {
    expect(await told('[it]\nrooms = { hall = { street = "Main" } }')).toEqual([
      [
        "misplaced-field",
        '"street" does not belong in it.rooms.hall; it is a field of it',
        "A field counts only in the table it belongs to.",
        "Move it to it.",
      ],
    ]);
  });

  test("may be one that fell among the user's own keys", async () => {
    expect(await told('[it.rooms]\nstreet = "Main"')).toEqual([
      [
        "misplaced-field",
        '"street" does not belong in it.rooms; it is a field of it',
        "In TOML a key belongs to the last header above it, here [it.rooms] on line 1.",
        "Move it above the first header, [it.rooms] on line 1.",
      ],
    ]);
  });
});

describe("a key that a table inside has", () => {
  test.each([
    ['color = "red"', "color", "doors"],
    ['wood = "oak"', "wood", "floor"],
    ['glass = "clear"', "glass", "window"],
    ["watts = 5", "watts", "lamp"],
    ["steps = 5", "steps", "stairs"],
  ])("%s", async (line, key, owner) => {
    expect(await told(`[it.rooms.hall]\n${line}`)).toEqual([
      [
        "misplaced-field",
        `"${key}" does not belong in it.rooms.hall; it is a field of ${owner}`,
        `${owner} is a table of its own.`,
        `Write it inside ${owner}.`,
      ],
    ]);
  });

  test("is told in the spelling of TypeScript for a value from there", () => {
    const shape = table({ max_size: optional(table({ in_bytes: optional(integer(), "Bytes.") }), "Size.") });
    const { findings } = decodeValue(shape, { inBytes: 5 }, { label: "mock()" });
    expect(findings).toMatchObject([
      {
        name: "misplaced-field",
        what: '"inBytes" does not belong in mock(); it is a field of maxSize',
        fix: "Write it inside maxSize.",
      },
    ]);
  });
});

test("a table where a list of tables belongs, and the other way round, is a matter of brackets", async () => {
  const fixOf = async (toml: string): Promise<unknown> => (await readIt(house, toml)).findings[0]?.fix;
  expect(await fixOf("[it.rooms.hall.doors]\nwidth = 5")).toBe(
    "Write [[it.rooms.hall.doors]]: two brackets add a table to a list.",
  );
  expect(await fixOf("[[it.rooms]]\n[it.rooms.hall]")).toBe(
    "Write [it.rooms]: one bracket is a table, two add one to a list.",
  );
});
