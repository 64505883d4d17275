import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json } from "../../src/core/index.ts";
import { agentSection, readyAgents } from "../../src/doubles/agent/index.ts";
import { commandSection } from "../../src/doubles/command/index.ts";
import { httpSection } from "../../src/doubles/http/index.ts";
import { scenarioSchema } from "../../src/scenario/index.ts";
import { openWorld } from "../testing/built.ts";
import { makeSample, runNode } from "../testing/sample.ts";
import { agentDefaults } from "./agent-defaults.ts";
import { agentFailures } from "./agent-failures.ts";
import { agentMessages } from "./agent-messages.ts";
import { agentPatterns } from "./agent-patterns.ts";
import { agents } from "./agents.ts";
import { commands } from "./commands.ts";
import { drift } from "./drift.ts";
import { openStage, type Effect } from "./effect.ts";
import { matchers } from "./matchers.ts";
import { resources } from "./resources.ts";
import { services } from "./services.ts";
import { topLevel } from "./top-level.ts";

const effects: Readonly<Record<string, Effect>> = {
  ...topLevel,
  ...services,
  ...resources,
  ...commands,
  ...matchers,
  ...drift,
  ...agents,
  ...agentMessages,
  ...agentPatterns,
  ...agentFailures,
};

/** Those that need more than a scenario and a world; each has a test of its own below. */
const apart = ["services.*.hosts", "services.*.port"];

interface Field {
  readonly path: string;
  readonly description: string;
}

/** Every field of a schema by its path; what is defined once under a name begins with # and that name. */
function fieldsOf(schema: Json, path: string): Field[] {
  if (Array.isArray(schema)) return schema.flatMap((one: Json) => fieldsOf(one, path));
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === "definitions" && isJsonObject(value))
      return Object.entries(value).flatMap(([name, one]) => fieldsOf(one, `#${name}`));
    if (key === "properties" && isJsonObject(value)) {
      return Object.entries(value).flatMap(([name, one]) => {
        const field = path === "" ? name : `${path}.${name}`;
        const { description } = isJsonObject(one) ? one : {};
        return [
          { path: field, description: typeof description === "string" ? description : "" },
          ...fieldsOf(one, field),
        ];
      });
    }
    if (key === "items") return fieldsOf(value, `${path}[]`);
    if (key === "additionalProperties") return fieldsOf(value, `${path}.*`);
    return ["anyOf", "oneOf", "allOf", "if", "then", "else"].includes(key) ? fieldsOf(value, path) : [];
  });
}

readyAgents();
const fields = fieldsOf(scenarioSchema([httpSection, commandSection, agentSection]), "");

test("every field of the schema has a test that shows its effect, and every such test a field", () => {
  const paths = new Set(fields.map((field) => field.path));
  expect(paths.size).toBeGreaterThan(180);
  expect([...Object.keys(effects), ...apart].sort()).toEqual([...paths].sort());
});

test("every field of an agent that has a default has a test that shows it", () => {
  const withDefault = fields.filter(
    (field) => /^agents\.|^#agent_/.test(field.path) && field.description.includes(" Default: "),
  );
  expect(Object.keys(agentDefaults).sort()).toEqual([...new Set(withDefault.map((one) => one.path))].sort());
});

/** What an effect shows, or why its world does not open; and what that must be. */
async function shown(effect: Effect): Promise<readonly [shown: unknown, is: unknown]> {
  if (!("refused" in effect)) return [await effect.show(await openStage(effect)), effect.is];
  const refusal = await openStage(effect).then(
    () => "it opened",
    (error: unknown) => (error as Error).message,
  );
  return [refusal, expect.stringMatching(effect.refused)];
}

describe("the default of", () => {
  test.each(Object.entries(agentDefaults))("%s", async (_, effect) => {
    const [found, is] = await shown(effect);
    expect(found).toEqual(is);
  });
});

describe("the effect of", () => {
  test.each(Object.entries(effects))("%s", async (_, effect) => {
    const [found, is] = await shown(effect);
    expect(found).toEqual(is);
  });

  test("services.*.port", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const taken = { toml: `[services.shop]\nport = ${port}\n` };
    await expect(openStage(taken)).rejects.toThrow(/port-in-use/);
    server.close();
    await once(server, "close");
    expect((await openStage(taken)).world.url("shop")).toBe(`http://127.0.0.1:${port}`);
  });

  test("services.*.hosts", async () => {
    const folder = makeSample({
      "backlot.toml":
        '[services.shop]\nhosts = ["shop.example"]\n[[services.shop.stubs]]\nrequest = "GET /a"\nreply = { text = "of the double" }\n',
      "hosts.test.mjs": `
        import assert from "node:assert/strict";
        import { test } from "backlot/node-test";
        test("a real host", async () => {
          const answer = await fetch("http://shop.example/a");
          assert.equal(await answer.text(), "of the double");
        });
      `,
    });
    const { code, out } = await runHosts(folder);
    expect(out).toMatch(/^ok 1 - a real host$/m);
    expect(code).toBe(0);
  });
});

test("a field that no scenario knows is refused", async () => {
  await expect(openStage({ toml: "nmae = 1" })).rejects.toThrow(/unknown-field/);
  await expect(openWorld({ nmae: 1 } as never)).rejects.toThrow(/unknown-field/);
});

async function runHosts(folder: string): Promise<{ code: number | null; out: string }> {
  const ran = await runNode(folder, ["--test-reporter=tap", "--test", "hosts.test.mjs"]);
  return { code: ran.code, out: ran.stdout };
}
