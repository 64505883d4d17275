/** Secrets that nobody else has, each with the place it is put, so that a leak says where it came from. */
export interface Canary {
  readonly where: string;
  readonly value: string;
}

let count = 0;

/** A value that says nothing by itself: only its name tells that it is secret. */
function unnamed(where: string): Canary {
  count += 1;
  return { where, value: `canary${count}Zq${(count * 7919).toString(36)}xW` };
}

/** A value with the shape of a GitHub token. */
function shaped(where: string): Canary {
  count += 1;
  return { where, value: `ghp_Canary${count}${"zQ7".repeat(10)}`.slice(0, 40) };
}

export const canaries = {
  flag: unnamed("the value of a flag"),
  nextArgument: unnamed("the argument after a flag"),
  argument: shaped("an argument"),
  urlArgument: unnamed("a URL with credentials"),
  headerArgument: unnamed("an argument that is a header"),
  stdinName: unnamed("a named value on standard input"),
  stdinLine: shaped("a line on standard input"),
  environment: unnamed("a variable"),
  authorization: unnamed("Authorization"),
  cookie: unnamed("Cookie"),
  apiKey: unnamed("X-Api-Key"),
  otherHeader: unnamed("a header whose name says so"),
  query: unnamed("a query"),
  queryToken: shaped("a query, by its shape"),
  json: unnamed("JSON"),
  jsonInJson: unnamed("JSON in JSON"),
  form: unnamed("a form"),
  binary: shaped("a body that is no text"),
  encoded: shaped("a body in base64"),
  privateKey: unnamed("a private key"),
  setCookie: unnamed("Set-Cookie"),
  response: unnamed("a response"),
  stdout: shaped("a command's output"),
  stderr: unnamed("a command's error output"),
  unmatchedArgument: shaped("an argument of a command that nothing matches"),
  unmatchedQuery: unnamed("the query of a request that nothing matches"),
  unmatchedBody: unnamed("the body of a request that nothing matches"),
  passedThrough: shaped("an argument of a command that is passed through"),
  githubToken: shaped("a declared token of GitHub"),
  githubUnknown: shaped("a token that GitHub does not know"),
  githubBasic: unnamed("a password to GitHub"),
  githubQuery: unnamed("a token in a query to GitHub"),
  githubHook: unnamed("the secret of a hook"),
  githubChangedHook: unnamed("the changed secret of a hook"),
  githubOrganizationHook: unnamed("the secret of an organization's hook"),
  githubIssue: shaped("the text of an issue"),
  githubFile: shaped("a file that is committed"),
  githubBlob: shaped("a blob in base64"),
  githubAsset: shaped("a file of a release"),
  githubRefused: unnamed("a body that GitHub refuses"),
  agentPrompt: shaped("a prompt"),
  agentStdin: shaped("a prompt on standard input"),
  agentUnmatched: shaped("a prompt that no rule takes"),
  agentTool: shaped("the input of an agent's tool"),
  agentResult: shaped("what comes of an agent's tool"),
  agentAnswer: shaped("what an agent says"),
  agentFlag: shaped("a flag of an agent"),
  agentPromptFile: shaped("a prompt that is kept"),
  agentToolHeader: unnamed("a tool's input that is kept"),
  agentRule: shaped("a rule in an agent's settings"),
  agentEnv: shaped("a variable in an agent's settings"),
  agentSettings: shaped("settings of an agent's flag"),
} satisfies Readonly<Record<string, Canary>>;

/** A value as it may stand in a file: as it is, and encoded. */
function formsOf({ value }: Canary): readonly string[] {
  const bytes = Buffer.from(value);
  // Base64 depends on what stands before: without its ends, each of the three alignments.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(4, -6),
  );
  return [value, bytes.toString("hex"), encodeURIComponent(value), ...base64];
}

/** Places of all canaries that a text holds, in any form. */
export function leaksIn(text: string): readonly string[] {
  return Object.values(canaries)
    .filter((canary) => formsOf(canary).some((form) => text.includes(form)))
    .map(({ where }) => where);
}
