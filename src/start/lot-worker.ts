import { workerData } from "node:worker_threads";
import type { LotThreadData, ServeLot } from "../lot/index.ts";
import { compiledParts } from "./load-compiled.ts";

// The thread that holds all worlds of a test process.
const parts = compiledParts(import.meta.dirname, "lot");
const { serveLot } = parts.load("lot-thread.cjs") as { serveLot: ServeLot };
// Threads are ended from outside: that a world is closed is the last they hear of.
serveLot(workerData as LotThreadData, () => parts.keep());
