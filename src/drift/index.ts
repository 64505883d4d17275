export type * from "./evidence.ts";
export * from "./stub/index.ts";
export * from "./journal/index.ts";
