export { waitPort } from "./wait.ts";
