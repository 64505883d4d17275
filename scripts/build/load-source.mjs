import path from "node:path";
import { rolldown } from "rolldown";
import { published } from "./published/plugin.mjs";

/** Loads a TypeScript module of src without a build, for the pure rooms only: it may import nothing of Node. */
export async function loadSource(root, file) {
  const plugins = [published(root)];
  const build = await rolldown({ cwd: root, input: path.join(root, file), platform: "neutral", plugins });
  try {
    const { output } = await build.generate({ format: "esm", codeSplitting: false });
    return await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);
  } finally {
    await build.close();
  }
}
