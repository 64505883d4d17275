// Makes a release with a file, and reads the file back.
import { Octokit } from "@octokit/rest";

const octokit = new Octokit({ baseUrl: process.env.GITHUB_API_URL, auth: process.env.GITHUB_TOKEN });
const repo = { owner: "octocat", repo: "demo" };
const say = (value) => console.log(JSON.stringify(value));

const draft = (
  await octokit.rest.repos.createRelease({ ...repo, tag_name: "v1.0.0", draft: true, name: "One" })
).data;
await octokit.rest.repos
  .getReleaseByTag({ ...repo, tag: "v1.0.0" })
  .catch((error) => say({ draft: error.status }));
const bytes = Buffer.from([0, 255, 10, 13, 128]);
const asset = (
  await octokit.rest.repos.uploadReleaseAsset({
    ...repo,
    release_id: draft.id,
    url: draft.upload_url,
    name: "app.bin",
    label: "the app",
    data: bytes,
    headers: { "content-type": "application/octet-stream" },
  })
).data;
say({ uploaded: asset.name, size: asset.size, state: asset.state });
await octokit.rest.repos.updateRelease({ ...repo, release_id: draft.id, draft: false });
const found = (await octokit.rest.repos.getReleaseByTag({ ...repo, tag: "v1.0.0" })).data;
say({
  published: found.tag_name,
  assets: found.assets.length,
  tags: (await octokit.rest.repos.listTags(repo)).data.length,
});
const read = await octokit.rest.repos.getReleaseAsset({
  ...repo,
  asset_id: asset.id,
  headers: { accept: "application/octet-stream" },
});
say({ same: Buffer.from(read.data).equals(bytes) });
