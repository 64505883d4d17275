import { expect, test } from "vitest";
import { multipartFields } from "./multipart.ts";
import { queryEntries } from "./query.ts";
import { utf8 } from "../../core/index.ts";

test("a query is read with its question mark and without", () => {
  expect(queryEntries("?a=1&b")).toEqual(queryEntries("a=1&b"));
  expect(queryEntries("?a=1").map(({ name }) => name)).toEqual(["a"]);
});

test("what is an escape is decoded where another part is none", () => {
  const values = queryEntries("a=%41%&b=%41+%zz&c=%e2%82%ac%f").map(({ value }) => value);
  expect(values).toEqual(["A%", "A %zz", "€%f"]);
});

test.each<[name: string, mediaType: string, head: string]>([
  ["no boundary", "multipart/form-data", 'Content-Disposition: form-data; name="a"'],
  ["a part without a name", "multipart/form-data; boundary=x", "Content-Disposition: form-data"],
  ["a part without a head", "multipart/form-data; boundary=x", ""],
])("a body of multipart with %s is none", (_, mediaType, head) => {
  const body = (first: string): Uint8Array => utf8(`--x\r\n${first}\r\n\r\n1\r\n--x--`);
  expect(multipartFields(mediaType, body(head))).toBeUndefined();
  const good = body('Content-Disposition: form-data; name="a"');
  expect(multipartFields("multipart/form-data; boundary=x", good)).toMatchObject([{ name: "a", value: "1" }]);
});
