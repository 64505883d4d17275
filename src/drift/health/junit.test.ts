import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { limits, utf8 } from "../../core/index.ts";
import type { TestReport } from "./evidence.ts";
import { readJunit } from "./junit.ts";

const sample = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/samples/reports/${name}`, import.meta.url));

function read(name: string): TestReport {
  const result = readJunit(name, sample(name), "/project");
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.value;
}

/** A report in lines: "passed tests/a.py::test_b". */
const lines = (report: TestReport): string[] => [
  ...report.tests.map(({ outcome, id }) => `${outcome} ${id}`),
  ...report.unloaded.map(({ file }) => `unloaded ${file}`),
];

describe("reports that runners really wrote", () => {
  test("vitest", () => {
    const report = read("vitest.xml");
    expect(report.runner).toBe("vitest");
    expect(lines(report)).toEqual([
      "passed a.test.ts::outer > passes",
      'failed a.test.ts::outer > fails <b> & "q"',
      "failed a.test.ts::outer > reads missing",
      "skipped a.test.ts::outer > skipped",
      "skipped a.test.ts::outer > later",
      "passed a.test.ts::outer > prints ]]> and [31m",
      "passed a.test.ts::outer > no assertion",
      "passed a.test.ts::each 1",
      "passed a.test.ts::each 2",
      "unloaded b.test.ts",
    ]);
    expect(report.tests[2]?.failure).toContain(
      "no such file or directory, open 'examples/markdraft/moot.toml'",
    );
    expect(report.tests[0]).toMatchObject({ file: "a.test.ts", failure: "", assertions: undefined });
  });

  test("node:test, whose names have no file and whose quotes are escaped twice", () => {
    const report = read("node-test.xml");
    expect(report.runner).toBe("node");
    expect(lines(report)).toEqual([
      "passed outer > passes",
      'failed outer > fails <b> & "q"',
      "failed outer > reads missing",
      "skipped outer > skipped",
      "skipped outer > later",
      "passed outer > no assertion",
      "passed sub > inner",
    ]);
    expect(report.tests[0]?.file).toBeUndefined();
  });

  test("node:test, tests of the same name and a file that can't be loaded", () => {
    expect(lines(read("node-test-files.xml"))).toEqual([
      "failed x",
      "failed sub > inner",
      "passed sub > inner#2",
      "unloaded nt2.test.mjs",
    ]);
  });

  test("pytest, whose ids are its own", () => {
    const report = read("pytest.xml");
    expect(report.runner).toBe("pytest");
    expect(lines(report)).toEqual([
      "failed tests/test_example.py::test_moot_toml_valid",
      "passed tests/test_example.py::test_no_convo_specific_paths",
      "skipped tests/test_example.py::test_skipped",
      "skipped tests/test_example.py::test_expected_failure",
      "passed tests/test_example.py::test_unexpected_pass",
      "passed tests/test_example.py::test_each[a::b]",
      "passed tests/test_example.py::test_each[\\xe9\\x01]",
      "passed tests/test_example.py::test_each[[q]]",
      "failed tests/test_example.py::TestGroup::test_inside",
      "failed tests/test_example.py::test_error",
      "failed tests/test_example.py::test_teardown",
      "passed tests/test_example.py::test_prints",
      "failed tests/test_example.py::test_publish_doc_exists",
    ]);
    expect(lines(read("pytest-xunit1.xml"))).toEqual(lines(report));
    expect(read("pytest-xunit1.xml").tests[0]).toMatchObject({ file: "tests/test_example.py", line: 4 });
  });

  test("pytest, when a file can't be collected", () => {
    expect(lines(read("pytest-collection.xml"))).toEqual(["unloaded tests/test_broken.py"]);
  });

  test("jest-junit as it comes, where a class is the whole name", () => {
    const report = read("jest-junit.xml");
    expect(report.runner).toBe("jest");
    expect(lines(report)).toEqual([
      "passed outer passes",
      'failed outer fails <b> & "q"',
      "failed outer reads missing",
      "skipped outer skipped",
      // A todo is told as a test that passed: the report has nothing else to say of it.
      "passed outer later",
    ]);
  });

  test("jest-junit with file names and files that can't be loaded", () => {
    expect(lines(read("jest-junit-files.xml"))).toEqual([
      "passed a.test.js::passes",
      'failed a.test.js::fails <b> & "q"',
      "failed a.test.js::reads missing",
      "skipped a.test.js::skipped",
      "passed a.test.js::later",
      "unloaded b.test.js",
    ]);
  });
});

const junit = (text: string): ReturnType<typeof readJunit> => readJunit("r.xml", utf8(text), "/project");
const testsOf = (text: string): TestReport["tests"] => {
  const read = junit(text);
  return read.ok ? read.value.tests : [];
};

test("a test of pytest that fails and then can't be cleaned up is one test", () => {
  const twice = `<testsuite name="pytest"><testcase classname="tests.test_a" name="test_b"><failure message="first"/></testcase><testcase classname="tests.test_a" name="test_b"><error message="failed on teardown"/></testcase><testcase classname="tests.test_a" name="test_c"/><testcase classname="tests.test_a" name="test_c"><error message="late"/></testcase></testsuite>`;
  expect(testsOf(twice)).toMatchObject([
    { id: "tests/test_a.py::test_b", outcome: "failed", failure: "first\n" },
    { id: "tests/test_a.py::test_c", outcome: "failed", failure: "late\n" },
  ]);
});

test("names that reports leave out, or give twice, are told as they are", () => {
  const jest = (attributes: string): string =>
    `<testsuites name="jest tests"><testsuite name="s"><testcase ${attributes}/></testsuite></testsuites>`;
  const idOf = (text: string): string | undefined => testsOf(text)[0]?.id;
  expect(idOf(jest('classname="outer" name="a"'))).toBe("outer > a");
  expect(idOf(jest('classname="" name="a"'))).toBe("a");
  expect(idOf(jest('classname="outer"'))).toBe("outer > ");
  const inner = `<testsuite name="pytest"><testcase classname="TestB" name="test_c"><failure/></testcase><testcase classname="TestB" name="test_c"><error message="late"/></testcase></testsuite>`;
  expect(testsOf(inner)).toMatchObject([{ id: "TestB::test_c", file: undefined, failure: "late\n" }]);
});

test("PHPUnit's assertions and files, and classes of Java, are read", () => {
  const text = `<testsuites><testsuite name="S"><testcase name="testA" class="T" classname="T" file="/project/tests/ATest.php" line="7" assertions="0"/><testcase name="b" classname="com.acme.BTest"><skipped/><system-out>x</system-out></testcase></testsuite></testsuites>`;
  expect(testsOf(text)).toMatchObject([
    { id: "tests/ATest.php::testA", file: "tests/ATest.php", line: 7, assertions: 0, outcome: "passed" },
    { id: "com.acme.BTest::b", file: undefined, outcome: "skipped" },
  ]);
});

test("what a failed test said is cut at its limit, and what it printed is no part of it", () => {
  const said = (length: number): string =>
    `<testsuite><testcase name="a"><failure>${"x".repeat(length)}</failure><system-out>yy</system-out></testcase></testsuite>`;
  expect(testsOf(said(limits.reportFailureChars))[0]?.failure).toHaveLength(limits.reportFailureChars);
  expect(testsOf(said(limits.reportFailureChars + 1))[0]?.failure).toHaveLength(limits.reportFailureChars);
});

describe("what can't be read is told with its place", () => {
  test("a document type", () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY a "aaaa">\n<!ENTITY b "&a;&a;">\n]>\n<testsuites>&b;</testsuites>`;
    expect(junit(bomb)).toMatchObject({
      ok: false,
      findings: [
        {
          name: "invalid-report",
          what: "r.xml can't be read: a document type",
          at: { kind: "file", file: "r.xml", line: 2, column: 1, text: "<!DOCTYPE a [" },
        },
      ],
    });
  });

  test("a line that no frame can show has a place and no text", () => {
    const long = `<testsuite><testcase name="${"x".repeat(400)}"><b></testcase></testsuite>`;
    expect(junit(long)).toMatchObject({ findings: [{ at: { kind: "code", line: 1, column: 433 } }] });
  });

  test.each([
    [
      "<html><body/></html>",
      "r.xml can't be read: it begins with <html>, not with <testsuites> or <testsuite>",
    ],
    ["<testsuites/>", "r.xml has no test"],
    ["{}", "r.xml can't be read: text outside of the root element"],
  ])("%s", (text, what) => {
    expect(junit(text)).toMatchObject({ ok: false, findings: [{ what }] });
  });

  test("another encoding, and too many bytes", () => {
    const wide = new Uint8Array([0xff, 0xfe, 0x3c, 0x00]);
    expect(readJunit("r.xml", wide, "/")).toMatchObject({
      findings: [{ what: "r.xml is not written in UTF-8" }],
    });
    const bytes = new Uint8Array(limits.reportFileBytes).fill(0x20);
    expect(readJunit("r.xml", bytes, "/")).toMatchObject({
      findings: [{ what: "r.xml can't be read: there is no element" }],
    });
    expect(readJunit("r.xml", new Uint8Array(limits.reportFileBytes + 1), "/")).toMatchObject({
      findings: [
        { what: `r.xml has ${limits.reportFileBytes + 1} bytes, more than ${limits.reportFileBytes}` },
      ],
    });
  });

  test("too many tests", () => {
    const many = (count: number): string =>
      `<testsuite>${Array.from({ length: count }, (_, index) => `<testcase name="${index}"/>`).join("")}</testsuite>`;
    expect(testsOf(many(limits.reportTests))).toHaveLength(limits.reportTests);
    expect(junit(many(limits.reportTests + 1))).toMatchObject({
      findings: [{ what: "r.xml can't be read: more than 200000 tests" }],
    });
  });
});
