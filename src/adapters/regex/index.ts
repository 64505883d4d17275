export { regexPort } from "./regex.ts";
