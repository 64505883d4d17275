import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What figures depend on, for people who compare them. */
export function machineFacts() {
  const all = cpus();
  return {
    cpu: `${all.length} x ${all[0]?.model.trim() ?? "unknown"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()} ${process.arch}`,
    node: `Node ${process.versions.node}`,
    load: `load ${loadavg()
      .map((one) => one.toFixed(1))
      .join(" ")}`,
  };
}
