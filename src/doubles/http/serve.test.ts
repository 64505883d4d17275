import { describe, expect, test } from "vitest";
import { arrivalOf, httpHead, type SampleArrival } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";
import {
  limits,
  utf8,
  type CallInput,
  type HeaderList,
  type Reply,
  type ReplyData,
} from "../../core/index.ts";
import type { HttpRecord } from "../../engine/index.ts";

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

const json = { "content-type": "application/json" };

describe("a request", () => {
  test("that nothing matches is refused with a status that no client retries, and the whole reason", async () => {
    const world = await worldOf(
      '[[services.convo.stubs]]\nname = "health"\nrequest = "GET /healthz"\nreply = {}\n',
    );
    const arrival = request("GET /health");
    const record = await served(world, arrival);
    expect(arrival.said[0]).toMatchObject([
      "head",
      418,
      { "x-backlot-refusal": "BKL2001", "x-should-retry": "false", ...json },
    ]);
    const said = JSON.parse(arrival.said[1]?.[1] as string) as Record<string, unknown>;
    expect(said).toMatchObject({
      error: "GET /health matches no expectation",
      code: "BKL2001",
      name: "unmatched-call",
      nearest: [{ expectation: "health: GET /healthz", differences: [expect.stringContaining("path")] }],
    });
    expect(said["text"]).toContain(
      "backlot: BKL2001 unmatched-call: GET /health matches no expectation\n  why: ",
    );
    expect(record).toMatchObject({
      outcome: "refused",
      detail: { response: { status: 418 } },
      findings: [{ name: "unmatched-call" }],
    });
  });

  test("that is forbidden is refused as that", async () => {
    const world = await worldOf(
      '[[services.convo.stubs]]\nrequest = "GET /a"\ntimes = 0\n[[services.convo.stubs]]\nrequest = "* /**"\nreply = {}\n',
    );
    const arrival = request("GET /a");
    expect(await served(world, arrival)).toMatchObject({ outcome: "refused", expectation: null });
    expect(arrival.said[0]).toMatchObject(["head", 418, { "x-backlot-refusal": "BKL2005" }]);
  });

  test("is recorded whole: headers without credentials, body, answer", async () => {
    const world = await worldOf(
      '[[services.convo.stubs]]\nrequest = "POST /a"\nreply = { json = 1, headers = { "set-cookie" = "sid=1" } }\n',
    );
    const headers: HeaderList = [
      ["Authorization", "Bearer abc"],
      ["Transfer-Encoding", "chunked"],
    ];
    const record = await served(world, arrivalOf(httpHead("POST /a?b=c", { headers }), body("hi")));
    expect(record.detail).toEqual({
      protocol: "http",
      method: "POST",
      path: "/a",
      query: "b=c",
      headers: [
        ["Authorization", "Bearer <redacted>"],
        ["Transfer-Encoding", "chunked"],
      ],
      body: { data: "hi" },
      response: {
        status: 200,
        headers: [
          ["set-cookie", "<redacted>"],
          ["content-type", "application/json"],
          ["content-length", "1"],
        ],
        body: { data: "1" },
      },
    });
  });

  test("without a body is not read", async () => {
    const world = await worldOf('[[services.convo.stubs]]\nrequest = "GET /a"\nreply = {}\n');
    const input: CallInput[] = [{ kind: "gone" }];
    const arrival = arrivalOf(httpHead("GET /a", { headers: [["content-length", "0"]] }), input);
    expect((await served(world, arrival)).detail).not.toHaveProperty("body");
  });

  test("whose client leaves inside the body is gone, and counts for no expectation", async () => {
    const world = await worldOf('[[services.convo.stubs]]\nrequest = "POST /a"\nreply = {}\n');
    const arrival = request("POST /a", { input: [{ kind: "bytes", bytes: utf8("a") }, { kind: "gone" }] });
    expect(await served(world, arrival)).toMatchObject({
      outcome: "gone",
      expectation: null,
      detail: { body: { data: "a" } },
    });
    expect(arrival.said).toEqual([["close", { how: "rst" }]]);
  });

  test("whose client leaves during the delay or between chunks is gone", async () => {
    const world = await worldOf(
      '[[services.convo.stubs]]\nrequest = "GET /a"\nreply = { text = "a", delay_ms = 9 }\n[[services.convo.stubs]]\nrequest = "GET /b"\nreply = { chunks = [{ text = "a" }, { text = "b", delay_ms = 9 }] }\n',
    );
    for (const [path, said, response] of [
      ["/a", 1, undefined],
      ["/b", 4, { data: "a" }],
    ] as const) {
      const arrival = request(`GET ${path}`);
      arrival.gone.abort();
      const record = await served(world, arrival);
      expect(record.outcome).toBe("gone");
      expect(arrival.said).toHaveLength(said);
      expect((record.detail as HttpRecord).response?.body).toEqual(response);
    }
  });
});

describe("limits", () => {
  test("limits.bodyBytes: what is longer is refused, since nobody read the rest", async () => {
    const world = await worldOf('[[services.convo.stubs]]\nrequest = "POST /a"\nreply = {}\n');
    const whole = new Uint8Array(limits.bodyBytes / 4).fill(0x61);
    const part: CallInput = { kind: "bytes", bytes: whole };
    const four = [part, part, part, part];
    const most = await served(world, request("POST /a", { input: [...four, { kind: "end" }] }));
    expect(most).toMatchObject({ outcome: "answered", detail: { body: { length: limits.bodyBytes } } });
    const arrival = request("POST /a", { input: [...four, ...body("a")] });
    expect(await served(world, arrival)).toMatchObject({
      outcome: "refused",
      expectation: null,
      findings: [
        {
          name: "over-limit",
          what: `the body of a request has ${limits.bodyBytes + 1} bytes; at most ${limits.bodyBytes} are read`,
        },
      ],
    });
    expect(arrival.said[0]).toMatchObject(["head", 418, {}]);
  });

  test("limits.recordBodyBytes: a longer answer is cut in the record, chunks too, with its length", async () => {
    const large = "a".repeat(limits.recordBodyBytes);
    const world = await worldOf(
      '[[services.convo.stubs]]\nrequest = "GET /a"\nreply = { chunks = [{ file = "large" }, { text = "bb" }, { text = "c" }] }\n',
      { files: { large: utf8(large) } },
    );
    const { detail } = await served(world, request("GET /a"));
    expect((detail as HttpRecord).response?.body).toEqual({
      data: large,
      length: limits.recordBodyBytes + 3,
    });
  });
});

describe("a handler", () => {
  const toml = '[[services.convo.stubs]]\nrequest = "POST /users/{id}"\nreply = {}\n';
  const open = (run: (input: unknown) => ReplyData) =>
    worldOf(toml, {
      ports: { handler: { run: async (_, _protocol, input) => run(input), test: async () => true } },
    });
  const declared = async (run: (input: unknown) => ReplyData) => {
    const world = await open(run);
    const [use] = world.expectations.uses();
    if (use === undefined) throw new Error("nothing was declared");
    const answer = { kind: "handler", handler: { kind: "function", id: 1 } } as const;
    world.expectations.declare("test", { ...use.expectation, id: "handled", answer });
    return world;
  };
  const base = { for: "http", headers: [], delayMs: 0, chunks: null, fault: null, template: false } as const;

  test("gets the call as data, and its reply is sent", async () => {
    let seen: unknown;
    const world = await declared((input) => {
      seen = input;
      return { ...base, status: 402, body: { type: "text", text: "pay" } };
    });
    const arrival = request("POST /users/7?x=1", { input: body("b") });
    expect(await served(world, arrival)).toMatchObject({
      outcome: "answered",
      scripted: true,
      expectation: "handled",
    });
    expect(seen).toEqual({
      call: 1,
      use: 0,
      method: "POST",
      path: "/users/7",
      query: "x=1",
      headers: [["content-length", "9"]],
      captures: { id: "7" },
      body: "b",
    });
    expect(arrival.said[0]).toMatchObject(["head", 402, {}]);
  });

  test("that gives a command's reply is a finding at its expectation", async () => {
    const world = await declared(() => ({
      for: "command",
      stdout: null,
      stderr: null,
      exit: { code: 0 },
      delayMs: 0,
      chunks: null,
      template: false,
    }));
    expect(await served(world, request("POST /users/7", { input: body("b") }))).toMatchObject({
      outcome: "failed",
      findings: [
        {
          name: "unsupported-feature",
          what: "POST /users/{id} has no HTTP reply (handler)",
          evidence: { call: 1, expectation: "handled" },
        },
      ],
    });
  });
});

test("a service that keeps nothing has nothing to tell, and takes no command", async () => {
  const world = await worldOf('[services.convo]\nexport = { A = "{{url}}/x", B = "{{url}}" }\n');
  expect(world.query("http.state", null)).toEqual({ resources: [] });
  expect(() => world.act("http.reset", null)).toThrow(/no query "http.reset"/);
  const env = (services: Record<string, string>): object =>
    Object.assign({}, ...world.contribute({ services, folder: "/w" }).map((one) => one.env)) as object;
  expect(env({ convo: "http://127.0.0.1:1" })).toEqual({
    A: "http://127.0.0.1:1/x",
    B: "http://127.0.0.1:1",
  });
  expect(env({})).toEqual({});
  expect(world.notes().map((one) => one.what)).toEqual(["service convo has no contract"]);
});
