import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Operation } from "./operation.ts";
import type { PublishedIndex } from "./published-index.ts";
import { loadPublished, published } from "./published.ts";
import { createRouter } from "./router.ts";

let index: PublishedIndex;
beforeAll(async () => {
  index = await loadPublished();
});

const found = (method: string, path: string): unknown => {
  const routed = index.route(method, path);
  return routed !== undefined && "operation" in routed ? [routed.operation.id, routed.params] : routed;
};

describe("the index of the published description", () => {
  it("has every operation", () => {
    expect(index.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(index.ids).toHaveLength(1223);
    expect(new Set(index.ids).size).toBe(1223);
    expect(published()).toBe(index);
  });

  it("says what an operation takes and answers", () => {
    expect(index.operation("issues/create")).toMatchObject({
      id: "issues/create",
      method: "POST",
      template: "/repos/{owner}/{repo}/issues",
      documentationUrl: "https://docs.github.com/rest/issues/issues#create-an-issue",
      category: "issues",
      subcategory: "issues",
      deprecated: false,
      githubCloudOnly: false,
      enabledForGitHubApps: true,
      server: undefined,
      parameters: [
        { name: "owner", in: "path", required: true, shape: { types: ["string"] } },
        { name: "repo", in: "path", required: true, shape: { types: ["string"] } },
      ],
      body: {
        required: true,
        mediaTypes: ["application/json"],
        shape: {
          types: ["object"],
          required: ["title"],
          properties: {
            title: { types: ["string", "integer"] },
            assignee: { types: ["string", "null"] },
            milestone: { types: ["string", "integer", "null"] },
            labels: {
              types: ["array"],
              items: { types: ["string", "object"], properties: { name: { types: ["string"] } } },
            },
          },
        },
      },
      answers: [{ status: 201, mediaTypes: ["application/json"], schema: "issue" }],
    } satisfies Partial<Operation>);
    expect(index.operation("issues/no-such")).toBeUndefined();
  });

  it("has defaults, bounds and allowed values of parameters", () => {
    const { parameters } = index.operation("issues/list-for-repo") as Operation;
    const shapeOf = (name: string) => parameters.find((one) => one.name === name)?.shape;
    expect(shapeOf("state")).toEqual({
      types: ["string"],
      enum: ["open", "closed", "all"],
      default: "open",
    });
    expect(shapeOf("per_page")).toEqual({ types: ["integer"], default: 30 });
    expect(shapeOf("since")).toEqual({ types: ["string"], format: "date-time" });
  });

  it("knows the host of uploads, bodies that are no JSON and answers without a body", () => {
    expect(index.operation("repos/upload-release-asset")).toMatchObject({
      server: "https://uploads.github.com",
      body: { mediaTypes: ["application/octet-stream"], shape: { types: [] } },
    });
    expect(index.operation("repos/delete")?.answers[0]).toEqual({
      status: 204,
      mediaTypes: [],
      schema: undefined,
    });
  });

  it("takes alternatives of a body together", () => {
    const { body } = index.operation("repos/add-status-check-contexts") as Operation;
    expect(body?.shape).toMatchObject({ types: ["object", "array"], items: { types: ["string"] } });
  });
});

describe("a request", () => {
  const repo = { owner: "acme", repo: "app" };

  it.each<[string, string, string, Readonly<Record<string, string>>]>([
    ["GET", "/", "meta/root", {}],
    ["GET", "/repos/acme/app", "repos/get", repo],
    ["HEAD", "/repos/acme/app", "repos/get", repo],
    ["GET", "/user", "users/get-authenticated", {}],
    ["GET", "/gists/starred", "gists/list-starred", {}],
    ["GET", "/gists/a1", "gists/get", { gist_id: "a1" }],
    ["GET", "/repos/acme/app/issues/comments/3", "issues/get-comment", { ...repo, comment_id: "3" }],
    [
      "GET",
      "/repos/acme/app/labels/good%20first%2Fsecond",
      "issues/get-label",
      {
        ...repo,
        name: "good first/second",
      },
    ],
    ["GET", "/repos/acme/app/contents", "repos/get-content", { ...repo, path: "" }],
    ["GET", "/repos/acme/app/contents/", "repos/get-content", { ...repo, path: "" }],
    ["GET", "/repos/acme/app/contents/src/a.ts", "repos/get-content", { ...repo, path: "src/a.ts" }],
    ["GET", "/repos/acme/app/contents/src%2Fa%20b.ts", "repos/get-content", { ...repo, path: "src/a b.ts" }],
    ["GET", "/repos/acme/app/contents/src/", "repos/get-content", { ...repo, path: "src/" }],
    ["PUT", "/repos/acme/app/contents/a/b", "repos/create-or-update-file-contents", { ...repo, path: "a/b" }],
    ["DELETE", "/repos/acme/app/contents/a/b", "repos/delete-file", { ...repo, path: "a/b" }],
    ["GET", "/repos/acme/app/readme", "repos/get-readme", repo],
    ["GET", "/repos/acme/app/readme/docs/a", "repos/get-readme-in-directory", { ...repo, dir: "docs/a" }],
    ["GET", "/repos/acme/app/git/ref/heads/a/b", "git/get-ref", { ...repo, ref: "heads/a/b" }],
    ["GET", "/repos/acme/app/git/ref/heads%2Fmain", "git/get-ref", { ...repo, ref: "heads/main" }],
    ["PATCH", "/repos/acme/app/git/refs/heads/a/b", "git/update-ref", { ...repo, ref: "heads/a/b" }],
    ["DELETE", "/repos/acme/app/git/refs/tags/v1", "git/delete-ref", { ...repo, ref: "tags/v1" }],
    [
      "GET",
      "/repos/acme/app/git/matching-refs/heads/f",
      "git/list-matching-refs",
      { ...repo, ref: "heads/f" },
    ],
    ["GET", "/repos/acme/app/git/matching-refs/", "git/list-matching-refs", { ...repo, ref: "" }],
    ["GET", "/repos/acme/app/git/trees/feature/x", "git/get-tree", { ...repo, tree_sha: "feature/x" }],
    ["GET", "/repos/acme/app/branches/feature/x", "repos/get-branch", { ...repo, branch: "feature/x" }],
    [
      "GET",
      "/repos/acme/app/branches/feature/x/protection",
      "repos/get-branch-protection",
      {
        ...repo,
        branch: "feature/x",
      },
    ],
    [
      "POST",
      "/repos/acme/app/branches/feature/x/protection/required_status_checks/contexts",
      "repos/add-status-check-contexts",
      { ...repo, branch: "feature/x" },
    ],
    ["POST", "/repos/acme/app/branches/a/b/rename", "repos/rename-branch", { ...repo, branch: "a/b" }],
    ["GET", "/repos/acme/app/branches/a/rename", "repos/get-branch", { ...repo, branch: "a/rename" }],
    ["GET", "/repos/acme/app/commits/heads/a/b", "repos/get-commit", { ...repo, ref: "heads/a/b" }],
    ["GET", "/repos/acme/app/commits/a/b/check-runs", "checks/list-for-ref", { ...repo, ref: "a/b" }],
    [
      "GET",
      "/repos/acme/app/commits/a/b/status",
      "repos/get-combined-status-for-ref",
      { ...repo, ref: "a/b" },
    ],
    [
      "GET",
      "/repos/acme/app/commits/a1/comments",
      "repos/list-comments-for-commit",
      {
        ...repo,
        commit_sha: "a1",
      },
    ],
    [
      "GET",
      "/repos/acme/app/compare/main...a/b",
      "repos/compare-commits-with-basehead",
      {
        ...repo,
        basehead: "main...a/b",
      },
    ],
    ["GET", "/repos/acme/app/tarball/heads/a", "repos/download-tarball-archive", { ...repo, ref: "heads/a" }],
    ["GET", "/repos/acme/app/tarball", "repos/download-tarball-archive", { ...repo, ref: "" }],
    ["GET", "/repos/acme/app/zipball/", "repos/download-zipball-archive", { ...repo, ref: "" }],
    ["GET", "/repos/acme/app/releases/tags/a/v1", "repos/get-release-by-tag", { ...repo, tag: "a/v1" }],
    ["GET", "/repos/acme/app/releases/latest", "repos/get-latest-release", repo],
    ["POST", "/repos/acme/app/statuses/a1", "repos/create-commit-status", { ...repo, sha: "a1" }],
    [
      "GET",
      "/orgs/acme/artifacts/sha256:a/b/metadata/storage-records",
      "orgs/list-artifact-storage-records",
      {
        org: "acme",
        subject_digest: "sha256:a/b",
      },
    ],
  ])("%s %s is %s", (method, path, id, params) => {
    expect(found(method, path)).toEqual([id, params]);
  });

  it.each([
    "",
    "repos/acme/app",
    "/repos/acme/app/",
    "/repos//app",
    "/repos/acme/app/issues/",
    "/repos/acme/app/branches/main/",
    "/repos/acme/app/branches//main",
    "/repos/acme/app/branches/",
    "/repos/acme/app/git/ref/",
    "/nothing",
    "/__proto__",
  ])("%s is nothing that is described", (path) => {
    expect(found("GET", path)).toBeUndefined();
  });

  it("with another method is told which there are", () => {
    expect(found("PUT", "/repos/acme/app")).toEqual({ otherMethods: ["DELETE", "GET", "PATCH"] });
    expect(found("POST", "/repos/acme/app/contents/a/b")).toEqual({ otherMethods: ["DELETE", "GET", "PUT"] });
    expect(found("constructor", "/user")).toEqual({ otherMethods: ["GET", "PATCH"] });
  });

  it("with a percent sign that begins no text is told which part", () => {
    expect(found("GET", "/repos/acme/%zz")).toEqual({ malformed: "%zz" });
    expect(found("GET", "/repos/acme/app/contents/a/%ff")).toEqual({ malformed: "%ff" });
  });

  it("of every operation finds it, or the one that has the same method and shape", () => {
    const missed = index.ids.flatMap((id) => {
      const { method, template } = index.operation(id) as Operation;
      const routed = found(method, template.replaceAll(/\{([\w-]+)\}/g, "x-$1"));
      return Array.isArray(routed) && routed[0] === id ? [] : [[id, routed]];
    });
    // Base and head of the older one are one name of the newer.
    const basehead = { owner: "x-owner", repo: "x-repo", basehead: "x-base...x-head" };
    expect(missed).toEqual([["repos/compare-commits", ["repos/compare-commits-with-basehead", basehead]]]);
  });

  it("gives back any value that was put into its path", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 }).filter((one) => one !== "." && one !== "..");
    fc.assert(
      fc.property(value, value, (owner, name) => {
        const path = `/repos/${encodeURIComponent(owner)}/app/labels/${encodeURIComponent(name)}`;
        expect(found("GET", path)).toEqual(["issues/get-label", { owner, repo: "app", name }]);
      }),
    );
  });

  it("is found in the time that its path takes, whatever it holds", () => {
    const path = `/repos/a/b/branches/${"protection/".repeat(20_000)}x`;
    const routed = index.route("GET", path);
    expect(routed).toMatchObject({ params: { owner: "a" } });
  });
});

describe("a router", () => {
  it("keeps the first of two operations with the same shape", () => {
    const router = createRouter([
      { id: "a", method: "GET", marked: "/x/{a}" },
      { id: "b", method: "GET", marked: "/x/{b}" },
    ]);
    expect(router.find("GET", "/x/1")).toMatchObject({ route: { id: "a" }, params: { a: "1" } });
  });
});
