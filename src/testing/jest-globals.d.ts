/**
 * The part of jest that backlot/jest uses. backlot itself is built without jest; at users' the specifier is jest's own
 * package, with jest's own types, of version 29 or later.
 */
declare module "@jest/globals" {
  type Hook = (body: () => unknown, timeoutMs?: number) => void;

  /** What of a test's forms is used. */
  export interface TestForm {
    (name: string, body?: () => unknown, timeoutMs?: number): void;
    readonly each: (
      ...table: readonly unknown[]
    ) => (name: string, body: (...row: readonly unknown[]) => unknown, timeoutMs?: number) => void;
    readonly only: TestForm;
    readonly skip: TestForm;
    readonly failing: TestForm;
    readonly concurrent: TestForm;
    readonly todo: (name: string) => void;
  }

  /** What jest knows of the moment. */
  export interface ExpectState {
    readonly testPath?: string;
    readonly currentTestName?: string;
    /** Of the test that asks, also when several run at once; jest 29.5 and later. */
    readonly currentConcurrentTestName?: () => string | undefined;
  }

  export const test: TestForm;
  export const expect: { getState(): ExpectState };
  export const describe: (name: string, body: () => void) => void;
  export const afterAll: Hook;
  export const afterEach: Hook;
  export const beforeAll: Hook;
  export const beforeEach: Hook;
}
