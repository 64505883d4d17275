import { median, summary } from "../method.mjs";

const scenario = {
  services: {
    convo: { stubs: [{ request: "GET /api/actors/me", optional: true, reply: { json: { ok: true } } }] },
  },
  commands: [{ run: "git push --tags", optional: true, reply: { stdout: "pushed\n" } }],
};

export const worldRows = [
  {
    id: "world",
    title: "open and close a world with one service and one command, warm lot",
    unit: "ms",
    must: 5,
    goal: 1.5,
    measure: openAndClose,
  },
  { id: "declare", title: "declare an expectation from TypeScript", unit: "us", measure: declare },
  { id: "read", title: "read the calls of an expectation (10 calls)", unit: "us", measure: read },
];

async function openAndClose(stage) {
  const [opened, closed] = [[], []];
  for (let round = -5; round < (stage.quick ? 30 : 120); round += 1) {
    const startedMs = performance.now();
    const world = await stage.openWorld(scenario);
    const openMs = performance.now() - startedMs;
    await world.close();
    if (round < 0) continue;
    opened.push(openMs);
    closed.push(performance.now() - startedMs - openMs);
  }
  const both = opened.map((ms, index) => ms + closed[index]);
  return { value: median(both), results: { open: summary(opened), close: summary(closed) } };
}

async function declare(stage) {
  const world = await stage.openWorld(scenario);
  const tool = world.command("tool");
  tool.stub("warm-up").reply({ stdout: "x" });
  const times = timed(stage.quick ? 50 : 200, (index) =>
    tool.stub("run", String(index)).reply({ stdout: "done\n" }),
  );
  await world.close();
  return inMicroseconds(times);
}

async function read(stage) {
  const world = await stage.openWorld(scenario);
  const actors = world.service("convo").stub("GET /api/actors").reply({ json: [] });
  const url = `${world.url("convo")}/api/actors`;
  for (let call = 0; call < 10; call += 1) await (await fetch(url)).arrayBuffer();
  const times = timed(stage.quick ? 100 : 500, () => {
    if (actors.calls.length !== 10) throw new Error("not all calls are there");
  });
  await world.close();
  return inMicroseconds(times);
}

/** Milliseconds of each of some calls of a function that waits in place. */
function timed(count, action) {
  const times = [];
  for (let index = -20; index < count; index += 1) {
    const startedMs = performance.now();
    action(index);
    if (index >= 0) times.push(performance.now() - startedMs);
  }
  return times;
}

function inMicroseconds(times) {
  return { value: median(times) * 1000, results: { each: summary(times) } };
}
