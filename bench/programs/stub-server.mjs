// A world with one HTTP stub, in a process of its own, opened as test code opens it. Argument: the folder of its
// contract, where its service has one.
import { openWorld } from "../../dist/index.js";
import { answer, path } from "./exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const [cwd] = process.argv.slice(2);
const anchored = cwd === undefined ? {} : { openapi: "openapi.json" };
const world = await openWorld(
  { services: { convo: { ...anchored, stubs: [{ request: `GET ${path}`, reply: { json: answer } }] } } },
  { cwd },
);
answerQuestions({ timeQueries, close });
process.send({ port: Number(new URL(world.url("convo")).port) });

/** Milliseconds for each of some reads of 100 calls, from places all over the journal. */
function timeQueries({ total, count, target }) {
  const filter = target ? { target: "convo" } : {};
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(((total - 100) * index) / (count - 1));
    const startedMs = performance.now();
    const calls = world.calls({ ...filter, from, most: 100 });
    const tookMs = performance.now() - startedMs;
    if (calls.length !== 100 || calls[0].id !== from + 1) throw new Error(`read ${calls.length} calls`);
    return tookMs;
  });
}

/** Verifies and ends the world; how long that took, in milliseconds. */
async function close() {
  const startedMs = performance.now();
  await world.close();
  return performance.now() - startedMs;
}
