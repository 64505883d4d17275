export { noPrograms, programsPort } from "./programs.ts";
