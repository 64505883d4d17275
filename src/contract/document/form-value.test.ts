import { describe, expect, test } from "vitest";
import type { HeaderList } from "../../core/index.ts";
import { check, contractWith } from "./testing-request.ts";

const strict = (properties: object): object => ({ type: "object", properties, additionalProperties: false });

describe("requests that clients send and real services take", () => {
  const states = { type: "array", items: { enum: ["new", "sent"] } };

  test.each([
    ["?state=new,sent", []],
    ["?state=new%2Csent", []],
    ["?state=new%2csold", [expect.stringContaining("must be one of")]],
  ])("a list with escaped commas was refused: %s", (query, expected) => {
    const contract = contractWith([{ name: "state", in: "query", explode: false, schema: states }]);
    expect(check(contract, `GET /a/1${query}`)).toEqual(expected);
  });

  test.each([
    ["?expand[]=new&expand[]=sent", []],
    ["?expand%5B0%5D=new&expand%5B1%5D=sent", []],
    ["?expand[]=sold", [expect.stringContaining("must be one of")]],
  ])("a list that is declared as deepObject was refused: %s", (query, expected) => {
    const contract = contractWith([{ name: "expand", in: "query", style: "deepObject", schema: states }]);
    expect(check(contract, `GET /a/1${query}`)).toEqual(expected);
  });

  const form: HeaderList = [["content-type", "application/x-www-form-urlencoded"]];
  const order = strict({
    metadata: { type: "object", additionalProperties: { type: "string" } },
    items: { type: "array", items: strict({ price: { type: "string" }, quantity: { type: "integer" } }) },
    tags: { type: "array", items: { type: "string" } },
  });

  test.each([
    ["metadata[order]=7&items[0][price]=p_1&items[0][quantity]=2&items%5B1%5D%5Bprice%5D=p_2", []],
    ["tags[]=a&tags[]=b", []],
    ["tags[0]=a", []],
    ["metadata=%7B%22order%22%3A%227%22%7D", []],
    ["items[0][quantity]=two", [expect.stringContaining("body /items/0/quantity must be an integer")]],
    ["items[0][cost]=1", [expect.stringContaining("body /items/0/cost")]],
    ["other[order]=7", [expect.stringContaining("other[order]")]],
  ])("a form with values inside of fields was refused: %s", (body, expected) => {
    const contract = contractWith([], {
      content: { "application/x-www-form-urlencoded": { schema: order } },
    });
    expect(check(contract, "POST /a/1", { headers: form, body })).toEqual(expected);
  });
});

describe("multipart", () => {
  const schema = strict({
    kind: { enum: ["invoice"] },
    meta: strict({ pages: { type: "integer" } }),
    rows: { type: "array", items: strict({ n: { type: "integer" } }) },
    file: { type: "string" },
  });
  const contract = contractWith([], { content: { "multipart/form-data": { schema } } });
  const headers: HeaderList = [["content-type", "multipart/form-data; boundary=xx"]];
  const json = "\r\nContent-Type: application/json; charset=utf-8";
  const part = (name: string, value: string, more = ""): string =>
    `--xx\r\nContent-Disposition: form-data; name=${name}${more}\r\n\r\n${value}\r\n`;

  test.each([
    ["an object", part('"meta"', '{"pages":2}', json), []],
    ["an object without a media type", part('"meta"', '{"pages":2}'), []],
    ["an object for each item", part('"rows"', '{"n":1}', json) + part('"rows"', '{"n":2}', json), []],
    ["an object for the only item", part('"rows"', '{"n":1}', json), []],
    ["a whole list", part('"rows"', '[{"n":1}]', json), []],
    ["a file of JSON", part('"file"', '{"n":1', `; filename="a.json"${json}`), []],
    ["a wrong object", part('"meta"', '{"pages":"x"}', json), [expect.stringContaining("body /meta/pages")]],
    ["no JSON", part('"meta"', "{", json), [expect.stringContaining('part "meta" that is not JSON')]],
  ])("a part that is JSON was taken for text: %s", (_, parts, expected) => {
    expect(check(contract, "POST /a/1", { headers, body: `${parts}--xx--\r\n` })).toEqual(expected);
  });

  test("a name without quotes was refused, as .NET sends it", () => {
    expect(check(contract, "POST /a/1", { headers, body: `${part("kind", "invoice")}--xx--\r\n` })).toEqual(
      [],
    );
    expect(check(contract, "POST /a/1", { headers, body: `${part("kind", "x")}--xx--\r\n` })).not.toEqual([]);
  });
});
