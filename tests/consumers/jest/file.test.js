const { execFileSync } = require("node:child_process");
const { beforeAll, expect, fileWorld } = require("backlot/jest");

const test = fileWorld("backlot.toml");
const apply = (...args) => execFileSync("kubectl", ["apply", "-f", ...args], { encoding: "utf8" });
let started;
beforeAll(async () => {
  started = apply("app.yaml");
  await fetch(`${process.env.RELEASE_API}/releases`, { method: "POST", body: "{}" });
});

test("the file's world is open before beforeAll", ({ world }) => {
  expect(started).toBe("deployment.apps/web configured\n");
  expect(process.env.RELEASE_API).toBe(world.url("releases"));
});

test("each test has a layer", ({ world }) => {
  world.command("kubectl").mock("apply", "-f", "x").reply({ stdout: "x" });
  expect(apply("x")).toBe("x");
});

test("and the next one has not what it declared", () => {
  expect(apply("x")).toBe("deployment.apps/web configured\n");
});
