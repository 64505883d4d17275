export { programsPort } from "./programs.ts";
