import { request } from "node:http";
import type { Json } from "../../core/index.ts";
import { controlHost } from "./server.ts";

/** What asking takes. */
export interface ControlQuestion {
  readonly socketPath: string;
  readonly token: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Milliseconds without a sign of life before it gives up. */
  readonly timeoutMs: number;
}

/** What came back. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: Json;
}

/**
 * Asks a control plane.
 * @returns undefined when nobody listens there
 * @throws Error when the answer breaks off or takes too long
 */
export function askControl(question: ControlQuestion): Promise<ControlAnswer | undefined> {
  const { socketPath, token, method, path, timeoutMs } = question;
  const headers = {
    host: controlHost,
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
  };
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Json });
      });
    });
    asked.setTimeout(timeoutMs, () => asked.destroy(new Error("the world does not answer")));
    asked.on("error", (error: NodeJS.ErrnoException) => {
      if (["ENOENT", "ECONNREFUSED", "ENOTDIR"].includes(error.code ?? "")) resolve(undefined);
      else reject(error);
    });
    asked.end();
  });
}
