// What an HTTP double is measured against: node:http with one answer, and nothing else.
import { createServer } from "node:http";
import { body as usual } from "./exchange.mjs";
import { answerQuestions } from "./questions.mjs";

// Argument: bytes of another body of JSON.
const [bytes] = process.argv.slice(2);
const body = bytes === undefined ? usual : JSON.stringify("x".repeat(Number(bytes) - 2));
const server = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  answerQuestions({});
  process.send({ port: server.address().port });
});
