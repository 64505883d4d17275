import { expect, test } from "vitest";
import { expandHome, isInside, parentOf, pathBelow, resolvePath } from "./paths.ts";

test("paths are resolved without leaving the root", () => {
  expect(resolvePath("/a/b", "c")).toBe("/a/b/c");
  expect(resolvePath("/a/b", "../c/./d//e")).toBe("/a/c/d/e");
  expect(resolvePath("/a", "/x/../../y")).toBe("/y");
  expect(resolvePath("/a", "../../..")).toBe("/");
});

test("the home folder stands for ~", () => {
  expect(["~", "~/x", "~other", "a/~"].map((path) => expandHome(path, "/h"))).toEqual([
    "/h",
    "/h/x",
    "~other",
    "a/~",
  ]);
});

test("a folder holds what is below it, and not what begins like it", () => {
  expect(pathBelow("/a", "/a")).toBe("");
  expect(pathBelow("/a", "/a/b/c")).toBe("b/c");
  expect(pathBelow("/a", "/ab")).toBeUndefined();
  expect(pathBelow("/", "/ab")).toBe("ab");
  expect(isInside(["/x", "/a"], "/a/b")).toBe(true);
  expect(isInside([], "/a/b")).toBe(false);
  expect(["/a/b", "/a"].map(parentOf)).toEqual(["/a", "/"]);
});
