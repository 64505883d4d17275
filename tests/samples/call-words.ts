import type { Known } from "./arbitrary-call.ts";
import { hidden, hookSecret } from "./filled-github.ts";

/** What nothing is called, and what programs stumble over. */
export const strange = [
  "",
  " ",
  "0",
  "-1",
  "00",
  "1e3",
  "0x10",
  "NaN",
  "999999",
  "9007199254740993",
  "123456789012345678901234567890",
  "..",
  "../x",
  "../../etc/passwd",
  "a/../b",
  "./x",
  "/",
  "//",
  ".git/config",
  "%",
  "%2e%2e%2f",
  "\u0000",
  "a\nb",
  "ünïcödé",
  "日本",
  "😀",
  "\u202e",
  "\uD800",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "*",
  "refs/heads/",
  "HEAD",
  "@{u}",
  "main^",
  "main~1",
  "a..b",
  "-x",
  "x.lock",
  "a".repeat(300),
  "a".repeat(5_000),
];

/** Repositories, the first six of which are there under that name. */
export const repositories = [
  "octocat/demo",
  "octocat/demo",
  "octocat/demo",
  `octocat/${hidden}-vault`,
  "acme/app",
  `acme/${hidden}-core`,
  "octocat/empty",
  "octocat/old",
  "hubot/demo",
  "hubot/demo-before",
  "octocat/none",
  "nobody/demo",
];
const logins = ["octocat", "hubot", "tess", "mona", "stranger", "acme", "OctoCat", "robot[bot]", "nobody"];
const numbers = ["1", "2", "3", "4", "5", "6"];
const branches = ["main", "topic", "rival", "next"];
const paths = ["README.md", "src/app.ts", "src", "docs/deep", "link", "logo.bin", "new/file.txt"];
const dates = ["2025-01-15T10:30:00Z", "2025-01-15", "yesterday", "9999-12-31T23:59:59Z"];
const words = ["a", "bug", "Trouble", "fix #1", "Closes #2\n\n@octocat", "v1.0.0", "ci", "plainly"];
const queries = [
  "repo:octocat/demo is:open",
  `repo:octocat/${hidden}-vault`,
  "is:pr author:octocat",
  "trouble in:title",
  "xq9 OR trouble",
  "user:octocat",
  "org:acme fork:true",
  "label:bug sort:created-desc",
  "created:>2024-01-01 NOT closed",
  '"unclosed',
  "((((((((a",
  "-",
  "repo:",
  "is:issue is:pr",
  "stars:>=0 language:ts",
  "a ".repeat(130),
  "created:2024-01-01..*",
];

/** What is likely to mean something under a name, in a path, a query or a body. */
export function meant(name: string, known: Known): readonly string[] {
  if (known[name] !== undefined) return known[name];
  if (
    /^(username|assignee|creator|mentioned|author|committer|owner|template_owner|assignees|reviewers|users|organization|new_owner|maintainers)$/.test(
      name,
    )
  )
    return logins;
  if (/^(repo|template_repo)$/.test(name)) return ["demo", "app"];
  if (/^(orgs?)$/.test(name)) return ["acme"];
  if (/team_slug|teams|team_reviewers|parent_team_slug/.test(name)) return ["crew", "shadows", "night-crew"];
  if (/_number$|^milestone$|^number$|^line$|^start_line$|^position$|^count$/.test(name)) return numbers;
  if (/^(file_sha|blob)$/.test(name)) return known["blob"] ?? [];
  if (/tree/.test(name)) return [...(known["tree"] ?? []), ...branches];
  if (/tag_sha/.test(name)) return known["tag"] ?? [];
  if (/sha|commit|parents|object/.test(name)) return [...(known["commit"] ?? []), ...branches];
  if (name === "ref")
    return [
      ...branches,
      "heads/main",
      "tags/v1.0.0",
      "refs/heads/next",
      "refs/tags/x",
      "pull/3/head",
      "v2.0.0",
    ];
  if (/branch|^base$|^head$|target_commitish/.test(name)) return [...branches, "hubot:main", "octocat:topic"];
  if (name === "basehead")
    return ["main...topic", "main..rival", "v1.0.0...main", "main...hubot:main", "..."];
  if (/^(path|dir)$/.test(name)) return paths;
  if (/tag/.test(name)) return ["v1.0.0", "v2.0.0", "v3.0.0"];
  if (/since|until|before|due_on|_at$|date/.test(name)) return dates;
  if (name === "q") return queries;
  if (name === "name" || name === "labels" || name === "new_name")
    return ["bug", "help", "main", "demo", "renamed", "a.txt", "b.txt", "ci"];
  if (/url|homepage|blog/.test(name)) return ["https://example.com/x", "example.com"];
  if (name === "secret") return [hookSecret];
  if (/email/.test(name)) return ["a@example.com", "b@example.com", "nobody"];
  if (name === "key") return ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBacklot", "no key"];
  if (name === "content_type") return ["json", "form"];
  if (name === "insecure_ssl") return ["0", "1"];
  if (name === "state") return ["open", "closed", "success", "pending", "active", "all"];
  if (name === "contexts" || name === "context") return ["ci", "build"];
  if (name === "repository_id") return known["repository"] ?? numbers;
  if (name === "app_slug") return ["robot"];
  if (name === "content") return ["+1", "heart", "aGVsbG8=", "!!!"];
  if (name === "encoding") return ["utf-8", "base64"];
  if (name === "mode") return ["100644", "100755", "040000", "160000", "120000", "777"];
  if (name === "color") return ["ff0000", "#fff", "red"];
  if (name === "permission" || name === "role") return ["pull", "push", "admin", "triage", "read", "member"];
  if (name === "events") return ["push", "*", "nonsense"];
  return words;
}
