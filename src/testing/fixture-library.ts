/**
 * The fixture room's classes bound to the disk, the clock and the machine: what backlot/fixture is made of. As the library,
 * it is loaded once per process; it is apart, because most test code needs none of it.
 */
import { homedir, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { BacklotError } from "../core/index.ts";
import {
  compileRules,
  createScrubber as createPureScrubber,
  FixtureFile as PureFixtureFile,
  FixtureMetadata as PureFixtureMetadata,
  RecordingSession as PureRecordingSession,
  ReplaySession as PureReplaySession,
  type DecodeOptions,
  type FixtureContent,
  type RecordingOptions,
  type RecordingTest,
  type ReplayOptions,
  ScrubbingRule,
  type ScrubbingRuleFields,
  type Scrubber,
} from "../fixture/index.ts";
import { scrubPorts } from "../lot/index.ts";
import { isUrl } from "../scenario/index.ts";
import { outside } from "./fixture-outside.ts";

export { ScrubbingRule };
export { BacklotError };
export { filterEnvSubset, InvocationMatcher, LifecycleError, RecordedInvocation } from "../fixture/index.ts";
/** When, where and by what a fixture was recorded. */
export class FixtureMetadata extends PureFixtureMetadata {
  /** What is true now and here. @example FixtureMetadata.create({ testModule: import.meta.url }) */
  static create(test: RecordingTest = {}): FixtureMetadata {
    return new FixtureMetadata(FixtureMetadata.createIn(outside, test));
  }
}

/**
 * A fixture as an object.
 * @example FixtureFile.load("fixtures/git.json").recordings[0]?.stdout
 */
export class FixtureFile extends PureFixtureFile {
  /**
   * Writes the file whole or not at all, readable by its owner only; folders are made.
   * @throws BacklotError `fixture-busy`, `cannot-write`
   */
  save(path: string | URL, options: DecodeOptions = {}): void {
    this.saveIn(outside.store, pathOf(path), options);
  }

  /** @throws BacklotError `fixture-missing`, `invalid-fixture`, `fixture-version`: all problems at once */
  static load(path: string | URL, options: DecodeOptions = {}): FixtureFile {
    return new FixtureFile(FixtureFile.loadFrom(outside.store, pathOf(path), options));
  }

  /** @throws BacklotError `invalid-fixture`, `fixture-version`: all problems at once */
  static override fromDict(...given: Parameters<typeof PureFixtureFile.fromDict>): FixtureFile {
    return new FixtureFile(PureFixtureFile.fromDict(...given));
  }
}

/**
 * Records calls and writes them as a fixture, scrubbed.
 * @example
 * const session = new RecordingSession("fixtures/git.json");
 * session.start();
 * session.record({ command: "git", args: ["status"], env: process.env }, { stdout, exitCode: 0 }, { durationMs: 12 });
 * session.finalize();
 */
export class RecordingSession extends PureRecordingSession {
  constructor(fixturePath: string | URL, options: RecordingOptions = {}) {
    super(outside, pathOf(fixturePath), options);
  }

  override finalize(): FixtureFile {
    return super.finalize() as FixtureFile;
  }

  protected override assemble(content: FixtureContent): FixtureFile {
    return new FixtureFile(content);
  }
}

/**
 * Answers calls from a fixture; each recording answers once.
 * @example
 * const session = new ReplaySession("fixtures/git.json");
 * session.load();
 * session.match({ command: "git", args: ["status"], env: {} })?.stdout;
 * session.verifyAllConsumed();
 */
export class ReplaySession extends PureReplaySession {
  constructor(fixturePath: string | URL, options: ReplayOptions = {}) {
    const folders = { cwd: process.cwd(), tmp: tmpdir(), home: homedir() };
    super(outside.store, pathOf(fixturePath), { folders, ...options });
  }
}

/** What a scrubber is made of. */
export interface ScrubberOptions {
  /** Rules of your own, applied first. */
  readonly rules?: readonly ScrubbingRuleFields[] | undefined;
  /** Whether the rules that come with backlot apply as well; they do unless this is false. */
  readonly defaults?: boolean | undefined;
  /** Secrets that are known before, wherever they stand. */
  readonly secrets?: Iterable<string> | undefined;
}

/**
 * A scrubber of your own rules and those that come with backlot; one for each session.
 * @throws BacklotError `invalid-scrubbing-rule` with every rule that can't be used
 * @example
 * const scrubber = createScrubber({ rules: [{ pattern: "db-\\d+", replacement: "<HOST>" }] });
 * new RecordingSession("fixtures/psql.json", { scrubber });
 */
export function createScrubber({ rules = [], ...options }: ScrubberOptions = {}): Scrubber {
  const compiled = compileRules(
    rules.map((rule) => ({ data: new ScrubbingRule(rule) })),
    scrubPorts.regex,
  );
  if (compiled.findings.length > 0) throw new BacklotError(compiled.findings);
  return createPureScrubber({ ...options, rules: compiled.rules });
}

function pathOf(path: string | URL): string {
  return isUrl(path) ? fileURLToPath(path) : path;
}
