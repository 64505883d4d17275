export { foldersPort } from "./folders.ts";
