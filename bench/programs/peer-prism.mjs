// A mock of Prism's command, in this process. Arguments: the folder it is installed in, the folder of the contract.
import { createRequire } from "node:module";
import { join } from "node:path";
import { freePort, whenAnswering } from "./free-port.mjs";
import { answerQuestions } from "./questions.mjs";

const [modules, folder] = process.argv.slice(2);
const port = await freePort();
process.argv = [
  process.argv[0],
  "prism",
  "mock",
  join(folder, "openapi.json"),
  "--port",
  String(port),
  "--host",
  "127.0.0.1",
  "--verboseLevel",
  "silent",
];
createRequire(join(modules, "x.js"))("@stoplight/prism-cli/dist/index.js");
await whenAnswering(port);
answerQuestions({});
process.send({ port });
