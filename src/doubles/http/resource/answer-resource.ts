import type { Found } from "../../../contract/index.ts";
import { BacklotError, finding, type Finding, type HttpReply } from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { anchorOf } from "../anchor/anchor.ts";
import type { HttpConfig } from "../config.ts";
import { changeItem, createItem, deleteItem } from "./change.ts";
import { errorReply, jsonReply, type Answered, type Declared } from "./error-reply.ts";
import { methodsOf } from "./link-resources.ts";
import { missing, parentOf } from "./parent.ts";
import { listItems, readOne } from "./read.ts";
import { readAsked, type Asked, type ResourceCall } from "./request.ts";

/** What a resource answers, or why it does not. */
export type ResourceAnswer =
  | { readonly kind: "reply"; readonly reply: HttpReply; readonly findings: readonly Finding[] }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** Answers a call from what a service keeps. Nothing is changed when it is refused. */
export async function answerResource(from: ResourceCall, resource: string): Promise<ResourceAnswer> {
  const { call, context } = from;
  const head = call.head;
  if (head.protocol !== "http") throw new Error("resources answer HTTP");
  const service = (context.config as HttpConfig).services.find(({ name }) => name === head.service);
  const anchor = service === undefined ? undefined : anchorOf(service);
  const found = anchor?.contract.find(head.method, head.path);
  try {
    const asked = readAsked(from, resource, declaredBy(anchor, found));
    const answered = absent(asked, anchor, found) ?? (await answerAsked(asked, service?.resources ?? {}));
    return { kind: "reply", ...answered };
  } catch (error) {
    if (error instanceof BacklotError) return { kind: "refused", findings: error.findings };
    throw error;
  }
}

function declaredBy(anchor: Anchor | undefined, found: Found | undefined): Declared | undefined {
  if (anchor === undefined || found?.kind !== "operation") return undefined;
  // Whether the request is one that the contract allows was seen before.
  return { anchor, operation: found.operation };
}

/** The answer to a method or a path that the contract does not have, or that a resource has no answer for. */
function absent(asked: Asked, anchor: Anchor | undefined, found: Found | undefined): Answered | undefined {
  const { head, template, resource } = asked;
  if (found?.kind === "path-absent") {
    throw new BacklotError([
      finding("phantom-path", {
        what: `${head.method} ${head.path} is answered by ${resource.name}, and ${anchor?.contract.file ?? "the contract"} has no such path`,
        near: found.nearest.map(({ method, template: near, at }) => ({ what: `${method} ${near}`, at })),
      }),
    ]);
  }
  if (found?.kind === "method-absent") return notAllowed(found.methods);
  const known = methodsOf(template);
  if (known.includes(head.method)) return undefined;
  if (asked.declared === undefined) return notAllowed(known);
  throw new BacklotError([
    finding("unsupported-feature", {
      what: `${head.method} ${head.path}: what ${head.method} does with ${resource.name} is not simulated`,
      why: `A resource knows ${known.join(", ")} there.`,
      fix: "Write a stub with a reply for it, before the resource's.",
    }),
  ]);
}

function notAllowed(methods: readonly string[]): Answered {
  const reply = jsonReply(405, { error: "Method Not Allowed" }, [["allow", methods.join(", ")]]);
  return { reply, findings: [] };
}

async function answerAsked(
  asked: Asked,
  all: HttpConfig["services"][number]["resources"],
): Promise<Answered> {
  const parent = parentOf(asked, all);
  if (parent !== undefined && !parent.there) {
    return errorReply(asked.declared, [404], missing(parent.resource, parent.id));
  }
  const { method } = asked.head;
  if (asked.id === null) return method === "POST" ? createItem(asked) : listItems(asked);
  switch (method) {
    case "PUT":
    case "PATCH":
      return changeItem(asked, method, asked.id);
    case "DELETE":
      return deleteItem(asked, asked.id);
    default:
      return readOne(asked, asked.id);
  }
}
