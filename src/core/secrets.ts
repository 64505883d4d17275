/**
 * What is known of secrets: names that say that their value is one, and the shapes of well-known ones. Reports
 * and records are redacted with this table, fixtures are scrubbed with it. Named shapes only: commit hashes and
 * ids look as random as any secret and stay readable.
 */

/**
 * Whether a name of a variable, header or field says that its value is secret. Words are looked for as
 * whole segments, so that TOKENIZERS_PARALLELISM or PWD are not taken for secrets.
 */
export function sensitiveName(name: string): boolean {
  if (sensitiveNames.has(name)) return true;
  if (!sensitiveHint.test(name)) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  if (words.some((word) => sensitiveWords.has(word) || gluedWord.test(word))) return true;
  return words.some(
    (word, index) => word === "KEY" && index > 0 && keyQualifiers.has(words[index - 1] as string),
  );
}

/** Text without this holds no sensitive name: a quick look before a slow one. */
export const sensitiveHint = /token|secret|pass|cred|key|pat|cookie|authorization/i;

/** Variables whose name says it in words of its own. */
const sensitiveNames = new Set(["MYSQL_PWD", "REDISCLI_AUTH", "DOCKER_AUTH_CONFIG"]);
/** Words written together: PGPASSWORD, apitoken, AWSSECRETKEY. */
const gluedWord =
  /(?:PASSWORD|PASSWD|PASSPHRASE)S?$|^SSHPASS$|^(?:API|AUTH|ACCESS|REFRESH|ID|BEARER|BOT)TOKEN$|(?:SECRET|ACCESS|ACCOUNT)KEY$/;
const sensitiveWords = new Set([
  "TOKEN",
  "TOKENS",
  "SECRET",
  "SECRETS",
  "PASSWORD",
  "PASSWD",
  "PASSPHRASE",
  "PASS",
  "CREDENTIAL",
  "CREDENTIALS",
  "APIKEY",
  "PAT",
  "COOKIE",
  "AUTHORIZATION",
  "PRIVATEKEY",
]);
const keyQualifiers = new Set([
  "API",
  "ACCESS",
  "SECRET",
  "PRIVATE",
  "SIGNING",
  "ENCRYPTION",
  "ACCOUNT",
  "SERVICE",
  "AUTH",
  "SSH",
  "MASTER",
]);

/** The shape of one kind of secret. */
export interface SecretShape {
  /** What it is, in words: "GitHub token". */
  readonly name: string;
  /** Finds all of it in a text (flag g): give it to replace, matchAll or search, which keep no place in it. */
  readonly pattern: RegExp;
  /** What stands in a fixture where it stood. */
  readonly replacement: string;
  /** Texts of which one stands in every secret of this shape, to look for first. */
  readonly marks: readonly string[];
}

/**
 * A word begins here: not inside another one. In JSON text a line end or a colour stands as an escape, whose
 * last letter is no part of the word.
 */
export const wordStart = String.raw`(?:(?<![A-Za-z0-9_])(?!(?<=\\)[bfnrt])|(?<=\\[bfnrt])|(?<=\\u[0-9a-f]{4})|(?<=\[[0-9;]{1,10}m))`;

const shape = (name: string, replacement: string, marks: string, pattern: RegExp | string): SecretShape => ({
  name,
  replacement,
  marks: marks.split(" "),
  pattern: typeof pattern === "string" ? new RegExp(wordStart + pattern, "g") : pattern,
});

/**
 * Shapes of well-known secrets, as their makers document them or secret scanners know them. What may repeat before a
 * fixed part is bounded: no shape may look at a long text again from each of its words.
 */
export const tokenShapes: readonly SecretShape[] = [
  shape("GitHub token", "<GITHUB_TOKEN>", "ghp_ gho_ ghu_ ghs_ ghr_", /gh[pousr]_[A-Za-z0-9]{20,}/g),
  shape("GitHub fine-grained token", "<GITHUB_TOKEN>", "github_pat_", /github_pat_[A-Za-z0-9_]{20,}/g),
  shape(
    "GitLab token",
    "<GITLAB_TOKEN>",
    "glpat- glptt- gldt- glrt- glcbt- glsoat- glimt- glagent-",
    /gl(?:pat|ptt|dt|rt|cbt|soat|imt|agent)-[A-Za-z0-9_-]{20,}/g,
  ),
  shape("AWS access key id", "<AWS_ACCESS_KEY>", "AKIA ASIA", /(?:AKIA|ASIA)[A-Z0-9]{16,}/g),
  shape(
    "Slack token",
    "<SLACK_TOKEN>",
    "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs-",
    /xox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  ),
  shape("Slack app token", "<SLACK_TOKEN>", "xapp-", /xapp-[A-Za-z0-9-]{10,}/g),
  shape("npm token", "<NPM_TOKEN>", "npm_", /npm_[A-Za-z0-9]{30,}/g),
  shape("PyPI token", "<PYPI_TOKEN>", "pypi-AgE", /pypi-AgE[A-Za-z0-9_-]{50,}/g),
  shape(
    "Stripe key",
    "<STRIPE_KEY>",
    "sk_live_ sk_test_ rk_live_ rk_test_",
    "[rs]k_(?:live|test)_[A-Za-z0-9]{16,}",
  ),
  shape("Stripe webhook secret", "<STRIPE_KEY>", "whsec_", "whsec_[A-Za-z0-9+/=]{24,}"),
  shape("Anthropic key", "<ANTHROPIC_API_KEY>", "sk-ant-", "sk-ant-[A-Za-z0-9_-]{20,}"),
  shape("OpenAI key", "<OPENAI_API_KEY>", "sk-", "sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,}"),
  shape("Google API key", "<GOOGLE_API_KEY>", "AIza", /AIza[A-Za-z0-9_-]{35,}/g),
  shape("Google access token", "<GOOGLE_TOKEN>", "ya29.", String.raw`ya29\.[A-Za-z0-9_-]{20,}`),
  shape("Google client secret", "<GOOGLE_CLIENT_SECRET>", "GOCSPX-", "GOCSPX-[A-Za-z0-9_-]{20,}"),
  shape(
    "JSON web token",
    "<JWT>",
    "eyJ",
    /eyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  ),
  shape(
    "Azure client secret",
    "<AZURE_CLIENT_SECRET>",
    "Q~",
    String.raw`(?<![~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,40}`,
  ),
  shape(
    "SendGrid key",
    "<SENDGRID_API_KEY>",
    "SG.",
    String.raw`SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}`,
  ),
  shape("Hugging Face token", "<HUGGINGFACE_TOKEN>", "hf_", "hf_[A-Za-z0-9]{30,}"),
  shape("Docker Hub token", "<DOCKER_TOKEN>", "dckr_pat_ dckr_oat_", "dckr_[po]at_[A-Za-z0-9_-]{20,}"),
  shape("Vault token", "<VAULT_TOKEN>", "hvs. hvb.", String.raw`hv[sb]\.[A-Za-z0-9_-]{24,}`),
  shape(
    "Terraform Cloud token",
    "<TERRAFORM_TOKEN>",
    ".atlasv1.",
    String.raw`[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{40,}`,
  ),
  shape("DigitalOcean token", "<DIGITALOCEAN_TOKEN>", "dop_v1_ doo_v1_ dor_v1_", "do[opr]_v1_[0-9a-f]{40,}"),
  shape("RubyGems key", "<RUBYGEMS_API_KEY>", "rubygems_", "rubygems_[0-9a-f]{40,}"),
  shape("age secret key", "<AGE_SECRET_KEY>", "AGE-SECRET-KEY-1", /AGE-SECRET-KEY-1[A-Z0-9]{40,}/g),
];

/** Text without this holds no token of a known shape: one quick look before the many slower ones. */
export const tokenMarks = new RegExp(
  tokenShapes
    .flatMap((one) => one.marks)
    .map((mark) => mark.replaceAll(/[.~]/g, String.raw`\$&`))
    .join("|"),
);

/** A private key in PEM form; also without its end, and inside JSON text, where line ends are escapes. */
export const privateKeyShape: SecretShape = shape(
  "private key",
  "<SSH_PRIVATE_KEY>",
  "-----BEGIN",
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=:,._ \t\r\n]|\\+[nr]|-(?!----))*(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----)?/g,
);
