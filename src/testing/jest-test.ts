import type { World } from "../lot/index.ts";

/** What a test's body gets, as its last argument. */
export interface WorldContext {
  /** The world of this test, verified on the way out. */
  readonly world: World;
}

/** The body of a test with a world. */
export type WorldBody = (context: WorldContext) => unknown;

/** The body of a test of a table: the row's values, then the context. */
export interface EachTest {
  /** Rows are lists: each is spread. */
  <const Row extends readonly unknown[]>(
    rows: readonly Row[],
  ): (name: string, body: (...row: [...Row, WorldContext]) => unknown, timeoutMs?: number) => void;
  /** Rows are values. */
  <Row>(
    rows: readonly Row[],
  ): (name: string, body: (row: Row, context: WorldContext) => unknown, timeoutMs?: number) => void;
  /** Rows are lines of a table: each is an object, whose type the body says. */
  (
    table: TemplateStringsArray,
    ...values: readonly unknown[]
  ): (name: string, body: (row: never, context: WorldContext) => unknown, timeoutMs?: number) => void;
}

/** A way to write a test: run, skipped, one for each row. */
export interface TestForm {
  (name: string, body: WorldBody, timeoutMs?: number): void;
  readonly each: EachTest;
}

/** A way to write a test that may be expected to fail. */
export interface FailableTest extends TestForm {
  /** Passes when its body or its world fails. */
  readonly failing: TestForm;
}

/** jest's `test` with a world. */
export interface WorldTest extends FailableTest {
  /** The tests of the file that are run. */
  readonly only: FailableTest;
  /** Not run; no world is opened. */
  readonly skip: FailableTest;
  readonly todo: (name: string) => void;
  /** Run together. Their worlds leave process.env alone: programs are given `env: world.env`. */
  readonly concurrent: FailableTest & { readonly only: TestForm; readonly skip: TestForm };
}
