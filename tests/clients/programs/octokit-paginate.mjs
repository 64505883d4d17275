// Reads a list of several pages, as iterator and at once.
import { Octokit } from "@octokit/rest";

const octokit = new Octokit({ baseUrl: process.env.GITHUB_API_URL, auth: process.env.GITHUB_TOKEN });
const options = {
  owner: "octocat",
  repo: "demo",
  state: "all",
  per_page: 3,
  sort: "created",
  direction: "asc",
};
let pages = 0;
for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, options)) {
  pages += 1;
  console.log(JSON.stringify({ page: pages, numbers: data.map(({ number }) => number) }));
}
const all = await octokit.paginate(octokit.rest.issues.listForRepo, options);
console.log(JSON.stringify({ all: all.length }));
const { headers } = await octokit.rest.issues.listForRepo(options);
console.log(JSON.stringify({ link: headers.link.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "") }));
