import fc from "fast-check";
import { expect, test } from "vitest";
import { projectFolderName } from "./project-folder.ts";

test.each([
  ["/home/ada/app", "-home-ada-app"],
  ["/home/ada/my app", "-home-ada-my-app"],
  ["/a_b+c.d@e", "-a-b-c-d-e"],
  ["/café", "-caf-"],
  ["/cafe\u0301", "-cafe-"],
  ["/😀x", "---x"],
  // A byte that is no UTF-8, as command lines have it.
  ["/\udcff", "--"],
  ["C:\\Users\\ada", "C--Users-ada"],
  ["/", "-"],
  ["", ""],
  ["/tmp/-x-/", "-tmp--x--"],
  ["/٣/ａ", "----"],
])("the sessions of %j are in %j", (path, name) => {
  expect(projectFolderName(path)).toBe(name);
});

test("a long path keeps its beginning, and a number tells it from others", () => {
  const path = (length: number): string => `/${"a".repeat(length - 1)}`;
  expect(projectFolderName(path(200))).toBe(`-${"a".repeat(199)}`);
  expect(projectFolderName(path(201))).toBe(`-${"a".repeat(199)}-b6ymvl`);
  expect(projectFolderName(`${path(201)}/b`)).not.toBe(projectFolderName(`${path(201)}/c`));
});

test("a name is always one that a file system takes, and never another folder's way out", () => {
  const units = fc.array(fc.nat({ max: 0xffff }), { minLength: 1, maxLength: 260 });
  fc.assert(
    fc.property(
      units.map((all) => String.fromCharCode(...all)),
      (path) => {
        const name = projectFolderName(path);
        expect(name).toMatch(/^[A-Za-z0-9-]+$/);
        expect(name.length).toBeLessThan(255);
      },
    ),
  );
});
