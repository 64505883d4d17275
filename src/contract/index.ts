export * from "./document/index.ts";
export * from "./schema/index.ts";
export * from "./models/index.ts";
export * from "./sample/index.ts";
export * from "./lock/index.ts";
export * from "./diff/index.ts";
