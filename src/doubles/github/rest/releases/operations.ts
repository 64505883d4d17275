import type { Operation } from "../call.ts";
import { assetOperations } from "./assets.ts";
import { releaseOperations } from "./releases.ts";

/** Releases and their files. */
export const releases: readonly Operation[] = [...releaseOperations, ...assetOperations];
