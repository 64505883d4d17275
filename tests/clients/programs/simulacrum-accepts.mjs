// Reads states from standard input, one JSON object for each line, and says whether simulacrum's schema takes them.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.argv[2]}/`);
const { simulation } = await import(pathToFileURL(require.resolve("@simulacrum/github-api-simulator")).href);

for await (const line of createInterface({ input: process.stdin })) {
  // simulacat takes its metadata out before it starts the simulator.
  const { __simulacat__: _metadata, ...initialState } = JSON.parse(line);
  const failure = (state) => {
    try {
      simulation({ initialState: state });
      return null;
    } catch (error) {
      return error.name === "ZodError" ? error.issues : error.message;
    }
  };
  const whole = failure(initialState);
  console.log(JSON.stringify({ whole, withoutBlobs: failure({ ...initialState, blobs: [] }) }));
}
process.exit(0);
