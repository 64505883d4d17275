import type { CallRecord, HttpRecord } from "../../engine/index.ts";
import { tomlValue } from "../../scenario/index.ts";

/** The stub that would answer a call, as TOML to paste. */
export function suggestGithubStub(record: CallRecord): string {
  const { method, path } = record.detail as HttpRecord;
  return `[[github.stubs]]\nrequest = ${tomlValue(`${method} ${path}`)}\nreply = { json = {} }\n`;
}
