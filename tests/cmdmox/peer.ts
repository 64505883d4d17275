import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Json } from "../../src/core/index.ts";

/**
 * A Python (3.12 or newer) that can import cmd_mox: $CMDMOX_PYTHON, or python3. Its source may stand in $PYTHONPATH.
 */
const python = process.env["CMDMOX_PYTHON"] ?? "python3";

/** What CmdMox answered, or the error it raised. */
export type PeerAnswer = { readonly ok: Json } | { readonly error: string; readonly text: string };

/** Whether CmdMox is there to be asked. */
export function peerIsThere(): boolean {
  const { status } = spawnSync(python, ["-c", "import cmd_mox.record"], { timeout: 30_000 });
  return status === 0;
}

/** Asks CmdMox all questions in one go. */
export function askPeer(questions: readonly object[]): readonly PeerAnswer[] {
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, "peer.py")], {
    input: JSON.stringify(questions),
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as PeerAnswer[];
}
