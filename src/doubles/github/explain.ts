import type { CallRecord, HttpRecord } from "../../engine/index.ts";
import { suggestStubIn } from "../../stubs/index.ts";

/** The stub that would answer a call, as TOML to paste. */
export function suggestGithubStub({ detail }: CallRecord): string {
  const http = detail as HttpRecord;
  return suggestStubIn("github.stubs", {
    ...http,
    path: http.path.replace(/^\/api\/(?:v3|uploads)(?=\/)/, ""),
  });
}
