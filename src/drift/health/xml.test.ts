import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { readXml, type XmlProblem } from "./xml.ts";

/** What a document holds, as lines, or what is wrong with it. */
function read(text: string): string {
  const said: string[] = [];
  const problem = readXml(text, {
    open: (name, attributes) =>
      said.push(`<${name}${[...attributes].map(([key, value]) => ` ${key}=${value}`).join("")}`),
    text: (piece) => piece.trim() !== "" && said.push(piece.trim()),
    close: (name) => said.push(`>${name}`),
  });
  return problem === undefined ? said.join(" ") : `${problem.at}: ${problem.what}`;
}

test("elements, attributes, text, CDATA, comments and instructions are read", () => {
  expect(
    read(
      `\uFEFF<?xml version="1.0"?><!-- a --><a b="1" c = '"2">'><d/>x &lt;y&gt; &#65;&#x1F600;<![CDATA[<&>]]></a >\n`,
    ),
  ).toBe('<a b=1 c="2"> <d >d x <y> A😀 <&> >a');
});

test("control characters stand as node:test writes them", () => {
  expect(read("<a b='\u001B[31m'>\u0001</a>")).toBe("<a b=\u001B[31m \u0001 >a");
});

describe("what is no report is refused with its place", () => {
  test.each([
    ["", "0: there is no element"],
    ["<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "0: a document type"],
    ["<?xml version='1.0'?>\n<!DOCTYPE lolz><a/>", "22: a document type"],
    ["<a><!ENTITY b 'c'></a>", "3: a document type"],
    ["<a>&lol9;</a>", "3: &lol9; is no character that reports know"],
    ["<a>&constructor;</a>", "3: &constructor; is no character that reports know"],
    ["<a b='&nbsp;'/>", "6: &nbsp; is no character that reports know"],
    ["<a>a & b</a>", "5: a & that begins nothing"],
    ["<a>&#0;</a>", "3: &#0; is no character that reports know"],
    ["<a>&#xD800;</a>", "3: &#xD800; is no character that reports know"],
    ["<a>&#x110000;</a>", "3: &#x110000; is no character that reports know"],
    ["<a><b></a>", "6: </a> where <b> is to be closed"],
    ["<a></a></b>", "7: </b> closes nothing"],
    ["<a></a><b/>", "7: a second root element"],
    ["<a><b>", "3: <b> is never closed"],
    ["<a", "0: <a is never closed"],
    ["<a/ >", "3: a / inside of <a>"],
    ["<a></a", "3: </a is never closed"],
    ["<a b='1' b='2'/>", "9: <a> has the attribute b twice"],
    ["<a b='1'c='2'/>", "8: no space before an attribute of <a>"],
    ["<a b/>", "3: the attribute b has no value"],
    ["<a b=1/>", "5: the value of b has no quotes"],
    ["<a b='1/>", "5: the value of b is never closed"],
    ["<a b='<'/>", "6: a < in the value of b"],
    ["<a ='1'/>", "3: a name is missing"],
    ["<a><1/></a>", "3: a < that begins nothing"],
    ["<a><!-- </a>", "3: a comment that is never closed"],
    ["<a><![CDATA[ </a>", "3: a CDATA section that is never closed"],
    ["<![CDATA[x]]><a/>", "0: text outside of the root element"],
    ["x<a/>", "0: text outside of the root element"],
    ["<?xml <a/>", "0: an instruction that is never closed"],
  ])("%j", (text, said) => {
    expect(read(text)).toBe(said);
  });
});

test("elements inside each other, elements and attributes have limits", () => {
  const quiet = { open: () => {}, text: () => {}, close: () => {} };
  const whatOf = (text: string): string | undefined => readXml(text, quiet)?.what;
  const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
  expect(whatOf(nested(limits.reportDepth))).toBeUndefined();
  expect(whatOf(nested(limits.reportDepth + 1))).toBe("more than 100 elements inside each other");
  const many = (count: number): string => `<a>${"<b/>".repeat(count - 1)}</a>`;
  expect(whatOf(many(limits.reportElements))).toBeUndefined();
  expect(whatOf(many(limits.reportElements + 1))).toBe("more than 500000 elements");
  const wide = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, index) => `b${index}=""`).join(" ")}/>`;
  expect(whatOf(wide(limits.reportAttributes))).toBeUndefined();
  expect(whatOf(wide(limits.reportAttributes + 1))).toBe("more than 100 attributes of <a>");
});

test("what was written is what is read, whatever it says", () => {
  const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (value, body) => {
      const heard = { value: "", body: "" };
      const problem = readXml(`<a b="${escape(value)}">${escape(body)}</a>`, {
        open: (_, attributes) => (heard.value = attributes.get("b") ?? ""),
        text: (text) => (heard.body += text),
        close: () => {},
      });
      expect(problem).toBeUndefined();
      expect(heard).toEqual({ value, body });
    }),
  );
});

test("no text makes it throw or hang", () => {
  const piece = fc.constantFrom(
    "<a",
    ">",
    "/>",
    "</a>",
    "&",
    "&lt;",
    " b='1'",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "x",
    '"',
    "<!",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const problem: XmlProblem | undefined = readXml(pieces.join(""), {
        open: () => {},
        text: () => {},
        close: () => {},
      });
      expect(problem === undefined || problem.at <= pieces.join("").length).toBe(true);
    }),
  );
});

test("millions of references in one value filled the memory", () => {
  const count = 1_000_000;
  const values: string[] = [];
  const problem = readXml(`<a b="${"&amp;".repeat(count)}">x${"&#65;&lt;".repeat(20_000)}</a>`, {
    open: (_, attributes) => values.push(attributes.get("b") ?? ""),
    text: (piece) => values.push(piece),
    close: () => {},
  });
  expect(problem).toBeUndefined();
  expect(values.join("")).toBe(`${"&".repeat(count)}x${"A<".repeat(20_000)}`);
});
