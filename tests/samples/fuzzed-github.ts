import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { canSee } from "../../src/doubles/github/access/policy.ts";
import { anonymous } from "../../src/doubles/github/access/actor.ts";
import { resolveActor } from "../../src/doubles/github/access/resolve-actor.ts";
import type { RepositoryRow } from "../../src/doubles/github/state/rows.ts";
import { reduceGithub, viewOf, type GithubState } from "../../src/doubles/github/state/state.ts";
import type { FuzzedCall } from "./arbitrary-call.ts";
import { callers, filledGithub, filling, hidden, hookSecret, outsiders, sealed } from "./filled-github.ts";
import { expectDescribed, sampleGithub, type Answered, type SampleGithub } from "./github.ts";

const absent = "not-there";
const tokenLike = /\b(?:gh[posur]_|github_pat_)[A-Za-z0-9_]+/;

/** A filled GitHub, and everything that has to hold whatever it is asked. */
export interface FuzzedGithub {
  readonly state: GithubState;
  /** @throws Error that says which rule was broken, and by what */
  send(call: FuzzedCall): Promise<Answered>;
  /** Holds the state against its events. */
  settle(): void;
}

/** Milliseconds that a call may take. */
const callMsMax = 250;

/**
 * Sends lists of calls, each list to a GitHub of its own.
 * @returns how many calls were answered
 * @throws Error that says which rule was broken, by what, and the seed
 */
export async function fuzz(
  lists: fc.Arbitrary<readonly FuzzedCall[]>,
  how: { readonly numRuns: number; readonly seed: number },
): Promise<number> {
  let answered = 0;
  const property = fc.asyncProperty(lists, async (calls) => {
    const github = await fuzzedGithub();
    for (const call of calls) await github.send(call);
    github.settle();
    answered += calls.length;
  });
  const { failed, errorInstance, seed } = await fc.check(property, { ...how, endOnFailure: true });
  if (!failed) return answered;
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(`${what}\n(seed ${seed})`, { cause: errorInstance });
}

/** Opens one. */
export async function fuzzedGithub(): Promise<FuzzedGithub> {
  const github = await sampleGithub(filledGithub());
  const before = structuredClone(github.state());
  const shown = new Set<string>();
  freezeRows(github.state());
  for (const [caller, line, json] of filling) await fill(github, caller, line, json);
  const send = async (call: FuzzedCall): Promise<Answered> => {
    const { version } = github.state();
    const from = github.world.log.count;
    noteShown(github, shown);
    const started = performance.now();
    let answer = await asked(github, call);
    const took = performance.now() - started;
    // Somebody else's work on the machine is no fault of the call's: what is slow is slow again.
    if (took > callMsMax && github.state().version === version) {
      const again = performance.now();
      answer = await asked(github, call);
      hold(performance.now() - again <= callMsMax, call, `took ${Math.round(took)} ms twice`);
    }
    const text = `${answer.text}\n${JSON.stringify(answer.headers)}`;
    const events = JSON.stringify(
      github.world.log
        .read(from, github.world.log.count - from)
        .flatMap((one) => (one.kind === "event" ? [one.event] : [])),
    );
    if (answer.status >= 400) {
      hold(github.state().version === version, call, `${answer.status}, and the state is another one`);
      hold(events === "[]", call, `${answer.status}, and events: ${events.slice(0, 300)}`);
    }
    const leaked = tokenLike.exec(text)?.[0] ?? tokenLike.exec(events)?.[0];
    hold(leaked === undefined, call, `tells a token: ${leaked ?? ""}`);
    hold(!text.includes(hookSecret) && !events.includes(hookSecret), call, "tells the secret of a hook");
    freezeRows(github.state());
    if (!(outsiders as readonly string[]).includes(call.caller) || shown.has(call.caller)) return answer;
    hold(!text.includes(sealed), call, `tells of a private repository: ${around(text, sealed)}`);
    if (!JSON.stringify(call).includes(hidden))
      hold(!text.includes(hidden), call, `names a private repository: ${around(text, hidden)}`);
    if (call.line.split("?")[0]?.includes(hidden) !== true) return answer;
    if (answer.status >= 400) {
      const other = { ...call, line: call.line.replaceAll(/xq9hidden-(?:vault|core)/g, absent) };
      const same = await asked(github, other);
      hold(same.status === answer.status, call, `${answer.status}, but ${same.status} for what is not there`);
    } else fail(call, `${answer.status} to an outsider`);
    return answer;
  };
  return { state: github.state(), send, settle: () => settle(github, before) };
}

async function fill(
  github: SampleGithub,
  caller: string,
  line: string,
  json?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const branch = json?.["commit_id"] ?? json?.["head_sha"];
  const [repo] = /\/repos\/[^/]+\/[^/]+/.exec(line) ?? [];
  const found =
    branch === undefined
      ? undefined
      : await github.ask(`GET ${repo}/commits/${textOf(branch)}`, { as: "octocat" });
  const sha = found?.json.sha as string | undefined;
  const sent: object | undefined =
    json === undefined || sha === undefined
      ? json
      : { ...json, ...(json["commit_id"] === undefined ? { head_sha: sha } : { commit_id: sha }) };
  const answer = await github.ask(line, {
    unchecked: true,
    headers: [["Authorization", `token ${callers[caller]}`]],
    ...(sent === undefined ? {} : { json: sent }),
  });
  if (answer.status >= 300) throw new Error(`${line}: ${answer.status} ${answer.text}`);
}

/** Where GitHub itself answers otherwise than its description says. */
const deviations: readonly (readonly [operation: RegExp, said: RegExp])[] = [
  // Committers are accounts, as authors are.
  [/^search\/commits/, /keys that .*?\/committer/],
  // Closed issues say why.
  [/^issues\/(?:list-events|get-event)/, /keys that .*?\/state_reason/],
  // A refusal without a list of errors is both kinds of refusals.
  [/ (?:409|422) /, /must fit exactly one of [23] alternatives, fits 1 and 2/],
  // What is asked for as HTML is told as HTML only.
  [/ 20[01] /, /\/body is missing/],
  [/ 20[01] /, /keys that .*\/body_(?:html|text)/],
  // Home pages are what somebody wrote.
  [/^[a-z]+\/[a-z-]+ 20[01] /, /\/(?:homepage|blog) must be of the format uri/],
  // With the time of the star, repositories stand one level below.
  [/^activity\/list-repos-starred/, /\/0\/archive_url is missing/],
  // Nothing was written: GitHub says null, though the description says that it is a text.
  [/^search\/issues/, /\/body must be a string, is null/],
  [/^(?:pulls|repos)\/list/, /\/labels\/\d+\/description must be a string, is null/],
  // Apps may have any permission.
  [/^repos\//, /keys that .*\/permissions\/[a-z_]+$/],
  // Folders as objects are folders.
  [/^repos\/get-content 200/, /\/type must be one of .*, is "dir"/],
];

async function asked(github: SampleGithub, call: FuzzedCall): Promise<Answered> {
  const answer = await sent(github, call);
  // Any address may have moved, and says so in the same words.
  if (answer.status === 301 || answer.status === 307) return answer;
  const [method = "", target = ""] = call.line.split(" ");
  try {
    expectDescribed({ method, path: target.split("?")[0] ?? "" }, answer);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    if (!deviations.some(([operation, said]) => operation.test(what) && said.test(what))) fail(call, what);
  }
  return answer;
}

function sent(github: SampleGithub, call: FuzzedCall): Promise<Answered> {
  const value = callers[call.caller] ?? null;
  return github
    .ask(call.line, {
      unchecked: true,
      headers: [...(value === null ? [] : [["Authorization", `token ${value}`] as const]), ...call.headers],
      ...(call.json === undefined ? {} : { json: call.json }),
    })
    .catch((error: unknown) => fail(call, error instanceof Error ? error.message : String(error)));
}

/** Repositories may be opened to everybody: from then on there is nothing to hide from whoever could look. */
function noteShown(github: SampleGithub, shown: Set<string>): void {
  const view = viewOf(github.state());
  const closed = view.list("repository").filter(isSealed(github.state()));
  for (const name of outsiders) {
    if (shown.has(name)) continue;
    const value = callers[name] ?? null;
    const facts = {
      authorization: value === null ? undefined : `token ${value}`,
      at: "2025-01-15T10:30:00Z",
    };
    const actor = value === null ? anonymous : resolveActor(view, { ...facts, auth: "enforced" });
    if (closed.some((one) => canSee(view, actor, one))) shown.add(name);
  }
}

/** Those that were private at the start, and their forks, under whatever name. */
function isSealed(state: GithubState): (row: RepositoryRow) => boolean {
  const found = new Set<number>();
  for (const row of Object.values(state.tables.repository.rows))
    if (
      row.description?.includes(sealed) === true ||
      row.name.startsWith(hidden) ||
      row.topics.includes(sealed)
    )
      found.add(row.network);
  return ({ network }) => found.has(network);
}

function settle(github: SampleGithub, before: GithubState): void {
  const { log } = github.world;
  for (const record of log.read(0, log.count))
    if (record.kind === "event") reduceGithub(before, record.event);
  const now = github.state();
  for (const name of Object.keys(now.tables) as (keyof GithubState["tables"])[]) {
    const [is, rebuilt] = [now.tables[name], before.tables[name]];
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(is)), is)) throw new Error(`${name} is no JSON`);
    if (!isDeepStrictEqual(is, rebuilt)) throw new Error(`${name} is not what its events make of it`);
  }
  if (Object.keys(Object.prototype).length > 0) throw new Error("what every object has was changed");
}

const frozen = new WeakSet();

/** Rows never change: whoever tries fails. */
function freezeRows({ tables }: GithubState): void {
  for (const { rows } of Object.values(tables)) {
    for (const row of Object.values(rows as Readonly<Record<string, object>>)) freeze(row);
  }
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || frozen.has(value)) return;
  frozen.add(value);
  Object.freeze(value);
  for (const one of Object.values(value)) freeze(one);
}

function around(text: string, what: string): string {
  const at = text.indexOf(what);
  return text.slice(Math.max(0, at - 150), at + 50);
}

function hold(holds: boolean, call: FuzzedCall, what: string): void {
  if (!holds) fail(call, what);
}

function fail({ operation, caller, line, json, headers }: FuzzedCall, what: string): never {
  const sent = json === undefined ? "" : ` ${JSON.stringify(json).slice(0, 600)}`;
  const accept = headers.length === 0 ? "" : ` ${JSON.stringify(headers)}`;
  throw new Error(`${operation} by ${caller}: ${what}\n${line.slice(0, 600)}${sent}${accept}`);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
