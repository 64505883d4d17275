import { regexPort } from "../adapters/regex/index.ts";
import {
  BacklotError,
  finding,
  ok,
  quote,
  type Expectation,
  type Place,
  type ReplyData,
  type Result,
} from "../core/index.ts";
import { agentEntryShape } from "../doubles/agent/index.ts";
import { commandEntry, commandReply } from "../doubles/command/index.ts";
import { githubService, githubStub, type GithubConfig } from "../doubles/github/index.ts";
import { stubEntry } from "../doubles/http/index.ts";
import { covers } from "../match/index.ts";
import {
  decodeRead,
  decodeValue,
  linkScenario,
  type EntryExpectation,
  type KeepCode,
  type Parsed,
  type ReadFile,
  type ReadValue,
} from "../scenario/index.ts";
import { httpReply } from "../stubs/index.ts";
import { checkFragment } from "./check-fragment.ts";
import { admit } from "./check-scenario.ts";
import { sections } from "./doubles.ts";
import type { LiveWorld } from "./live-world.ts";

/** An expectation that test code declares, or declares again with a modifier more. */
export interface DeclareRequest {
  readonly layer: string;
  /** Given when it replaces what the same handle declared before. */
  readonly id: string | undefined;
  readonly section: "commands" | "services" | "agents";
  /** Service, command or agent. */
  readonly target: string;
  readonly entry: ReadValue;
  readonly label: string;
  readonly at: Place;
}

/** Declares one expectation with the very shape that files are read with; returns its id. @throws BacklotError */
export function declareEntry(live: LiveWorld, request: DeclareRequest): string {
  const { layer, section, target } = request;
  const decoded = valueOf(decodeEntry(live, request));
  const id = request.id ?? `${layer}#${section}.${target}[${live.nextId()}]`;
  checkName(live, layer, { ...decoded, id });
  admit(live.world.scenario, [{ ...decoded, id }]);
  live.declare(layer, { ...decoded, id });
  return id;
}

function decodeEntry(live: LiveWorld, request: DeclareRequest): Result<EntryExpectation> {
  const { section, target, entry, label, at } = request;
  const options = { label, at, allowCode: true, readFile: live.readFile };
  if (section === "commands") return decodeRead(commandEntry, entry, options);
  if (section === "agents") return decodeRead(agentEntryShape(), entry, options);
  const decoded = decodeRead(isGithub(live, target) ? githubStub : stubEntry, entry, options);
  return decoded.ok ? ok({ ...decoded.value, target }, decoded.findings) : decoded;
}

/** Whether a service of the world is the simulated GitHub. */
function isGithub({ world }: LiveWorld, service: string): boolean {
  return service === githubService && (world.scenario.sections["github"] as GithubConfig).present;
}

/** A name stands for one expectation of a layer, as it does in a file; in a lower one it is replaced. */
function checkName(live: LiveWorld, layer: string, { name, id, at }: Expectation): void {
  if (name === undefined) return;
  const uses = live.world.expectations.uses();
  const known = uses.find((one) => one.layer === layer && one.expectation.name === name)?.expectation;
  if (known === undefined || known.id === id) return;
  const what = `two expectations are named ${quote(name)}`;
  throw new BacklotError([finding("duplicate-name", { at, what, near: [{ what: name, at: known.at }] })]);
}

/** A fragment in the scenario's form, from test code. */
export interface FragmentRequest {
  readonly layer: string;
  readonly fragment: Parsed;
  readonly at: Place;
}

/** Declares what a fragment in the scenario's form holds. @throws BacklotError with everything wrong with it */
export function declareFragment(live: LiveWorld, request: FragmentRequest): void {
  const linked = valueOf(linkScenario([request.fragment], linkOptions(live.readFile)));
  checkFragment(live, request);
  admit(
    live.world.scenario,
    linked.layers.flatMap(({ expectations }) => expectations),
  );
  for (const { expectations } of linked.layers) {
    const made = expectations.map((one): Expectation => ({
      ...one,
      id: `${request.layer}#${one.id}[${live.nextId()}]`,
    }));
    for (const one of made) checkName(live, request.layer, one);
    for (const one of made) live.declare(request.layer, one);
  }
}

/** What a handler returned, as a reply. @throws BacklotError */
export function decodeReply(protocol: "http" | "command", value: unknown): ReplyData {
  const label = "what the handler returned";
  return protocol === "http"
    ? valueOf(decodeValue(httpReply, value ?? {}, { label }))
    : valueOf(decodeValue(commandReply, value ?? {}, { label }));
}

/** Keeps no functions: the world that a scenario is opened in does. */
export const checkOnly: KeepCode = () => ({ kind: "function", id: 0 });

/** What linking needs besides files. */
export function linkOptions(readFile: ReadFile): Parameters<typeof linkScenario>[1] {
  const today = new Date().toISOString().slice(0, 10);
  return { sections, covers, readFile, today, allowCode: true, regex: regexPort };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new BacklotError(result.findings);
  return result.value;
}
