// Clients that keep their connections and send the next request when the answer to the last one is whole.
// On being told: { port, connections, answers } that many answers, or { port, connections, ms } for so long; `request`: { path, authorization } of another
// request than the usual one.
import { connect } from "node:net";
import { requestOf } from "./exchange.mjs";

process.on("disconnect", () => process.exit());
process.on("message", async (order) => {
  turns += 1;
  process.send(await load(order));
});
process.send("ready");

function load({ port, connections, answers = Infinity, ms = Infinity, request: asked = {} }) {
  const request = requestsOf(port, asked);
  let sent = 0;
  let got = 0;
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    let open = connections;
    const send = (socket) => {
      if (sent >= answers || performance.now() - startedMs > ms) socket.end();
      else {
        sent += 1;
        socket.write(request(sent));
      }
    };
    for (let index = 0; index < connections; index += 1) {
      const socket = connect(port, "127.0.0.1", () => send(socket));
      socket.setNoDelay(true);
      const complete = answerReader();
      socket.on("data", (data) => {
        if (!complete(data)) return;
        got += 1;
        send(socket);
      });
      socket.on("error", reject);
      socket.on("close", () => {
        open -= 1;
        if (open === 0) resolve({ answers: got, tookMs: performance.now() - startedMs });
      });
    }
  });
}

/** The text of each request; some servers let one token call only so often: "{n}" in it is another number after a while. */
function requestsOf(port, { path, authorization }) {
  if (authorization?.includes("{n}") !== true) {
    const same = requestOf(port, path, authorization);
    return () => same;
  }
  const texts = [];
  return (sent) => {
    const n = Math.floor(sent / perToken);
    return (texts[n] ??= requestOf(port, path, authorization.replace("{n}", `${process.pid}-${turns}-${n}`)));
  };
}

const perToken = 4_000;
/** Orders so far: no two use the same tokens. */
let turns = 0;

/** Tells when an answer is whole: by its length, or by its last chunk. @throws when it is not a 200 */
function answerReader() {
  let text = "";
  return (data) => {
    text += data.latin1Slice();
    const head = text.indexOf("\r\n\r\n");
    if (head < 0) return false;
    if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(text.slice(0, 200));
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
    const whole =
      length === undefined ? text.endsWith("\r\n0\r\n\r\n") : text.length >= head + 4 + Number(length);
    if (whole) text = "";
    return whole;
  };
}
