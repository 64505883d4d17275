import { expect, test } from "vitest";
import { samplePorts } from "../../../../tests/samples/calls.ts";
import { askShop as ask, refusedBy as refused } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { utf8 } from "../../../core/index.ts";
import { createLog, createWorld, redactText, type Double, type World } from "../../../engine/index.ts";
import { httpDouble } from "../index.ts";
import type { HttpState } from "../state.ts";
import type { ResourceCommand } from "./decide.ts";

const stubs = `[[services.shop.stubs]]
request = "* /items"
resource = "items"
[[services.shop.stubs]]
request = "* /items/{id}"
resource = "items"
`;

type Rival = (state: HttpState, command: ResourceCommand) => ResourceCommand | undefined;

/** A world whose log is far away: of what a call decides, a rival may have decided something before. */
async function farWorld(rival: Rival = () => undefined, toml = stubs, files = {}): Promise<World> {
  const { scenario, settings } = await worldOf(toml, { files });
  const double: typeof httpDouble = {
    ...httpDouble,
    serve: (call, context) =>
      httpDouble.serve(call, {
        config: context.config,
        get state() {
          return context.state;
        },
        ports: context.ports,
        clock: context.clock,
        ids: context.ids,
        random: context.random,
        match: (facts, options) => context.match(facts, options),
        note: (fields) => context.note(fields),
        counted: (key) => context.counted(key),
        expects: (target) => context.expects(target),
        count: (key) => context.count(key),
        commit: async (command) => {
          await Promise.resolve();
          const first = rival(context.state, command as ResourceCommand);
          if (first !== undefined) await context.commit(first);
          return context.commit(command);
        },
      }),
  };
  const config = scenario.sections["services"];
  const log = createLog({ redact: redactText });
  const doubles = [{ double: double as Double, config }];
  return createWorld({ scenario, settings, doubles, ports: samplePorts(), log });
}

/** A rival that acts this many times. */
function times(count: number, act: Rival): Rival {
  let left = count;
  return (state, command) => {
    const does = left > 0 ? act(state, command) : undefined;
    if (does !== undefined) left -= 1;
    return does;
  };
}

const takes: Rival = (_, command) =>
  command.do === "create" ? { ...command, item: { by: "rival" } } : undefined;

const changes: Rival = (state, command) => {
  if (command.do !== "change") return undefined;
  const { value, revision } = Object.values(state.resources[command.of]?.items ?? {})[0] as {
    value: { rival?: number };
    revision: number;
  };
  return { ...command, item: { ...value, rival: (value.rival ?? 0) + 1 }, revision };
};

test("a new id that another call took meanwhile is passed over", async () => {
  const world = await farWorld(times(2, takes));
  expect(await ask(world, "POST /items", { name: "a" })).toMatchObject({
    status: 201,
    body: { id: 3, name: "a" },
  });
  expect((await ask(world, "GET /items")).body).toHaveLength(3);
});

test("so it is where the contract wants ids of another type, whose first choice was refused", async () => {
  const contract = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    post:
      requestBody: { content: { application/json: {} } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
`;
  const world = await farWorld(times(1, takes), `[services.shop]\nopenapi = "shop.yaml"\n${stubs}`, {
    "shop.yaml": utf8(contract),
  });
  expect(await ask(world, "POST /items", {})).toMatchObject({ status: 201, body: { id: "2" } });
});

test("an id that a client gives and another call took meanwhile is there already", async () => {
  const world = await farWorld(times(1, takes));
  expect(await ask(world, "POST /items", { id: "x" })).toMatchObject({
    status: 409,
    body: { error: 'items: "x" is there already' },
  });
});

test("a change is made anew from what another call made of the item", async () => {
  const world = await farWorld(times(3, changes));
  await ask(world, "POST /items", { name: "a" });
  expect((await ask(world, "PATCH /items/1", { name: "b" })).body).toEqual({ id: 1, name: "b", rival: 3 });
});

test("a hundredth change in between is one too many, and the item stays as the others left it", async () => {
  const last = await farWorld(times(99, changes));
  await ask(last, "POST /items", {});
  expect((await ask(last, "PATCH /items/1", {})).body).toEqual({ id: 1, rival: 99 });
  const world = await farWorld(times(100, changes));
  await ask(world, "POST /items", {});
  expect(await refused(world, "PATCH /items/1", { name: "b" })).toBe("418 refused internal");
  expect((await ask(world, "GET /items/1")).body).toEqual({ id: 1, rival: 100 });
});

test("an item that another call removed meanwhile is not there", async () => {
  const removes: Rival = (_, { do: what, of, id }) =>
    what === "create" ? undefined : { do: "delete", of, id };
  for (const method of ["DELETE", "PATCH", "PUT"]) {
    const world = await farWorld(removes);
    await ask(world, "POST /items", {});
    expect(await ask(world, `${method} /items/1`, {})).toMatchObject({
      status: 404,
      body: { error: 'items: there is no "1"' },
    });
  }
});
