/** A process and what tells it from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * What the shim needs to know of this machine's processes: adapters/process fits. It is given from
 * outside, since hosts and adapters do not know each other.
 */
export interface ProcessTools {
  /** Those of the processes that there are; `ended` ones only wait for their parent. */
  inspect(
    pids: readonly number[],
  ): Promise<ReadonlyMap<number, ProcessIdentity & { readonly ended: boolean }>>;
  /** As execvp finds it: the file, or why there is none. */
  findExecutable(
    name: string,
    path: string | undefined,
    skip: (folder: string) => boolean,
    cwd: string,
  ): { readonly path: string } | { readonly failure: "not-found" | "not-executable" };
  /** Processes whose standard output or error is that file. Nothing where the system does not tell. */
  holding(file: string): readonly ProcessIdentity[];
  /**
   * The parent of a process, when what the process has open under a number is the pipe that the parent reads as its
   * standard input, and whether somebody may still write into it. Undefined where the system does not tell.
   */
  sharedInput(
    pid: number,
    descriptor: number,
  ): { readonly parent: number; readonly written: boolean } | undefined;
  /** Ends processes, politely first; by force after a second, or after `graceMs`. */
  end(processes: readonly ProcessIdentity[], options?: { readonly graceMs?: number }): Promise<unknown>;
}
