import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { openStage } from "./effect.ts";

const toml = `
[[services.shop.stubs]]
request = "GET /slow"
reply = { delay_ms = 60000 }
[[commands]]
run = "tool"
reply = { delay_ms = 60000 }
`;

test("calls that are open when a world closes are ended, journaled once and reported", async () => {
  const { world, get } = await openStage({ toml });
  const answer = get("/slow");
  const command = "tool";
  const child = spawn(command, { env: world.env, stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (part: Buffer) => (text += part.toString()));
  const ended = once(child, "close");
  let open: readonly string[] = [];
  const deadline = performance.now() + 5_000;
  while (open.length < 2 && performance.now() < deadline)
    open = (await world.verify()).findings.flatMap((one) => (one.name === "unfinished-call" ? one.what : []));

  const report = await world.close();
  expect(report.findings.map((one) => one.name).sort()).toEqual(["unfinished-call", "unfinished-call"]);
  expect(report.calls.map(({ text: line, outcome }) => `${line} ${outcome}`).sort()).toEqual([
    "GET /slow gone",
    "tool gone",
  ]);
  expect((await answer).error).toBe("ECONNRESET");
  expect((await ended)[0]).toBe(70);
  expect(text).toContain("its world was closed");
});
