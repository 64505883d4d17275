import {
  isJsonObject,
  limits,
  textOf,
  utf8,
  type Call,
  type HttpHead,
  type Json,
} from "../../../src/core/index.ts";
import {
  readWhole,
  type Double,
  type DoubleEvent,
  type Refusal,
  type ServeContext,
} from "../../../src/engine/index.ts";
import { exchange, subject } from "../subject.ts";

interface Book {
  readonly id: string;
  title: string;
  /** Digest of the token it was made with. */
  readonly owner: string;
  readonly at: string;
}

interface ShelfState {
  next: number;
  /** In order of creation. */
  books: Book[];
}

type ShelfCommand =
  | { readonly kind: "create"; readonly title: string; readonly owner: string }
  | { readonly kind: "rename"; readonly id: string; readonly title: string }
  | { readonly kind: "remove"; readonly id: string };

type Context = ServeContext<ShelfState, ShelfCommand>;

/** A resource over HTTP: made, read, renamed, removed and listed, in state by events. */
const shelf: Double<null, ShelfState, ShelfCommand> = {
  name: "shelf",
  protocol: "http",
  start: () => ({ next: 1, books: [] }),
  decide: (state, command, at): readonly DoubleEvent[] | Refusal => {
    if (command.kind === "create") {
      return [{ type: "book.created", id: `b${state.next}`, title: command.title, owner: command.owner, at }];
    }
    if (!state.books.some((book) => book.id === command.id)) return { refused: "there is no such book" };
    return command.kind === "rename"
      ? [{ type: "book.renamed", id: command.id, title: command.title }]
      : [{ type: "book.removed", id: command.id }];
  },
  reduce: (state, event) => {
    const { type, id, title, owner, at } = event as Record<string, string>;
    if (type === "book.created") {
      state.next += 1;
      state.books.push({ id: id ?? "", title: title ?? "", owner: owner ?? "", at: at ?? "" });
    }
    const book = state.books.find((one) => one.id === id);
    if (type === "book.renamed" && book !== undefined) book.title = title ?? "";
    if (type === "book.removed") state.books = state.books.filter((one) => one !== book);
    return state;
  },
  serve: serveShelf,
  queries: {
    list: (state): Json => state.books.map((book) => ({ ...book })),
    book: (state, args): Json => {
      const found = state.books.find((book) => isJsonObject(args) && book.id === args["id"]);
      return found === undefined ? null : { ...found };
    },
  },
  acts: { remove: (_state, args) => ({ kind: "remove", id: typeof args === "string" ? args : "" }) },
  contribute: (_config, { services }) => ({
    env: { SHELF_URL: services["probe"] ?? "" },
    unset: ["SHELF_TOKEN"],
    files: { "shelf/readme": utf8("books") },
    commands: [],
    hosts: { "shelf.example": "probe" },
  }),
  suggest: (record) => `request = ${JSON.stringify(record.text)}`,
};

async function serveShelf(call: Call, context: Context): Promise<void> {
  const head = call.head as HttpHead;
  const { bytes, gone } = await readWhole(call, limits.bodyBytes);
  if (gone) return call.reply.close({ how: "rst" });
  const { status, body } = await answer(head, bytes, context);
  await call.reply.head(status, body === undefined ? [] : [["Content-Type", "application/json"]]);
  if (body !== undefined) await call.reply.bytes(utf8(JSON.stringify(body)));
  await call.reply.end();
}

interface Answer {
  readonly status: number;
  readonly body?: Json;
}

const missing: Answer = { status: 404, body: { error: "there is no such book" } };

async function answer(head: HttpHead, bytes: Uint8Array, context: Context): Promise<Answer> {
  const [, place, id, ...rest] = head.path.split("/");
  if (place !== "books" || rest.length > 0) return { status: 404, body: { error: "there is nothing here" } };
  if (id === undefined) return head.method === "POST" ? create(head, bytes, context) : list(head, context);
  const book = context.state.books.find((one) => one.id === id);
  if (book === undefined) return missing;
  switch (head.method) {
    case "GET":
      return { status: 200, body: { ...book } };
    case "PATCH":
      return rename(id, bytes, context);
    case "DELETE":
      return "refused" in (await context.commit({ kind: "remove", id })) ? missing : { status: 204 };
    default:
      return { status: 405, body: { error: "no such method" } };
  }
}

function list({ method }: HttpHead, { state }: Context): Answer {
  if (method !== "GET") return { status: 405, body: { error: "no such method" } };
  return { status: 200, body: state.books.map((book) => ({ ...book })) };
}

async function create(head: HttpHead, bytes: Uint8Array, context: Context): Promise<Answer> {
  const title = titleOf(bytes);
  if (title === undefined) return { status: 400, body: { error: "a book has a title" } };
  const token = head.headers.find(([name]) => name.toLowerCase() === "authorization")?.[1] ?? "";
  const owner = context.ports.hash.sha256(utf8(token));
  const decided = await context.commit({ kind: "create", title, owner });
  if ("refused" in decided) return missing;
  return { status: 201, body: { ...decided.events[0] } };
}

async function rename(id: string, bytes: Uint8Array, context: Context): Promise<Answer> {
  const title = titleOf(bytes);
  if (title === undefined) return { status: 400, body: { error: "a book has a title" } };
  const decided = await context.commit({ kind: "rename", id, title });
  return "refused" in decided ? missing : { status: 200, body: { id, title } };
}

function titleOf(bytes: Uint8Array): string | undefined {
  try {
    const value = JSON.parse(textOf(bytes) ?? "") as Json;
    const title = isJsonObject(value) ? value["title"] : undefined;
    return typeof title === "string" ? title : undefined;
  } catch {
    return undefined;
  }
}

const token = "token-that-nobody-may-keep";

/** The shelf with a story that makes, reads, renames, removes and lists books. */
export const shelfSubject = subject({
  double: shelf,
  config: null,
  story: [
    { ...exchange("GET /books"), answers: "[]" },
    { ...exchange("POST /books", '{"title":"Emma"}', { Authorization: `Bearer ${token}` }), answers: "b1" },
    { ...exchange("POST /books", '{"title":"Kim"}'), answers: "b2" },
    { ...exchange("GET /books/b1"), answers: "Emma" },
    { ...exchange("PATCH /books/b1", '{"title":"Persuasion"}'), answers: "Persuasion" },
    { ...exchange("PATCH /books/b1", "no json"), answers: "a book has a title" },
    exchange("DELETE /books/b2"),
    { ...exchange("GET /books/b2"), answers: "no such book" },
    { ...exchange("GET /books"), answers: "Persuasion" },
  ],
  queries: { book: [{ id: "b1" }, { id: "b2" }] },
  acts: { remove: ["b1", "b9"] },
  secrets: [token],
});
