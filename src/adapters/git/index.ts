/** The real git, kept to a world's folder. */
export { gitPort, type GitOptions } from "./git.ts";
