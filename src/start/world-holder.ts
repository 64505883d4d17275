import type { HoldRequestedWorld } from "../lot/index.ts";
import { compiledParts } from "./load-compiled.ts";

// The process between `backlot open` and `backlot close`.
const parts = compiledParts(import.meta.dirname, "hold");
process.once("exit", () => parts.keep());
const { holdRequestedWorld } = parts.load("hold-world.cjs") as {
  holdRequestedWorld: HoldRequestedWorld;
};
await holdRequestedWorld();
process.exit(0);
