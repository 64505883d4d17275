// One stub of mockttp. Argument: the folder it is installed in.
import { createRequire } from "node:module";
import { join } from "node:path";
import { answer, path } from "./exchange.mjs";
import { answerQuestions } from "./questions.mjs";

const mockttp = createRequire(join(process.argv[2], "x.js"))("mockttp");
const server = mockttp.getLocal({ recordTraffic: true });
await server.start();
await server.forGet(path).thenJson(200, answer);
answerQuestions({});
process.send({ port: server.port });
