import type { RestAnswer } from "../rest/answer.ts";
import { ApiProblem } from "../rest/problem.ts";
import { headerOf, type RestRequest } from "../rest/request.ts";

/** Versions that may be asked for: that of the description, and the one whose breaking changes it announces. */
export const apiVersions: readonly string[] = ["2022-11-28", "2026-03-10"];

/** What answers before anybody asks who calls: a program that does not say what it is. It is no JSON. */
export function refusedAtTheDoor({ headers }: RestRequest): RestAnswer | undefined {
  const agent = headerOf(headers, "user-agent");
  if (agent !== undefined && agent.trim() !== "") return undefined;
  return {
    status: 403,
    text: "\r\nRequest forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\r\n",
    contentType: "text/html",
    headers: [],
  };
}

/** @throws ApiProblem 400 where a version is asked for that there is not */
export function checkVersion({ headers }: RestRequest): void {
  const asked = headerOf(headers, "x-github-api-version");
  if (asked === undefined || apiVersions.includes(asked.trim())) return;
  throw new ApiProblem(400, `The API version ${JSON.stringify(asked.slice(0, 100))} is not supported.`, {
    documentation: "https://docs.github.com/rest/about-the-rest-api/api-versions",
  });
}
