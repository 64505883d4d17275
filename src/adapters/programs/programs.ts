import type { ProgramsPort } from "../../core/index.ts";

/** Runs programs where a user allowed code. */
export function programsPort({ allowed }: { readonly allowed: boolean }): ProgramsPort {
  const why = allowed
    ? "programs can't be run by this version"
    : "no code may run: --allow-code was not given";
  return { allowed, run: () => Promise.reject(new Error(why)) };
}
