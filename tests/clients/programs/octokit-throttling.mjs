// Lets the throttling plugin meet both limits, and tells what it made of them.
import { Octokit } from "@octokit/core";
import { throttling } from "@octokit/plugin-throttling";

const say = (value) => console.log(JSON.stringify(value));
const Throttled = Octokit.plugin(throttling);
const octokit = new Throttled({
  baseUrl: process.env.GITHUB_API_URL,
  auth: process.env.GITHUB_TOKEN,
  throttle: {
    onRateLimit: (retryAfter, options) => {
      say({ limit: "primary", waits: retryAfter > 0, url: options.url });
      return false;
    },
    onSecondaryRateLimit: (retryAfter, options) => {
      say({ limit: "secondary", retryAfter, url: options.url });
      return false;
    },
  },
});
for (let call = 1; call <= 6; call += 1) {
  try {
    const { headers } = await octokit.request("GET /user");
    say({ call, remaining: headers["x-ratelimit-remaining"] });
  } catch (error) {
    say({ call, status: error.status });
  }
}
