import { BacklotError, finding, type Finding, type Json, type JsonObject } from "../../../core/index.ts";
import { contracts } from "../anchor/contracts.ts";
import { emptyReply } from "../../../stubs/index.ts";
import { bodyFor, completed, itemFields, operationAt, requestFields } from "./contract-body.ts";
import { stamped, type ResourceCommand } from "./decide.ts";
import { errorReply, type Answered } from "./error-reply.ts";
import { merged, mergePatchType, replaced } from "./merge.ts";
import { fixable, isBodyless, notThere, stateOf, storedItem, successOf, told } from "./read.ts";
import { checkQuery, mediaTypeOf, readItem, type Asked } from "./request.ts";
import { itemOf, textOf } from "./state.ts";

/** Makes an item of what a request brings, with an id of its own. */
export async function createItem(asked: Asked): Promise<Answered> {
  checkQuery(asked, []);
  return makeItem(asked, sentItem(asked), successOf(asked, 201));
}

/** Times that somebody else may change an item between reading and writing it before the call is given up. */
const triesMax = 100;

/** Replaces an item, or changes what a request says of it. Where the contract says that PUT makes items, it does. */
export async function changeItem(asked: Asked, method: "PUT" | "PATCH", id: string): Promise<Answered> {
  checkQuery(asked, []);
  const { resource, declared, head, of } = asked;
  const sent = sentItem(asked, method === "PATCH" ? [mergePatchType] : []);
  const own = textOf(sent, resource.id);
  if (own !== undefined && own !== id) throw otherId(asked, own);
  const stamps = resource.updated === null ? [] : [resource.updated];
  for (let tries = 0; tries < triesMax; tries++) {
    const before = storedItem(asked, id);
    if (before === undefined) {
      const makes = method === "PUT" && declared?.operation.responses.has("201") === true;
      return makes ? makeItem(asked, { ...sent, [resource.id]: id }, 201) : notThere(asked, id);
    }
    const fields = declared === undefined ? undefined : requestFields(declared.anchor, declared.operation);
    const next =
      method === "PUT"
        ? replaced(before.value, sent, resource, fields)
        : merged(before.value, sent, mediaTypeOf(head) === mergePatchType);
    const kept = { ...next, [resource.id]: before.value[resource.id] as Json };
    const status = successOf(asked, 200);
    const item = checked(asked, stamped(kept, stamps, asked.context.clock.now()), status);
    const made = await commit(asked, { do: "change", of, id, item, revision: before.revision, stamps });
    if (made !== undefined) return answered(asked, status, made);
  }
  throw new BacklotError([
    finding("internal", { what: `${head.method} ${head.path}: others changed the item all the time` }),
  ]);
}

/** Removes an item; it is the answer where the contract has one with a body. */
export async function deleteItem(asked: Asked, id: string): Promise<Answered> {
  checkQuery(asked, []);
  const before = storedItem(asked, id);
  if (before === undefined) return notThere(asked, id);
  const answer = answered(asked, successOf(asked, 204), before.value);
  const decided = await asked.context.commit({ do: "delete", of: asked.of, id } satisfies ResourceCommand);
  return "refused" in decided ? notThere(asked, id) : answer;
}

/** What a request says of an item, without fields that only the service sets. */
function sentItem(asked: Asked, also: readonly string[] = []): JsonObject {
  const item = readItem(asked, also);
  if (asked.declared === undefined) return item;
  const { readOnly } = requestFields(asked.declared.anchor, asked.declared.operation);
  return Object.fromEntries(Object.entries(item).filter(([name]) => !readOnly.has(name)));
}

async function makeItem(asked: Asked, sent: JsonObject, status: number): Promise<Answered> {
  const { id } = asked.resource;
  const given = textOf(sent, id) === undefined ? undefined : (sent[id] as string | number);
  for (;;) {
    const made = await makeWith(asked, sent, status, given === undefined ? newIds(asked) : [given]);
    if (made !== undefined) return made;
    // A new id that another call has taken meanwhile is no problem: the next one will do.
    if (given !== undefined) return taken(asked, String(given));
  }
}

/**
 * Makes an item with the first of some ids that the answers to it can have; undefined when somebody has that id.
 * @throws BacklotError where they can have none
 */
async function makeWith(
  asked: Asked,
  sent: JsonObject,
  status: number,
  choices: readonly (string | number)[],
): Promise<Answered | undefined> {
  const { resource, context, of, outer } = asked;
  const { id, created, updated } = resource;
  const stamps = [created, updated].flatMap((name) => name ?? []);
  const problems: Finding[] = [];
  for (const choice of choices) {
    const text = String(choice);
    if (itemOf(stateOf(asked), text) !== undefined) return undefined;
    const bare = { [id]: choice, ...outerFields(asked, text), ...resource.defaults, ...sent, [id]: choice };
    const item = tried(asked, stamped(bare, stamps, context.clock.now()), status, problems);
    if (item === undefined) continue;
    const made = await commit(asked, { do: "create", of, id: text, item, scope: outer, stamps });
    return made === undefined ? undefined : answered(asked, status, made);
  }
  throw new BacklotError(problems);
}

/** Ids that nobody has: a number also as a text, for contracts whose ids are texts. */
function newIds(asked: Asked): readonly (string | number)[] {
  const { resource, context, of } = asked;
  const state = stateOf(asked);
  for (;;) {
    const counts = resource.ids.includes("{{n}}");
    const n = counts ? context.ids.next(`resource ${of}`) : 0;
    const text = resource.ids.replaceAll("{{n}}", String(n)).replaceAll("{{uuid}}", () => context.ids.uuid());
    if (itemOf(state, text) === undefined) return resource.ids === "{{n}}" ? [n, text] : [text];
  }
}

/** The outer names of the path that an item has fields for. */
function outerFields({ declared, collectionPath, outer }: Asked, id: string): JsonObject {
  if (declared === undefined) return {};
  const fields = new Set(itemFields(declared.anchor, pathTo(collectionPath, id)));
  return Object.fromEntries(Object.entries(outer).filter(([name]) => fields.has(name)));
}

function pathTo(collectionPath: string, id: string): string {
  return `${collectionPath}/${encodeURIComponent(id)}`;
}

/** The whole item, if its answers can be told; else what is wrong is added. */
function tried(asked: Asked, item: JsonObject, status: number, problems: Finding[]): JsonObject | undefined {
  try {
    return checked(asked, item, status);
  } catch (error) {
    if (!(error instanceof BacklotError)) throw error;
    if (problems.length === 0) problems.push(...error.findings);
    return undefined;
  }
}

/**
 * An item with all its fields, after the answers to this call and to reading it were tried: what can't be told later
 * is not kept. @throws BacklotError
 */
function checked(asked: Asked, item: JsonObject, status: number): JsonObject {
  const { declared, collectionPath, resource, context } = asked;
  if (declared === undefined) return item;
  const { anchor } = declared;
  const now = context.clock.now();
  const path = pathTo(collectionPath, textOf(item, resource.id) as string);
  const whole = completed(anchor, path, item, now);
  if (!whole.ok) throw new BacklotError(whole.findings.map((one) => fixable(one, resource.name)));
  answered(asked, status, whole.value);
  const reading = operationAt(anchor, "GET", path);
  if (reading !== undefined) {
    const read = bodyFor(anchor, reading, contracts().successStatus(reading), whole.value, now);
    if (!read.ok) throw new BacklotError(read.findings.map((one) => fixable(one, resource.name)));
  }
  return whole.value;
}

function answered(asked: Asked, status: number, item: JsonObject): Answered {
  if (isBodyless(asked, status)) return { reply: { ...emptyReply, status }, findings: [] };
  return told(asked, status, item);
}

/** The item as it was decided; undefined when another call was faster. @throws BacklotError at a limit */
async function commit(asked: Asked, command: ResourceCommand): Promise<JsonObject | undefined> {
  const decided = await asked.context.commit(command);
  if (!("refused" in decided)) return decided.events[0]?.["item"] as JsonObject;
  if (decided.finding !== undefined) throw new BacklotError([decided.finding]);
  return undefined;
}

function taken(asked: Asked, id: string): Answered {
  return errorReply(asked.declared, [409, 400, 422], `${asked.resource.name}: "${id}" is there already`);
}

function otherId({ head, resource }: Asked, id: string): BacklotError {
  const what = `${head.method} ${head.path}: the body has another ${resource.id}, "${id}"`;
  const why = "An item keeps its id.";
  return new BacklotError([
    finding("invalid-request", { what, why, fix: "Leave it out, or send the same." }),
  ]);
}
