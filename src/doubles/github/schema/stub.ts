import { plainStub } from "../../../stubs/index.ts";
import { githubService } from "../config.ts";

/** One entry of `stubs`, alone: what `world.github.stub(...)` builds is checked with this. */
export const githubStub = plainStub(githubService);
