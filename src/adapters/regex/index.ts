export { regexPort, regexSearchPort } from "./regex.ts";
