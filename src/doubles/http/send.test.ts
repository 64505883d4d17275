import { describe, expect, test } from "vitest";
import { arrivalOf, httpHead, type SampleArrival, type Said } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";
import { utf8, type CallInput, type HeaderList, type Reply } from "../../core/index.ts";

const body = (text: string): CallInput[] => [{ kind: "bytes", bytes: utf8(text) }, { kind: "end" }];

function request(
  line: string,
  more: { headers?: HeaderList; input?: CallInput[]; reply?: Partial<Reply> } = {},
): SampleArrival {
  const framing: HeaderList = more.input === undefined ? [] : [["content-length", "9"]];
  return arrivalOf(
    httpHead(line, { headers: [...framing, ...(more.headers ?? [])] }),
    more.input,
    more.reply,
  );
}

/** What a service with one stub says to a request. */
async function answer(
  reply: string,
  line = "GET /a",
  more: Parameters<typeof request>[1] & { path?: string } = {},
): Promise<readonly Said[]> {
  const world = await worldOf(
    `[[services.convo.stubs]]\nrequest = "* ${more.path ?? "/a"}"\nreply = ${reply}\n`,
  );
  const arrival = request(line, more);
  await world.accept(arrival);
  return arrival.said;
}

const json = { "content-type": "application/json" };
const length = (count: number) => ({ "content-length": String(count) });

describe("what a reply becomes", () => {
  const plain = { "content-type": "text/plain; charset=utf-8" };
  const rows: readonly [reply: string, said: readonly Said[]][] = [
    [
      "{ json = { ok = true } }",
      [["head", 200, { ...json, ...length(11) }], ["stdout", '{"ok":true}'], ["end"]],
    ],
    ['{ text = "hi", status = 201 }', [["head", 201, { ...plain, ...length(2) }], ["stdout", "hi"], ["end"]]],
    [
      '{ base64 = "AAH/" }',
      [
        ["head", 200, { "content-type": "application/octet-stream", ...length(3) }],
        ["stdout", "\0\u0001ÿ"],
        ["end"],
      ],
    ],
    ["{ status = 404 }", [["head", 404, length(0)], ["end"]]],
    ["{ status = 204 }", [["head", 204, {}], ["end"]]],
    ["{ status = 304 }", [["head", 304, {}], ["end"]]],
    [
      '{ text = "{}", headers = { "Content-Type" = "application/json", x = ["1"] } }',
      [
        ["head", 200, { "Content-Type": "application/json", x: "1", ...length(2) }],
        ["stdout", "{}"],
        ["end"],
      ],
    ],
    [
      '{ text = "a", delay_ms = 5 }',
      [["wait", 5], ["head", 200, { ...plain, ...length(1) }], ["stdout", "a"], ["end"]],
    ],
    [
      '{ chunks = [{ text = "a" }, { text = "b", delay_ms = 3 }] }',
      [["head", 200, plain], ["stdout", "a"], ["wait", 3], ["stdout", "b"], ["end"]],
    ],
  ];
  test.each(rows)("%s", async (reply, said) => {
    expect(await answer(reply)).toEqual(said);
  });

  test("a file is sent with the type of its ending", async () => {
    const toml = ["a.json", "b.HTML", "c"]
      .map((name) => `[[services.convo.stubs]]\nrequest = "GET /${name}"\nreply = { file = "${name}" }\n`)
      .join("");
    const files = { "a.json": utf8("{}"), "b.HTML": utf8("<p>"), c: new Uint8Array([0xff]) };
    const world = await worldOf(toml, { files });
    for (const [name, type] of [
      ["a.json", "application/json"],
      ["b.HTML", "text/html; charset=utf-8"],
      ["c", "application/octet-stream"],
    ]) {
      const arrival = request(`GET /${name}`);
      await world.accept(arrival);
      expect(arrival.said[0]).toMatchObject(["head", 200, { "content-type": type }]);
    }
  });

  test("an answer to HEAD has the length of its body, and no body, in the record neither", async () => {
    expect(await answer('{ text = "abc" }', "HEAD /a")).toEqual([
      ["head", 200, { ...plain, ...length(3) }],
      ["end"],
    ]);
    expect(await answer('{ chunks = [{ text = "abc" }] }', "HEAD /a")).toEqual([
      ["head", 200, plain],
      ["end"],
    ]);
    const world = await worldOf('[[services.convo.stubs]]\nrequest = "* /a"\nreply = { text = "abc" }\n');
    expect((await served(world, request("HEAD /a"))).detail).toMatchObject({ response: { status: 200 } });
    expect((await served(world, request("HEAD /a"))).detail).not.toHaveProperty("response.body");
  });
});

describe("faults", () => {
  const half = { "content-type": "text/plain; charset=utf-8", ...length(4) };
  const chunked = { "content-type": "text/plain; charset=utf-8", "transfer-encoding": "chunked" };
  const rows: readonly [reply: string, said: readonly Said[]][] = [
    ['{ text = "abcd", fault = "reset" }', [["close", { how: "rst" }]]],
    ['{ text = "abcd", fault = "empty" }', [["close", { how: "fin" }]]],
    [
      '{ text = "abcd", fault = "truncated" }',
      [
        ["head", 200, half],
        ["stdout", "ab"],
        ["close", { how: "fin" }],
      ],
    ],
    [
      '{ status = 200, fault = "truncated" }',
      [
        ["head", 200, length(1)],
        ["close", { how: "fin" }],
      ],
    ],
    [
      '{ chunks = [{ text = "ab" }, { text = "cd" }], fault = "truncated" }',
      [
        ["head", 200, half],
        ["stdout", "ab"],
        ["close", { how: "fin" }],
      ],
    ],
    [
      '{ text = "abcd", fault = "malformed_chunk" }',
      [
        ["head", 200, chunked],
        ["raw", "not-a-size\r\nbroken\r\n"],
        ["close", { how: "fin" }],
      ],
    ],
    [
      '{ fault = "reset", delay_ms = 7 }',
      [
        ["wait", 7],
        ["close", { how: "rst" }],
      ],
    ],
  ];
  test.each(rows)("%s", async (reply, said) => {
    expect(await answer(reply)).toEqual(said);
  });

  test("stalled stands still inside the body until the program gives up", async () => {
    const world = await worldOf(
      '[[services.convo.stubs]]\nrequest = "GET /a"\nreply = { text = "abcd", fault = "stalled" }\n',
    );
    const arrival = request("GET /a");
    const over = served(world, arrival);
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrival.said).toEqual([
      ["head", 200, half],
      ["stdout", "ab"],
    ]);
    arrival.gone.abort();
    expect(await over).toMatchObject({
      outcome: "gone",
      scripted: true,
      detail: { response: { fault: "stalled" } },
      findings: [],
    });
    expect(arrival.said.at(-1)).toEqual(["close", { how: "rst" }]);
    const early = request("GET /a");
    early.gone.abort();
    expect((await served(world, early)).outcome).toBe("gone");
  });

  test("and error statuses are scripted, never held against the program", async () => {
    const toml = ["{ status = 503 }", '{ fault = "reset" }', "{ status = 399 }"]
      .map((reply, index) => `[[services.convo.stubs]]\nrequest = "GET /${index}"\nreply = ${reply}\n`)
      .join("");
    const world = await worldOf(toml);
    const scripted = [];
    for (const path of ["/0", "/1", "/2"])
      scripted.push((await served(world, request(`GET ${path}`))).scripted);
    expect(scripted).toEqual([true, true, undefined]);
    expect(world.findings).toEqual([]);
  });
});

describe("templates", () => {
  test("take from path, query, headers, JSON body, count, clock and ids", async () => {
    const text =
      "{{path.id}} {{query.q}} {{header.x-a}} {{json.a.1.b}} {{json.a}} {{json.none}} {{query.none}} {{header.none}} {{call}} {{now}}";
    const said = await answer(
      `{ template = true, text = "${text}", headers = { x-id = "{{path.id}}" } }`,
      "POST /a/7?q=a+b&q=c",
      {
        path: "/a/{id}",
        headers: [["X-A", "1"]],
        input: body('{"a":[0,{"b":"x"}]}'),
      },
    );
    expect(said[0]).toMatchObject(["head", 200, { "x-id": "7" }]);
    expect(said[1]).toEqual(["stdout", '7 a b 1 x [0,{"b":"x"}]    1 2025-01-15T10:30:00.000Z']);
  });

  test("fill chunks and JSON too; a body that is no JSON gives nothing", async () => {
    const said = await answer(
      '{ template = true, chunks = [{ text = "<{{json.a}}>" }, { json = { a = "{{uuid}}" } }] }',
      "POST /a",
      { input: body("nope") },
    );
    expect(said[1]).toEqual(["stdout", "<>"]);
    expect(said[2]?.[1]).toMatch(/^\{"a":"[0-9a-f-]{36}"\}$/);
  });

  test("without template = true nothing is filled", async () => {
    expect((await answer('{ text = "{{call}}" }'))[1]).toEqual(["stdout", "{{call}}"]);
  });

  test("never let a request begin a header of its own", async () => {
    const toml =
      '[[services.convo.stubs]]\nrequest = "POST /a"\nreply = { template = true, headers = { x = "{{json.a}}" } }\n';
    const world = await worldOf(toml);
    const arrival = request("POST /a", { input: body('{"a":"1\\r\\nset-cookie: a"}') });
    expect(await served(world, arrival)).toMatchObject({
      outcome: "failed",
      findings: [
        {
          name: "bad-template",
          at: { line: 3 },
          what: String.raw`the header x would hold "1\r\nset-cookie: a"`,
        },
      ],
    });
    expect(arrival.said[0]).toMatchObject(["head", 418, { "x-backlot-refusal": "BKL1021" }]);
  });
});
