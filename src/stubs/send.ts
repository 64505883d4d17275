import { concatBytes, limits, utf8, type Call, type HeaderList, type HttpReply } from "../core/index.ts";
import { recordBytes, type RecordedBytes } from "../engine/index.ts";
import { contentBytes, responseOf, type HttpResponse } from "./response.ts";

/** A response ready to send, with what the call's record says of it. */
interface Prepared {
  readonly response: HttpResponse;
  readonly sent: Sent;
}

// Replies are data that never changes: one that is sent again and again is put into bytes once.
const preparedReplies = new WeakMap<HttpReply, Prepared>();

function prepare(reply: HttpReply): Prepared {
  const known = preparedReplies.get(reply);
  if (known !== undefined) return known;
  const response = responseOf(reply);
  const { status, headers, body } = response;
  const sent: Sent = {
    status,
    headers,
    ...(body.length === 0 ? {} : { body: recordBytes(body, limits.recordBodyBytes) }),
  };
  const prepared = { response, sent };
  preparedReplies.set(reply, prepared);
  return prepared;
}

/** What was sent, for the call's record. */
export interface Sent {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body?: RecordedBytes;
  readonly fault?: string;
}

/** Sends a reply, with the delay, the chunks or the fault that it asks for. An answer to HEAD has no body. */
export async function sendResponse(call: Call, reply: HttpReply, note: (sent: Sent) => void): Promise<void> {
  if (reply.delayMs > 0 && !(await call.reply.wait(reply.delayMs))) return;
  const { response, sent } = prepare(reply);
  const { status, headers } = response;
  if (reply.fault !== null) {
    note({ status, headers, fault: reply.fault });
    return sendFault(call, reply.fault, response, bodyOf(reply, response));
  }
  const bodyless = call.head.protocol === "http" && call.head.method === "HEAD";
  if (reply.chunks !== null && !bodyless) {
    const body = await sendChunks(call, reply.chunks, response);
    note({ status, headers, body });
    return;
  }
  note(bodyless ? { status, headers } : sent);
  await call.reply.head(status, headers);
  if (response.body.length > 0 && !bodyless) await call.reply.bytes(response.body);
  await call.reply.end();
}

/** Sends chunk by chunk until the program leaves; gives what was sent. */
async function sendChunks(
  call: Call,
  chunks: NonNullable<HttpReply["chunks"]>,
  response: HttpResponse,
): Promise<RecordedBytes> {
  await call.reply.head(response.status, response.headers);
  let length = 0;
  const parts: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (chunk.delayMs > 0 && !(await call.reply.wait(chunk.delayMs))) break;
    const bytes = contentBytes(chunk.content);
    await call.reply.bytes(bytes);
    if (length < limits.recordBodyBytes) parts.push(bytes);
    length += bytes.length;
  }
  await call.reply.end();
  return recordBytes(concatBytes(parts), limits.recordBodyBytes, length);
}

/** The whole body, chunks put together. */
function bodyOf(reply: HttpReply, response: HttpResponse): Uint8Array {
  return reply.chunks === null
    ? response.body
    : concatBytes(reply.chunks.map(({ content }) => contentBytes(content)));
}

/** Failures below HTTP, as a program meets them when a real service breaks. */
async function sendFault(
  call: Call,
  fault: NonNullable<HttpReply["fault"]>,
  response: HttpResponse,
  body: Uint8Array,
): Promise<void> {
  switch (fault) {
    case "reset":
      return call.reply.close({ how: "rst" });
    case "empty":
      return call.reply.close({ how: "fin" });
    case "truncated":
      await sendHalf(call, response, body);
      return call.reply.close({ how: "fin" });
    case "malformed_chunk":
      return sendMalformedChunk(call, response);
    case "stalled":
      await sendHalf(call, response, body);
      await untilGone(call);
      return call.reply.close({ how: "rst" });
  }
}

/** Announces the whole body and sends half of it. An empty body is announced as one byte. */
async function sendHalf(call: Call, response: HttpResponse, body: Uint8Array): Promise<void> {
  const announced = Math.max(1, body.length);
  await call.reply.head(response.status, [
    ...withoutFraming(response.headers),
    ["content-length", String(announced)],
  ]);
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (half.length > 0) await call.reply.bytes(half);
}

/** A chunk whose size line is no number. */
async function sendMalformedChunk(call: Call, response: HttpResponse): Promise<void> {
  await call.reply.head(response.status, [
    ...withoutFraming(response.headers),
    ["transfer-encoding", "chunked"],
  ]);
  await call.reply.raw?.(utf8("not-a-size\r\nbroken\r\n"));
  await call.reply.close({ how: "fin" });
}

function withoutFraming(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !/^(?:content-length|transfer-encoding)$/i.test(name));
}

async function untilGone({ gone }: Call): Promise<void> {
  if (gone.aborted) return;
  await new Promise<void>((resolve) => {
    gone.addEventListener("abort", () => resolve(), { once: true });
  });
}
