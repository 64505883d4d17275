import { openWorld } from "backlot";
import { release } from "./release.mjs";

const world = await openWorld("backlot.toml");
world.command("git").mock("push", "--force");
world.command("git").mock("push", "--tags");
Object.assign(process.env, world.env);
await release("1.4.0");
await world.close();
