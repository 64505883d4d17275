// One resource of json-server. Argument: the folder it is installed in.
import { createRequire } from "node:module";
import { join } from "node:path";
import { answer, path } from "./exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const jsonServer = createRequire(join(process.argv[2], "x.js"))("json-server");
const app = jsonServer.create();
const name = path.split("/").at(-1);
app.use(path.slice(0, -name.length - 1), jsonServer.router({ [name]: answer }));
const server = app.listen(0, "127.0.0.1", () => {
  answerQuestions({});
  process.send({ port: server.address().port });
});
