import type { ProgramsPort } from "../../core/index.ts";

/** Runs no program: nobody allowed code. */
export const noPrograms: ProgramsPort = {
  allowed: false,
  run: () => Promise.reject(new Error("no code may run: --allow-code was not given")),
};
