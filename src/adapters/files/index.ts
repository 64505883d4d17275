/** Files of doubles, below their world's folder. */
export { filesPort } from "./files.ts";
