import { expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { loadScenario } from "../scenario/index.ts";
import { linkOptions } from "./declare.ts";

test("a service called github can't stand beside [github]", async () => {
  const readFile = () => ({ ok: true, bytes: utf8(text) }) as const;
  const text = '[services.github]\nport = 8080\n[[github.users]]\nlogin = "octocat"\n';
  const loaded = await loadScenario({ ...linkOptions(readFile), roots: ["backlot.toml"], readFile });
  expect(loaded.findings.map(({ name }) => name)).toEqual(["conflicting-fields"]);
});
