import type { Effect } from "./effect.ts";

const stub = (more: string): string => `[[services.shop.stubs]]\n${more}\n`;
const hit = (more: string): string => stub(`request = "GET /a"\nreply = ${more}`);
const post = (body: string): RequestInit => ({ method: "POST", body });

const contract = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /a:
    get: { responses: { "200": { description: all well } } }
`;

/** What the fields of a service and of its stubs do. */
export const services: Readonly<Record<string, Effect>> = {
  services: {
    toml: '[services.shop]\n[services."an.other"]\n',
    show: ({ world }) =>
      ["shop", "an.other"].map((name) => /^http:\/\/127\.0\.0\.1:\d+$/.test(world.url(name))),
    is: [true, true],
  },
  "services.*.export": {
    toml: '[services.shop]\nexport = { SHOP = "{{url}}/api" }\n',
    show: ({ world, run }) => run(["sh", "-c", "echo $SHOP"]).stdout === `${world.url("shop")}/api\n`,
    is: true,
  },
  "services.*.openapi": {
    toml: `[services.shop]\nopenapi = "shop.openapi.yaml"\n${stub('request = "GET /b"\nreply = {}\noptional = true')}`,
    files: { "shop.openapi.yaml": contract },
    show: ({ findings }) => findings(),
    is: ["phantom-path"],
  },
  "services.*.models": {
    toml: `[services.shop]\nopenapi = "shop.openapi.yaml"\nmodels = "shop.models.yaml"\n${stub('request = "GET /a"\nreply = { json = { id = "1" } }\noptional = true')}`,
    files: {
      "shop.openapi.yaml": contract,
      "shop.models.yaml":
        "models: { Item: { type: object, properties: { id: { type: string }, name: { type: string } } } }\n" +
        "bind: { GET /a: { 200: Item } }\n",
    },
    show: ({ findings }) => findings(),
    is: ["thin-body"],
  },
  "services.*.stubs": {
    toml:
      stub('request = "GET /a"\nreply = { text = "first" }') +
      stub('request = "GET /{x}"\nreply = { text = "second" }'),
    show: async ({ get }) => [(await get("/a")).text, (await get("/b")).text],
    is: ["first", "second"],
  },
  "services.*.stubs[].request": {
    toml: stub('request = "PUT /a/{x}/**?b=1"\nreply = {}'),
    show: async ({ get }) =>
      Promise.all(
        ["/a/1/c/d?b=1&c=2", "/a/1/c?b=2", "/a?b=1"].map(
          async (target) => (await get(target, { method: "PUT" })).status,
        ),
      ),
    is: [200, 418, 418],
  },
  "services.*.stubs[].name": {
    toml: stub('name = "first"\nrequest = "GET /a"\nreply = {}'),
    show: async ({ get, world }) => {
      await get("/a");
      return world.expectation("first").calls.map(({ answeredBy }) => answeredBy);
    },
    is: ["first"],
  },
  "services.*.stubs[].query": {
    toml: stub('request = "GET /a"\nquery = { page = { regex = "^\\\\d$" } }\nreply = {}'),
    show: async ({ get }) => [
      (await get("/a?page=2")).status,
      (await get("/a?page=x")).status,
      (await get("/a")).status,
    ],
    is: [200, 418, 418],
  },
  "services.*.stubs[].headers": {
    toml: stub('request = "GET /a"\nheaders = { Authorization = { starts_with = "Bearer " } }\nreply = {}'),
    show: async ({ get }) => [
      (await get("/a", { headers: { authorization: "Bearer x" } })).status,
      (await get("/a")).status,
    ],
    is: [200, 418],
  },
  "services.*.stubs[].body": {
    toml: stub('request = "POST /a"\nbody = { json = { a = 1 } }\nreply = {}'),
    show: async ({ get }) => [
      (await get("/a", post('{"b":2,"a":1}'))).status,
      (await get("/a", post('{"a":2}'))).status,
    ],
    is: [200, 418],
  },
  "services.*.stubs[].reply": {
    toml: stub('request = "GET /a"\nreply = [{ status = 503 }, { text = "ok" }]'),
    show: async ({ get, findings }) => [
      (await get("/a")).status,
      await findings(),
      (await get("/a")).text,
      await findings(),
      (await get("/a")).status,
      await findings(),
    ],
    is: [503, ["too-few-calls"], "ok", [], 418, ["too-many-calls"]],
  },
  "services.*.stubs[].times": {
    toml: stub('request = "GET /a"\ntimes = 0'),
    show: async ({ get, findings }) => [await findings(), (await get("/a")).status, await findings()],
    is: [[], 418, ["forbidden-call"]],
  },
  "services.*.stubs[].optional": {
    toml: stub('request = "GET /a"\noptional = true\nreply = {}') + stub('request = "GET /b"\nreply = {}'),
    show: ({ findings }) => findings(),
    is: ["unused-expectation"],
  },
  "#reply.status": {
    toml: hit("{ status = 402 }"),
    show: async ({ get }) => (await get("/a")).status,
    is: 402,
  },
  "#reply.headers": {
    toml: hit('{ headers = { x-a = "1", set-cookie = ["a=1", "b=2"] } }'),
    show: async ({ get }) => {
      const { headers } = await get("/a");
      return [headers?.get("x-a"), headers?.getSetCookie()];
    },
    is: ["1", ["a=1", "b=2"]],
  },
  "#reply.json": {
    toml: hit("{ json = '{\"a\": null}' }"),
    show: async ({ get }) => [(await get("/a")).text, (await get("/a")).headers?.get("content-type")],
    is: ['{"a":null}', "application/json"],
  },
  "#reply.text": {
    toml: hit('{ text = "größe" }'),
    show: async ({ get }) => [(await get("/a")).text, (await get("/a")).headers?.get("content-type")],
    is: ["größe", "text/plain; charset=utf-8"],
  },
  "#reply.base64": {
    toml: hit('{ base64 = "aGk=" }'),
    show: async ({ get }) => (await get("/a")).text,
    is: "hi",
  },
  "#reply.file": {
    toml: hit('{ file = "page.html" }'),
    files: { "page.html": "<p>" },
    show: async ({ get }) => [(await get("/a")).text, (await get("/a")).headers?.get("content-type")],
    is: ["<p>", "text/html; charset=utf-8"],
  },
  "#reply.model": {
    toml: `now = "2025-01-15T10:30:00Z"\n[services.shop]\nopenapi = "shop.openapi.yaml"\nmodels = "shop.models.yaml"\n${hit('{ model = "Item", json = { id = "1" } }')}`,
    files: {
      "shop.openapi.yaml": contract,
      "shop.models.yaml":
        "models: { Item: { type: object, properties: { id: { type: string, pattern: . }, name: { type: [string, 'null'] }, made: { type: string, format: date-time } } } }\n",
    },
    show: async ({ get, world, findings }) => {
      const { text } = await get("/a");
      const declared = world.service("shop").stub("GET /a");
      let refusal = "";
      try {
        declared.reply({ model: "Item", json: { name: "x" } });
      } catch (error) {
        refusal = (error as Error).message;
      }
      return [text, await findings(), /GET \/a: id must be given/.test(refusal)];
    },
    is: ['{"id":"1","name":null,"made":"2025-01-15T10:30:00.000Z"}', [], true],
  },
  "#reply.delay_ms": {
    toml: hit("{ delay_ms = 60 }"),
    show: async ({ get }) => (await get("/a")).ms >= 59,
    is: true,
  },
  "#reply.chunks": {
    toml: hit('{ chunks = [{ text = "a" }, { text = "b" }] }'),
    show: async ({ get }) => [(await get("/a")).text, (await get("/a")).headers?.has("content-length")],
    is: ["ab", false],
  },
  "#reply.chunks[].text": {
    toml: hit('{ chunks = [{ text = "ü" }] }'),
    show: async ({ get }) => (await get("/a")).text,
    is: "ü",
  },
  "#reply.chunks[].json": {
    toml: hit("{ chunks = [{ json = [1] }] }"),
    show: async ({ get }) => (await get("/a")).text,
    is: "[1]",
  },
  "#reply.chunks[].base64": {
    toml: hit('{ chunks = [{ base64 = "aGk=" }] }'),
    show: async ({ get }) => (await get("/a")).text,
    is: "hi",
  },
  "#reply.chunks[].file": {
    toml: hit('{ chunks = [{ file = "part" }, { file = "part" }] }'),
    files: { part: "p" },
    show: async ({ get }) => (await get("/a")).text,
    is: "pp",
  },
  "#reply.chunks[].delay_ms": {
    toml: hit('{ chunks = [{ text = "a" }, { text = "b", delay_ms = 60 }] }'),
    show: async ({ get }) => (await get("/a")).ms >= 59,
    is: true,
  },
  "#reply.fault": {
    toml: ["reset", "empty", "truncated", "malformed_chunk", "stalled"]
      .map((fault) => stub(`request = "GET /${fault}"\nreply = { text = "abcd", fault = "${fault}" }`))
      .join(""),
    show: async ({ get, findings }) => {
      const errors = [];
      for (const fault of ["reset", "empty", "truncated", "malformed_chunk"])
        errors.push((await get(`/${fault}`)).error);
      return [errors, (await get("/stalled", { signalMs: 150 })).error, await findings()];
    },
    is: [["ECONNRESET", "UND_ERR_SOCKET", "UND_ERR_SOCKET", "HPE_INVALID_CHUNK_SIZE"], "TimeoutError", []],
  },
  "#reply.template": {
    toml: stub(
      'request = "POST /users/{id}"\nreply = { template = true, text = "{{path.id}} {{query.q}} {{header.x-a}} {{json.a.b}} {{call}}" }',
    ),
    show: async ({ get }) =>
      (await get("/users/7?q=a+b", { ...post('{"a":{"b":[1]}}'), headers: { "X-A": "h" } })).text,
    is: "7 a b h [1] 1",
  },
};
