// What an HTTP double is measured against: node:http with one answer, and nothing else.
import { createServer } from "node:http";
import { body } from "./exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const server = createServer((_request, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  answerQuestions({});
  process.send({ port: server.address().port });
});
