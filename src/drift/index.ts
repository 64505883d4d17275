export type * from "./evidence.ts";
export * from "./stub/index.ts";
