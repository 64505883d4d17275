// A world with a GitHub, in a process of its own, opened as test code opens it. Argument: number of issues.
import { openWorld } from "../../dist/index.js";
import { github } from "./github-exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const [count = "0"] = process.argv.slice(2);
const issues = Array.from({ length: Number(count) }, (_, index) => ({
  repository: "octocat/demo",
  title: `Issue ${index + 1}`,
  body: "What went wrong, and how to see it. ".repeat(10),
}));
const world = await openWorld({ github: { ...github, issues } });
answerQuestions({ snapshot, size });
process.send({ port: Number(new URL(world.github.url).port) });

/** Milliseconds of some rounds of keeping the state and going back to it. */
function snapshot({ count: rounds }) {
  return Array.from({ length: rounds }, (_, index) => {
    const startedMs = performance.now();
    world.github.snapshot(`round ${index}`);
    world.github.restore(`round ${index}`);
    return performance.now() - startedMs;
  });
}

/** Bytes of the answer that is measured. */
async function size() {
  return JSON.stringify(world.github.repository("octocat/demo")).length;
}
