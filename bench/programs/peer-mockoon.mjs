// A mock of Mockoon's command, in this process. Arguments: the folder it is installed in, the folder of the contract.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort, whenAnswering } from "./free-port.mjs";
import { answerQuestions } from "./questions.mjs";

const [modules, folder] = process.argv.slice(2);
const port = await freePort();
const place = join(modules, "@mockoon/cli");
const { bin } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
const file = join(place, typeof bin === "string" ? bin : Object.values(bin)[0]);
process.argv = [
  process.argv[0],
  file,
  "start",
  "--data",
  join(folder, "openapi.json"),
  "--port",
  String(port),
  "--disable-log-to-file",
];
// It tells of each request, which is not what is measured.
process.stdout.write = () => true;
// It tells a process manager when it is ready, and would tell the bench.
const { send } = process;
process.send = undefined;
await import(pathToFileURL(file).href);
await whenAnswering(port);
process.send = send;
answerQuestions({});
process.send({ port });
