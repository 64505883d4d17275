export { noPrograms } from "./programs.ts";
