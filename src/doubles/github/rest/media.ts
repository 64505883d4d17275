import type { Operation } from "../published/index.ts";
import { ApiProblem } from "./problem.ts";

const ours =
  /^application\/vnd\.github(?:\.(?<version>v\d+|[a-z-]+-preview))?(?:\.(?<param>[a-z-]+))?(?:\+(?<format>json))?$/;

/** What `X-GitHub-Media-Type` says was understood of `Accept`. */
export function mediaTypeSaid(accept: string | undefined): string {
  if (accept === undefined || accept === "*/*") return plainJson;
  for (const type of typesOf(accept)) {
    const { version = "v3", param, format } = ours.exec(type)?.groups ?? {};
    if (!type.startsWith("application/vnd.github")) continue;
    const parts = [`github.${version}`];
    if (param !== undefined) parts.push(`param=${param}`);
    if (format !== undefined || param === undefined) parts.push("format=json");
    return parts.join("; ");
  }
  return plainJson;
}

const plainJson = "github.v3; format=json";

/** Types whose answers are no JSON, beside those that the description names. */
const bytes: ReadonlySet<string> = new Set([
  "repos/get-release-asset",
  "repos/upload-release-asset",
  "repos/get-content",
  "repos/get-readme",
  "git/get-blob",
]);

/**
 * Holds `Accept` against what an operation can answer with.
 * @throws ApiProblem 415
 */
export function checkAccept(accept: string | undefined, operation: Operation): void {
  if (accept === undefined || accept === "*/*" || accept === "") return;
  const types = typesOf(accept);
  if (types.some((type) => isKnown(type, operation))) return;
  throw new ApiProblem(415, `Unsupported 'Accept' header: '${accept}'. Must accept 'application/json'.`, {
    documentation:
      "https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types",
  });
}

function isKnown(type: string, { id, answers }: Operation): boolean {
  if (type === "*/*" || type === "application/*" || type === "application/json") return true;
  if (ours.test(type)) return true;
  if (type === "application/octet-stream" && bytes.has(id)) return true;
  return answers.some(({ mediaTypes }) =>
    mediaTypes.some((one) => one === type || type === `${one.split("/")[0]}/*`),
  );
}

function typesOf(accept: string): readonly string[] {
  return accept.split(",").map((one) => (one.split(";")[0] as string).trim().toLowerCase());
}
