export { hashPort } from "./hash.ts";
