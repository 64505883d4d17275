import { describe, expect, test } from "vitest";
import { loadSection, showFindings } from "../../../tests/samples/section.ts";
import { httpSection } from "./schema.ts";

async function shown(text: string, file = "backlot.toml"): Promise<string> {
  const loaded = await loadSection(httpSection, { [file]: text, "body.json": "{}" }, file);
  return loaded.ok ? "fine" : showFindings(loaded.findings);
}

describe("findings", () => {
  test("a service with a typo, a wrong type, and a field of the top of the file", async () => {
    expect(await shown('name = "x"\n[services.convo]\nexprt = "A"\nport = "8080"\nseed = 3'))
      .toMatchInlineSnapshot(`
      "BKL1002 unknown-field: unknown field "exprt" in services.convo
      --> backlot.toml:3:1
        | exprt = "A"
        | ^^^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write export.
      near: export

      BKL1004 wrong-type: services.convo.port must be an integer from 1 to 65535, not the string "8080"
      --> backlot.toml:4:8
        | port = "8080"
        |        ^^^^^^
      why: Nothing is coerced: a value keeps the type it is written with.
      fix: Write port = 8080

      BKL1003 misplaced-field: "seed" does not belong in services.convo; it is a field of the top of the file
      --> backlot.toml:5:1
        | seed = 3
        | ^^^^
      why: In TOML a key belongs to the last header above it, here [services.convo] on line 2.
      fix: Move it above the first header, [services.convo] on line 2."
    `);
  });

  test("a field of the reply beside it, and fields of other tools", async () => {
    expect(
      await shown(
        '[[services.a.stubs]]\nrequest = "GET /"\nstatus = 200\n[[services.a.stubs]]\nmethod = "GET"\nurl = "/x"\nreply = { body = "x" }',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1003 misplaced-field: "status" does not belong in services.a.stubs[0]; it is a field of reply
      --> backlot.toml:3:1
        | status = 200
        | ^^^^^^
      why: reply is a table of its own.
      fix: Write it inside reply.

      BKL1002 unknown-field: unknown field "method" in services.a.stubs[1]
      --> backlot.toml:5:1
        | method = "GET"
        | ^^^^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write request = "METHOD /path".

      BKL1002 unknown-field: unknown field "url" in services.a.stubs[1]
      --> backlot.toml:6:1
        | url = "/x"
        | ^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write request = "METHOD /path"; the service says which host is meant.

      BKL1002 unknown-field: unknown field "body" in services.a.stubs[1].reply
      --> backlot.toml:7:11
        | reply = { body = "x" }
        |           ^^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Say what it is: json = ..., text = "...", base64 = "..." or file = "..."."
    `);
  });

  test("JSON text that does not parse", async () => {
    expect(
      await shown(
        `[[services.a.stubs]]\nrequest = "GET /"\nreply = { json = '''\n{"a": 1,\n "b": None}''' }`,
      ),
    ).toMatchInlineSnapshot(`
      "BKL1001 syntax-error: not valid JSON: None is not a JSON value
      --> backlot.toml:5:7
        |  "b": None}''' }
        |       ^^^^
      why: services.a.stubs[0].reply.json is a string, so it is JSON text.
      fix: Write null."
    `);
  });

  test("templates with names that are not there", async () => {
    expect(
      await shown(
        '[[services.a.stubs]]\nrequest = "GET /users/{id}"\nreply = { json = { id = "{{path.ids}}", q = "{{qeury.page}}" }, template = true }',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1021 bad-template: {{path.ids}}: the request's path has no {ids}
      --> backlot.toml:3:26
        | reply = { json = { id = "{{path.ids}}", q = "{{qeury.page}}" }, template = true }
        |                          ^^^^^^^^^^^^
      why: A placeholder that is not filled would be sent as it stands.
      fix: The path has {{path.id}}.
      near: {{path.id}}

      BKL1021 bad-template: {{qeury.page}} is not a name that templates know
      --> backlot.toml:3:46
        | reply = { json = { id = "{{path.ids}}", q = "{{qeury.page}}" }, template = true }
        |                                              ^^^^^^^^^^^^^^
      why: A placeholder that is not filled would be sent as it stands.
      fix: Known here: {{path.NAME}}, {{query.NAME}}, {{header.NAME}}, {{json.NAME}}, {{call}}, {{now}}, {{uuid}}.
      near: {{query.page}}"
    `);
  });

  test("an export that says nothing, and two services with one port", async () => {
    expect(await shown('[services.a]\nport = 80\nexport = { A = "{{ul}}/x" }\n[services.b]\nport = 80'))
      .toMatchInlineSnapshot(`
      "BKL1021 bad-template: {{ul}} is not a name that export knows
      --> backlot.toml:3:17
        | export = { A = "{{ul}}/x" }
        |                 ^^^^^^
      why: The variable tells the program where the service is.
      fix: Write {{url}} where the address belongs, as in "{{url}}/api".

      BKL1005 invalid-value: the services a and b both take the port 80
      --> backlot.toml:4:1
        | [services.b]
        | ^^^^^^^^^^^^
      why: Only one of them could have it.
      fix: Give one of them another.
      near: a (line 1)"
    `);
  });

  test("requests that can't be read", async () => {
    expect(
      await shown(
        '[[services.a.stubs]]\nrequest = "get /x"\nreply = {}\n[[services.a.stubs]]\nrequest = "GET /files/**/raw"\nreply = {}',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1022 bad-pattern: services.a.stubs[0].request: "get" is not a method
      --> backlot.toml:2:12
        | request = "get /x"
        |            ^^^
      why: Methods are case-sensitive and written in capitals.
      fix: Write GET.

      BKL1022 bad-pattern: services.a.stubs[1].request: ** must be the last segment, alone
      --> backlot.toml:5:23
        | request = "GET /files/**/raw"
        |                       ^^
      why: A pattern that can't be read matches nothing.
      fix: Write {name} for one segment, /** at the end for the rest."
    `);
  });

  test("a body where HTTP has none, a query twice, two bodies", async () => {
    expect(
      await shown(
        '[[services.a.stubs]]\nrequest = "GET /?a=1"\nquery = { a = "2" }\nreply = { status = 204, text = "x" }\n[[services.a.stubs]]\nrequest = "GET /x?a=1"\nquery = { a = "2" }\nreply = {}\n[[services.a.stubs]]\nrequest = "GET /y"\nreply = { text = "x", json = 1 }',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1007 conflicting-fields: services.a.stubs[0].reply has status 204 and a body
      --> backlot.toml:4:11
        | reply = { status = 204, text = "x" }
        |           ^^^^^^
      why: An answer with status 204 has no body in HTTP.
      fix: Remove the body, or write another status.

      BKL1007 conflicting-fields: services.a.stubs[1] matches the query item a in request and in query
      --> backlot.toml:7:11
        | query = { a = "2" }
        |           ^
      why: One of the two would be forgotten when the other is changed.
      fix: Keep one of them.

      BKL1007 conflicting-fields: services.a.stubs[2].reply has text and json, which exclude each other
      --> backlot.toml:11:23
        | reply = { text = "x", json = 1 }
        |                       ^^^^
      why: Each of them says the same thing in another way, so only one can hold.
      fix: Keep one of them.
      near: text (line 11)"
    `);
  });

  test("a stub below the wrong header", async () => {
    expect(
      await shown(
        '[[services.a.stubs]]\nrequest = "GET /"\nreply = {}\n[services.a.env]\nA = 1\n[services.b]\nexport = "B"\n[services.b.stubs]\nrequest = "GET /"',
      ),
    ).toMatchInlineSnapshot(`
      "BKL1002 unknown-field: unknown field "env" in services.a
      --> backlot.toml:4:13
        | [services.a.env]
        |             ^^^
      why: An unknown field is nearly always a typo, and a typo that is ignored is a check that never runs.
      fix: Write export.

      BKL1004 wrong-type: services.b.stubs must be a list, not a table
      --> backlot.toml:8:1
        | [services.b.stubs]
        | ^^^^^^^^^^^^^^^^^^
      why: Nothing is coerced: a value keeps the type it is written with.
      fix: Write [[services.b.stubs]]: two brackets add a table to a list."
    `);
  });

  test("what is not built yet is not passed over", async () => {
    expect(await shown('[services.a]\nmodels = "a.yaml"')).toContain("openapi");
    expect(await shown('[[services.a.stubs]]\nrequest = "GET /"\nfixture = "x.json"')).toContain(
      "Recordings are not replayed yet; write reply.",
    );
  });

  test("in YAML the words are YAML's", async () => {
    expect(await shown("services:\n  a:\n    stubs:\n      - request: GET /\n", "a.yaml"))
      .toMatchInlineSnapshot(`
      "BKL1006 missing-field: services.a.stubs[0] says no answer
      --> a.yaml:4:9
        |       - request: GET /
        |         ^^^^^^^^^^^^^^
      why: An expectation has one match and exactly one answer.
      fix: Add reply, for example: reply: {"json":{"ok":true}}"
    `);
  });
});

test("says which hosts are wrong or taken", async () => {
  expect(await shown('[services.b]\nhosts = ["https://y.io"]')).toContain(
    "services.b.hosts[0] must be a host's name without scheme or port",
  );
  expect(await shown('[services.a]\nhosts = ["x.io"]\n[services.b]\nhosts = ["X.io"]')).toContain(
    "the services a and b both take the host x.io",
  );
});
