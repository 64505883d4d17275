import { describe, expect, test } from "vitest";
import { edited } from "./testing-edited.ts";

const stub = { request: "GET /b", reply: { status: 404 } };
const stubs = ["services", "shop", "stubs"] as const;

const toml = `#:schema ./schema.json
name = "shop" # the shop

[services.shop]
export = "SHOP_URL"

# the first
[[services.shop.stubs]]
request = "GET /a" # items
reply = { status = 200, json = { id = "1" } }

# the second
# of two
[[services.shop.stubs]]
request = "GET /c"
[services.shop.stubs.reply.json]
id = "2"   # two

# the tail
[env]
A = "1"
`;

describe("TOML", () => {
  test("a stub is added below its list, in the file's manner", async () => {
    expect(await edited("a.toml", toml, { edit: "append", path: stubs, value: stub })).toBe(
      toml.replace(
        "\n# the tail",
        '\n[[services.shop.stubs]]\nrequest = "GET /b"\nreply = { status = 404 }\n\n# the tail',
      ),
    );
  });

  test("a deleted stub takes the comments directly above it along", async () => {
    expect(await edited("a.toml", toml, { edit: "delete", path: [...stubs, 1] })).toBe(
      toml.replace(/# the second[^]*# two\n\n/, ""),
    );
    expect(await edited("a.toml", toml, { edit: "delete", path: [...stubs, 0] })).toBe(
      toml.replace(/# the first[^]*\} \}\n\n/, ""),
    );
  });

  test("a service whose last stub goes stays", async () => {
    const text = '# mine\n[[services.shop.stubs]]\nrequest = "GET /a"\n\n[env]\nA = "1"\n';
    const services = '[services.shop]\n\n[env]\nA = "1"\n';
    expect(await edited("a.toml", text, { edit: "delete", path: [...stubs, 0] })).toBe(services);
    expect(await edited("a.toml", services, { edit: "append", path: stubs, value: stub })).toBe(
      '[services.shop]\n\n[[services.shop.stubs]]\nrequest = "GET /b"\nreply = { status = 404 }\n\n[env]\nA = "1"\n',
    );
  });

  test("a value is replaced where it stands, in braces and below headers", async () => {
    const reply = { status: 405, headers: { allow: "PATCH" } };
    expect(await edited("a.toml", toml, { edit: "set", path: [...stubs, 0, "reply"], value: reply })).toBe(
      toml.replace(
        '{ status = 200, json = { id = "1" } }',
        '{ status = 405, headers = { allow = "PATCH" } }',
      ),
    );
    expect(await edited("a.toml", toml, { edit: "set", path: [...stubs, 1, "reply"], value: reply })).toBe(
      toml.replace(
        '[services.shop.stubs.reply.json]\nid = "2"   # two\n',
        'reply = { status = 405, headers = { allow = "PATCH" } }\n',
      ),
    );
  });

  test("a key is added to braces, to a table below a header, and to one that only headers below it name", async () => {
    expect(
      await edited("a.toml", toml, { edit: "set", path: [...stubs, 0, "reply", "model"], value: "Item" }),
    ).toBe(toml.replace('{ id = "1" } }', '{ id = "1" }, model = "Item" }'));
    expect(
      await edited("a.toml", toml, { edit: "set", path: [...stubs, 1, "reply", "json", "price"], value: 7 }),
    ).toBe(toml.replace('id = "2"   # two\n', 'id = "2"   # two\nprice = 7\n'));
    expect(
      await edited("a.toml", toml, { edit: "set", path: [...stubs, 1, "reply", "model"], value: "Item" }),
    ).toBe(
      toml.replace(
        "[services.shop.stubs.reply.json]",
        '[services.shop.stubs.reply]\nmodel = "Item"\n\n[services.shop.stubs.reply.json]',
      ),
    );
  });

  test("what is too long for a line gets headers and lines of its own", async () => {
    const long = {
      request: "GET /long",
      reply: { json: { a: "x".repeat(60), b: "y".repeat(60), list: [1, 2] } },
    };
    expect(await edited("a.toml", "", { edit: "append", path: stubs, value: long })).toBe(
      `[[services.shop.stubs]]\nrequest = "GET /long"\n[services.shop.stubs.reply]\n[services.shop.stubs.reply.json]\n` +
        `a = "${"x".repeat(60)}"\nb = "${"y".repeat(60)}"\nlist = [1, 2]\n`,
    );
    const text = { request: "GET /t", reply: { json: '{\n  "a": null\n}' } };
    expect(await edited("a.toml", "# top\n", { edit: "append", path: stubs, value: text })).toContain(
      "json = '''\n{\n  \"a\": null\n}'''",
    );
  });

  test("null is refused, as TOML has none", async () => {
    expect(await edited("a.toml", toml, { edit: "set", path: ["x-a"], value: { a: null } })).toBe(
      "not-editable: a.toml: x-a can't be changed: TOML has no null",
    );
  });
});

const yaml = `# the shop
name: shop # named
services:
  shop:
    export: SHOP_URL
    # all of them
    stubs:
      # the first
      - request: GET /a # items
        reply: { status: 200, json: { id: "1" } }

      # the second
      # of two
      - request: GET /c
        reply:
          text: |
            two
            # no comment

    # the tail
    port: 8080
`;

describe("YAML", () => {
  test("a stub is added below its list, in the file's manner", async () => {
    expect(await edited("a.yaml", yaml, { edit: "append", path: stubs, value: stub })).toBe(
      yaml.replace(
        "no comment\n",
        "no comment\n\n      - request: GET /b\n        reply:\n          status: 404\n",
      ),
    );
  });

  test("a deleted stub takes the comments directly above it along", async () => {
    expect(await edited("a.yaml", yaml, { edit: "delete", path: [...stubs, 1] })).toBe(
      yaml.replace(/ {6}# the second[^]*no comment\n\n/, ""),
    );
    expect(await edited("a.yaml", yaml, { edit: "delete", path: [...stubs, 0] })).toBe(
      yaml.replace(/ {6}# the first[^]*\} \}\n\n/, ""),
    );
  });
});

describe("YAML in other forms", () => {
  test("brackets stay brackets, and blocks stay blocks", async () => {
    const text = "services: { shop: { stubs: [{ request: GET /a, reply: {} }] } }\n";
    expect(await edited("a.yaml", text, { edit: "append", path: stubs, value: stub })).toBe(
      "services: { shop: { stubs: [{ request: GET /a, reply: {} }, { request: GET /b, reply: { status: 404 } }] } }\n",
    );
    const reply = { status: 405, headers: { allow: "PATCH, PUT" } };
    expect(await edited("a.yaml", yaml, { edit: "set", path: [...stubs, 1, "reply"], value: reply })).toBe(
      yaml.replace(
        /text: \|\n.*\n.*no comment\n/,
        "status: 405\n          headers:\n            allow: PATCH, PUT\n",
      ),
    );
  });

  test("the last of a list leaves an empty one, and the next goes into it", async () => {
    const text = "# top\nservices:\n  shop:\n    stubs: # all\n      - request: GET /a\nname: x\n";
    const none = "# top\nservices:\n  shop:\n    stubs: [] # all\nname: x\n";
    expect(await edited("a.yaml", text, { edit: "delete", path: [...stubs, 0] })).toBe(none);
    expect(await edited("a.yaml", none, { edit: "append", path: stubs, value: stub })).toBe(
      none.replace("[]", "[{ request: GET /b, reply: { status: 404 } }]"),
    );
  });

  test("the first key beside a dash goes, and the next takes its place", async () => {
    const text = "commands:\n  - name: a # own\n    run: ls\n  - run: a\n    # below\n    reply: {}\n";
    expect(await edited("a.yaml", text, { edit: "delete", path: ["commands", 0, "name"] })).toBe(
      text.replace("name: a # own\n    ", ""),
    );
    expect(await edited("a.yaml", text, { edit: "delete", path: ["commands", 1, "run"] })).toBe(
      text.replace("  - run: a\n", "  - \n"),
    );
  });

  test("what is written at an anchor, for other places too, is left alone", async () => {
    const text = "x-a: &reply { json: {} }\ncommands:\n  - reply: *reply\n  - reply: *reply\n";
    expect(await edited("a.yaml", text, { edit: "set", path: ["x-a", "status"], value: 1 })).toMatch(
      /^not-editable: .* the change would mean something else$/,
    );
    expect(
      await edited("a.yaml", text, { edit: "set", path: ["commands", 0, "reply", "status"], value: 1 }),
    ).toMatch(/^not-editable: .* written elsewhere in the file, at an anchor$/);
    expect(await edited("a.yaml", "# nothing yet", { edit: "append", path: stubs, value: stub })).toBe(
      "# nothing yet\nservices:\n  shop:\n    stubs:\n      - request: GET /b\n        reply:\n          status: 404\n",
    );
  });
});

describe("JSON", () => {
  const json = `{
    "name": "shop",
    "services": {
        "shop": { "export": "A", "stubs": [
            { "request": "GET /a" }
        ] }
    }
}
`;
  test("keeps its layout", async () => {
    expect(await edited("a.json", json, { edit: "append", path: stubs, value: stub })).toBe(
      json.replace('/a" }', '/a" },\n            { "request": "GET /b", "reply": { "status": 404 } }'),
    );
    expect(await edited("a.json", json, { edit: "delete", path: ["services", "shop", "export"] })).toBe(
      json.replace('"export": "A", ', ""),
    );
    expect(await edited("a.json", json, { edit: "delete", path: ["name"] })).toBe(
      json.replace(/ *"name".*\n/, ""),
    );
    expect(await edited("a.json", json, { edit: "delete", path: ["services"] })).toBe(
      '{\n    "name": "shop"\n}\n',
    );
    expect(await edited("a.json", json, { edit: "set", path: ["env", "A"], value: "1" })).toBe(
      json.replace(/\n\}\n$/, ',\n    "env": { "A": "1" }\n}\n'),
    );
  });

  test("on one line stays on one", async () => {
    expect(await edited("a.json", '{"a":[]}', { edit: "append", path: ["a"], value: { b: 1 } })).toBe(
      '{"a":[{"b":1}]}',
    );
    expect(await edited("a.json", '{"a":[1,2,3]}', { edit: "delete", path: ["a", 2] })).toBe('{"a":[1,2]}');
    expect(await edited("a.json", "{}", { edit: "set", path: ["a"], value: null })).toBe('{ "a": null }');
  });
});

test("edits follow each other", async () => {
  const made = await edited(
    "a.toml",
    toml,
    { edit: "delete", path: [...stubs, 0] },
    { edit: "set", path: [...stubs, 0, "optional"], value: true },
    { edit: "append", path: stubs, value: stub },
  );
  expect(made).toContain('request = "GET /c"\noptional = true\n[services.shop.stubs.reply.json]');
  expect(made).not.toContain("the first");
});

test.each([
  [{ edit: "delete", path: ["nowhere"] }, "nowhere is not there"],
  [{ edit: "delete", path: [] }, "the file is not there"],
  [{ edit: "set", path: ["services", "shop", "stubs", 7], value: {} }, "services.shop.stubs[7] is not there"],
  [{ edit: "set", path: ["name", "x"], value: 1 }, "name is no table"],
  [{ edit: "append", path: ["name"], value: 1 }, "name is no list"],
] as const)("%j is refused", async (edit, why) => {
  expect(await edited("a.toml", toml, edit)).toBe(
    `not-editable: a.toml: ${why.split(" is ")[0]} can't be changed: ${why}`
      .replace(/shop\.stubs\[7\] can't/, "shop.stubs[7] can't")
      .replace("name can't be changed: name is no table", "name.x can't be changed: name is no table"),
  );
});

test("a file that can't be read is told of as it always is", async () => {
  expect(await edited("a.toml", "a = ", { edit: "set", path: ["a"], value: 1 })).toMatch(/^syntax-error/);
  expect(await edited("a.ini", "a = 1", { edit: "set", path: ["a"], value: 1 })).toMatch(/^syntax-error/);
});
