import type { Json, JsonObject } from "../../../../core/index.ts";
import type { Operation } from "../operation.ts";

/** What made values are taken from. */
export interface Request {
  readonly operation: Operation;
  /** What the names in the path stand for. */
  readonly params: Readonly<Record<string, string>>;
  /** "http://127.0.0.1:4010", or with a prefix: "https://github.test/api/v3". */
  readonly apiUrl: string;
  /** "http://127.0.0.1:4010" */
  readonly webUrl: string;
  /** The world's time: "2025-01-15T10:30:00.000Z". */
  readonly now: string;
}

/** Where a value stands in an answer. */
export interface Spot {
  /** Its own name, or that of the list it stands in. */
  readonly key: string;
  /** The name of the object around it; "" for the answer itself. */
  readonly parent: string;
  /** It belongs to what the request is about, or to the first of what it lists. */
  readonly subject: boolean;
}

/** A value that the request itself gives: of the path's own name, or of what a name in the path means here. */
export function requested(
  request: Request,
  spot: Spot,
  { type, format, pattern, minLength = 0, maxLength = Infinity, minimum = 0, maximum = Infinity }: JsonObject,
): Json | undefined {
  const text = requestedText(request, spot);
  if (text === undefined || pattern !== undefined) return undefined;
  const within = (size: number, least: Json, most: Json): boolean =>
    size >= Number(least) && size <= Number(most);
  if (type === "string")
    return format === undefined && within(text.length, minLength, maxLength) ? text : undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return type === "integer" && within(number, minimum, maximum) ? number : undefined;
}

function requestedText({ operation, params }: Request, { key, parent, subject }: Spot): string | undefined {
  const { owner, repo, org, username } = params;
  const about = subject ? operation.template : undefined;
  const isRepository = about === "/repos/{owner}/{repo}" || /^(?:repository|repo)$/.test(parent);
  if (isRepository && key === "name") return repo;
  if (isRepository && key === "full_name")
    return owner === undefined || repo === undefined ? undefined : `${owner}/${repo}`;
  if (key === "login") {
    if (parent === "owner") return owner ?? org ?? username;
    if (/^(?:organization|org)$/.test(parent) || about === "/orgs/{org}") return org;
    return parent === "user" || subject ? username : undefined;
  }
  if (!subject) return undefined;
  const last = /\{([\w-]+)\}[^{]*$/.exec(operation.template)?.[1];
  return params[key] ?? (last?.endsWith(`_${key}`) === true ? params[last] : undefined);
}

/** Texts of names that have a meaning wherever they stand. */
const textsByName: Readonly<Record<string, string>> = {
  color: "ededed",
  content: "",
  default_branch: "main",
  email: "octocat@example.com",
  encoding: "base64",
  gravatar_id: "",
  language: "TypeScript",
  login: "octocat",
  ref: "refs/heads/main",
  type: "User",
  user_view_type: "public",
  visibility: "public",
};

/** A text, of its format or its name; the same every time. */
export function textOf(request: Request, spot: Spot, schema: JsonObject): string {
  const { key } = spot;
  const { format } = schema;
  const now = `${request.now.slice(0, "2025-01-15T10:30:00".length)}Z`;
  if (format === "date") return now.slice(0, "2025-01-15".length);
  if (format === "date-time" || key.endsWith("_at")) return now;
  if (format === "email") return "octocat@example.com";
  if (format === "uri" || format === "uri-template" || /(?:^|_)url$/.test(key)) return urlOf(request, spot);
  if (schema["pattern"] !== undefined || /(?:^|_)(?:sha|oid)$/.test(key))
    return hexOf(`${spot.parent}.${key}`);
  if (key === "node_id") return `SYN_${hexOf(`${request.operation.id} ${spot.parent}`).slice(0, 16)}`;
  return fitted(Object.hasOwn(textsByName, key) ? (textsByName[key] as string) : key, schema);
}

function fitted(text: string, { minLength, maxLength }: JsonObject): string {
  if (typeof minLength === "number" && text.length < minLength) return hexOf(text).padEnd(minLength, "0");
  return typeof maxLength === "number" ? text.slice(0, maxLength) : text;
}

function urlOf({ apiUrl, webUrl, operation, params }: Request, { key, subject }: Spot): string {
  const path = operation.template.replaceAll(/\{([\w-]+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? name),
  );
  if (subject && key === "url") return apiUrl + path;
  if (subject && key === "html_url") return webUrl + path.replace(/^\/(?:repos|orgs|users)\//, "/");
  return `${apiUrl}/synthetic/${key.replace(/_?url$/, "") || "url"}`;
}

/** 40 hexadecimal digits made of a text. */
function hexOf(text: string): string {
  let digits = "";
  for (let round = 0; round < 5; round += 1) {
    let hash = 0x811c9dc5 ^ round;
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    digits += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return digits;
}

/** A number that a schema allows: its least, else 1 where it names or counts something that is there, else 0. */
export function numberOf({ key }: Spot, { minimum, maximum }: JsonObject): number {
  const wanted = /^(?:id|number|total_count|.*_id)$/.test(key) ? 1 : 0;
  const least = typeof minimum === "number" ? Math.max(minimum, wanted) : wanted;
  return typeof maximum === "number" ? Math.min(maximum, least) : least;
}
