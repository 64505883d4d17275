export * from "./file-system.ts";
export * from "./owned-folder.ts";
export * from "./owner.ts";
export * from "./private-files.ts";
export * from "./project.ts";
export * from "./read-inside.ts";
export * from "./temp-files.ts";
export * from "./write-atomic.ts";
