import { beforeAll, describe, expect, it } from "vitest";
import { assetsPort } from "../../../../adapters/assets/index.ts";
import type { PublishedIndex } from "../published-index.ts";
import { loadPublished } from "../published.ts";
import { packedFolder } from "../testing-packed.ts";
import { publishedSchemas, synthesise, type Synthetic } from "./synthesise.ts";

let index: PublishedIndex;
beforeAll(async () => {
  index = await loadPublished();
});

const assets = assetsPort(() => packedFolder);

/** What a request gets, from its method and path. */
function answer(method: string, path: string): Synthetic {
  const routed = index.route(method, path);
  if (routed === undefined || !("operation" in routed)) throw new Error(`no operation: ${method} ${path}`);
  return synthesise(routed.operation, routed.params, {
    schemas: publishedSchemas(assets),
    apiUrl: "http://127.0.0.1:4010/api/v3",
    webUrl: "http://127.0.0.1:4010",
    now: "2025-01-15T10:30:00.000Z",
  });
}

describe("a synthetic answer", () => {
  it("is about what the path names, at the world's time, on the request's origin", () => {
    expect(answer("GET", "/repos/acme/app")).toMatchObject({
      status: 200,
      mediaType: "application/json",
      body: {
        name: "app",
        full_name: "acme/app",
        owner: { login: "acme" },
        url: "http://127.0.0.1:4010/api/v3/repos/acme/app",
        html_url: "http://127.0.0.1:4010/acme/app",
        default_branch: "main",
        created_at: "2025-01-15T10:30:00Z",
      },
    });
    expect(answer("GET", "/orgs/acme")).toMatchObject({ body: { login: "acme" } });
    expect(answer("GET", "/repos/acme/app/actions/runs/77")).toMatchObject({
      body: { id: 77, repository: { name: "app", full_name: "acme/app" } },
    });
    expect(answer("GET", "/orgs/acme/actions/secrets/TOKEN")).toMatchObject({ body: { name: "TOKEN" } });
    expect(answer("GET", "/orgs/acme/teams/core")).toMatchObject({
      body: { slug: "core", organization: { login: "acme" } },
    });
  });

  it("of a list has one item, and counts it", () => {
    expect(answer("GET", "/repos/acme/app/actions/runs")).toMatchObject({
      body: { total_count: 1, workflow_runs: [{ id: 1, conclusion: "conclusion" }] },
    });
    expect(answer("GET", "/orgs/acme/teams").body).toHaveLength(1);
  });

  it("is the same every time", () => {
    expect(answer("GET", "/repos/acme/app/pulls/3")).toEqual(answer("GET", "/repos/acme/app/pulls/3"));
    expect(answer("GET", "/repos/acme/app/pulls/3").body).not.toEqual(
      answer("GET", "/repos/acme/app/pulls/4").body,
    );
  });

  it("without JSON is what the description has: nothing, a text, a way to nowhere", () => {
    expect(answer("GET", "/user/starred/acme/app")).toEqual({
      status: 204,
      mediaType: undefined,
      location: undefined,
      body: undefined,
    });
    expect(answer("GET", "/repos/acme/app/tarball/main")).toMatchObject({
      status: 302,
      location: "http://127.0.0.1:4010/synthetic/repos/download-tarball-archive",
    });
    expect(answer("GET", "/zen")).toMatchObject({
      mediaType: "text/plain",
      body: "synthetic: meta/get-zen\n",
    });
  });
});
