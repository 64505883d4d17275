import { test } from "vitest";
import { checkPage } from "./guide-page.ts";

// oxlint-disable-next-line vitest/expect-expect -- checkPage expects
test("the examples of the guide print what it shows", { timeout: 90_000 }, () =>
  checkPage("command-line.md", [2, 6]),
);

// oxlint-disable-next-line vitest/expect-expect -- checkPage expects
test("the examples of the guide to recorded commands print what it shows", { timeout: 90_000 }, () =>
  checkPage("recorded-commands.md", [2, 5]),
);
