import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { PipeOutcome, PipeTarget, RecordedStreams } from "../../../src/core/index.ts";
import type { ShimHostOptions } from "../../../src/hosts/shim/index.ts";
import { bundle } from "./bundle.ts";
import { openStage, run, shells, type Ran, type Stage } from "./stage.ts";

/** How doubles run that are recorded: by each shell, and by the Node client. */
export const variants = [...shells, "node"];

/** A stage on which every call of `tool` is recorded. */
export interface RecordedStage {
  readonly stage: Stage;
  readonly outcomes: PipeOutcome[];
  target: PipeTarget;
  env(): NodeJS.ProcessEnv;
  /** Makes the real program: the text of a shell script. */
  real(body: string): void;
  recorded(index?: number): RecordedStreams;
  /** Runs a line of shell in which $0 is the double, in the stage's folder. */
  line(script: string, ...args: string[]): Promise<Ran>;
  /** Opens the stage again, with other options. */
  reopen(options: Partial<ShimHostOptions>): Promise<void>;
}

/** Opens such a stage for each test of the suite. */
export function recordedStage(variant: string): RecordedStage {
  let stage: Stage;
  let built: string;
  let clientPath: string;
  const outcomes: PipeOutcome[] = [];
  const self: RecordedStage = {
    get stage() {
      return stage;
    },
    outcomes,
    target: { kind: "command", mode: "wait", record: { stdin: true } },
    env: () => ({ PATH: `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin` }),
    real: (body) => {
      writeFileSync(`${stage.folder}/real/tool`, `#!/bin/sh\n${body}\n`);
      chmodSync(`${stage.folder}/real/tool`, 0o755);
    },
    recorded: (index = 0) => {
      const streams = outcomes[index]?.recorded;
      if (streams === undefined) throw new Error("nothing was recorded");
      return streams;
    },
    line: (script, ...args) =>
      run("/bin/sh", ["-c", script, stage.path("tool"), ...args], { env: self.env(), cwd: stage.folder }),
    reopen: async (options) => {
      await stage.close();
      await open(options);
    },
  };
  const open = async (options: Partial<ShimHostOptions>): Promise<void> => {
    const how = variant === "node" ? ({ mode: "node", clientPath } as const) : { shell: variant };
    stage = await openStage({ ...how, ...options });
    outcomes.length = 0;
    self.target = { kind: "command", mode: "wait", record: { stdin: true } };
    stage.answer = async ({ reply }) => void outcomes.push(await reply.pipe(self.target));
    mkdirSync(`${stage.folder}/real`);
  };
  beforeAll(async () => {
    built = mkdtempSync(`${tmpdir()}/built-`);
    if (variant === "node") clientPath = await bundle("src/hosts/shim/client.ts", built, "client");
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));
  beforeEach(() => open({}));
  afterEach(() => stage.close());
  return self;
}

/** Bytes as text. */
export const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();
