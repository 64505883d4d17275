export { markBlockingCalls } from "./blocking.ts";
