import { limits, utf8, type Call, type HeaderList, type HttpReply } from "../../core/index.ts";
import { recordBytes, type RecordedBytes } from "../../engine/index.ts";
import { contentBytes, responseOf, type HttpResponse } from "./wire/response.ts";

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

/** Sends a reply, with the delay, the chunks or the fault that it asks for. */
export async function sendResponse(call: Call, reply: HttpReply, note: (sent: Sent) => void): Promise<void> {
  if (reply.delayMs > 0 && !(await call.reply.wait(reply.delayMs))) return;
  const { response, sent } = prepare(reply);
  const { status, headers } = response;
  if (reply.fault !== null) {
    note({ status, headers, fault: reply.fault });
    await sendFault(call, reply.fault, response);
    return;
  }
  if (reply.chunks !== null) {
    const bytes = await sendChunks(call, reply, response);
    note({ status, headers, body: recordBytes(bytes, limits.recordBodyBytes) });
    return;
  }
  note(sent);
  await call.reply.head(status, headers);
  if (response.body.length > 0) await call.reply.bytes(response.body);
  await call.reply.end();
}

async function sendChunks(call: Call, reply: HttpReply, response: HttpResponse): Promise<Uint8Array> {
  await call.reply.head(response.status, response.headers);
  let sent = 0;
  const parts: Uint8Array[] = [];
  for (const chunk of reply.chunks ?? []) {
    if (chunk.delayMs > 0 && !(await call.reply.wait(chunk.delayMs))) break;
    const bytes = contentBytes(chunk.content);
    await call.reply.bytes(bytes);
    if (sent < limits.recordBodyBytes) parts.push(bytes);
    sent += bytes.length;
  }
  await call.reply.end();
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => (whole.set(part, offset), offset + part.length), 0);
  return whole;
}

/** Failures below HTTP, as a program meets them when a real service breaks. */
async function sendFault(
  call: Call,
  fault: NonNullable<HttpReply["fault"]>,
  response: HttpResponse,
): Promise<void> {
  switch (fault) {
    case "reset":
      return call.reply.close({ how: "rst" });
    case "empty":
      return call.reply.close({ how: "fin" });
    case "truncated":
      return sendTruncated(call, response);
    case "malformed_chunk":
      return sendMalformedChunk(call, response);
    case "stalled":
      return stall(call);
  }
}

/** Announces the whole body, sends half of it, closes. An empty body is announced as one byte. */
async function sendTruncated(call: Call, response: HttpResponse): Promise<void> {
  const headers = response.headers.filter(([name]) => name.toLowerCase() !== "content-length");
  const announced = Math.max(1, response.body.length);
  await call.reply.head(response.status, [...headers, ["content-length", String(announced)]]);
  const half = response.body.subarray(0, Math.floor(response.body.length / 2));
  if (half.length > 0) await call.reply.bytes(half);
  await call.reply.close({ how: "fin" });
}

/** A chunk whose size line is no number. */
async function sendMalformedChunk(call: Call, response: HttpResponse): Promise<void> {
  const headers = response.headers.filter(([name]) => name.toLowerCase() !== "content-length");
  await call.reply.head(response.status, [...headers, ["transfer-encoding", "chunked"]]);
  await call.reply.raw?.(utf8("not-a-size\r\nbroken\r\n"));
  await call.reply.close({ how: "fin" });
}

/** Sends nothing until the program gives up. */
async function stall(call: Call): Promise<void> {
  if (!call.gone.aborted) {
    await new Promise<void>((resolve) => {
      call.gone.addEventListener("abort", () => resolve(), { once: true });
    });
  }
  await call.reply.close({ how: "rst" });
}
