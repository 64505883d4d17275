// A server of openapi-backend over bare node:http, which validates and answers the contract's example. Arguments: the
// folder it is installed in, the folder of the contract.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { answerQuestions } from "./questions.mjs";

const [modules, folder] = process.argv.slice(2);
const { OpenAPIBackend } = createRequire(join(modules, "x.js"))("openapi-backend");
const api = new OpenAPIBackend({ definition: join(folder, "openapi.json"), quick: false });
const send = (response, status, value) => {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
};
api.register({
  notFound: (_context, _request, response) => send(response, 404, {}),
  validationFail: (_context, _request, response) => send(response, 400, {}),
  notImplemented: (context, _request, response) => {
    const { status, mock } = context.api.mockResponseForOperation(context.operation.operationId);
    send(response, status, mock);
  },
});
await api.init();
const server = createServer((request, response) => {
  const [path, query = ""] = request.url.split("?");
  const { method, headers } = request;
  api.handleRequest({ method, path, query, headers, body: undefined }, request, response);
});
server.listen(0, "127.0.0.1", () => {
  answerQuestions({});
  process.send({ port: server.address().port });
});
