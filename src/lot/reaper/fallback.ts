/**
 * The reaper in JavaScript, for systems without a POSIX shell. It runs as the text of this function in a
 * Node process of its own, so it must use nothing from outside itself. Same input, same order of work as
 * the shell script; where the system shows no environments (Windows), marks find nothing.
 */
export function reapInNode(): void {
  const fs = process.getBuiltinModule("node:fs");
  const path = process.getBuiltinModule("node:path");
  const [identity = "", owner = ""] = process.argv.slice(1);
  const entries = new Map<string, string>();
  let input = "";

  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.stdin.setEncoding("latin1");
  process.stdin.on("data", (text: string) => {
    const lines = (input + text).split("\n");
    input = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
  process.stdin.on("error", () => {});
  process.stdin.on("close", () => void reap());

  function take(line: string): void {
    if (line === "done") process.exit(0);
    const [slot = "", kind = "", value = ""] = line.split(" ");
    entries.set(slot, `${kind}:${value}`);
  }

  function valuesOf(kind: string): string[] {
    const found = [...entries.values()].filter((entry) => entry.startsWith(`${kind}:`));
    return found.map((entry) => decode(entry.slice(kind.length + 1)));
  }

  function decode(value: string): string {
    const bytes = value.replaceAll(/\\0([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    return Buffer.from(bytes, "latin1").toString();
  }

  function startOf(pid: string): string {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return "ZX".includes(fields[0] ?? "Z") ? "" : (fields[19] ?? "");
    } catch {
      return "";
    }
  }

  function targets(): number[] {
    const found = new Set<number>();
    for (const value of valuesOf("pid")) {
      const [pid = "", start = ""] = value.split(":");
      if (start === "" ? process.platform === "win32" : startOf(pid) === start) found.add(Number(pid));
    }
    const marks = valuesOf("mark");
    for (const name of marks.length > 0 && fs.existsSync("/proc/self/environ")
      ? fs.readdirSync("/proc")
      : []) {
      if (/^\d+$/.test(name) && environmentOf(name).some((one) => marks.includes(one)))
        found.add(Number(name));
    }
    for (const spared of [1, process.pid, Number(owner)]) found.delete(spared);
    return [...found];
  }

  function environmentOf(pid: string): string[] {
    try {
      return fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    } catch {
      return [];
    }
  }

  function end(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }

  async function reap(): Promise<void> {
    const told = new Set<number>();
    const start = Date.now();
    for (let empty = 0; empty < 2 && Date.now() - start < 1500;) {
      const found = targets();
      empty = found.length === 0 ? empty + 1 : 0;
      for (const pid of found) {
        if (Date.now() - start > 500) end(pid, "SIGKILL");
        else if (!told.has(pid)) end(pid, "SIGTERM");
        told.add(pid);
      }
      if (empty === 0) await new Promise((resolve) => setTimeout(resolve, 15));
    }
    for (const folder of valuesOf("dir")) removeOwned(folder);
    process.exit(0);
  }

  function removeOwned(folder: string): void {
    try {
      const stats = fs.lstatSync(folder);
      if (!stats.isDirectory() || stats.uid !== (process.getuid?.() ?? stats.uid)) return;
      const file = path.join(folder, "owner.json");
      const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
      if (text === "") {
        // The owner died between making the folder and saying whose it is: then it holds nothing yet.
        fs.rmSync(file, { force: true });
        fs.rmdirSync(folder);
      } else if (text.includes(identity)) removeWhole(folder);
    } catch {
      // The next start tries again.
    }
  }

  function removeWhole(folder: string): void {
    const pool = path.join(folder, "pool");
    if (fs.existsSync(pool)) releaseAll(pool);
    const options = { recursive: true, force: true, maxRetries: 3, retryDelay: 20 };
    // The owner file goes last: as long as anything is left, the next start knows whose it is.
    for (const name of fs.readdirSync(folder)) {
      if (name !== "owner.json") fs.rmSync(path.join(folder, name), options);
    }
    fs.rmSync(folder, options);
  }

  function releaseAll(pool: string): void {
    const gone = `${pool}.gone`;
    fs.renameSync(pool, gone);
    for (const entry of fs.readdirSync(gone, { withFileTypes: true })) {
      if (!entry.isFIFO()) continue;
      const flags = fs.constants.O_RDWR | fs.constants.O_NONBLOCK;
      fs.closeSync(fs.openSync(path.join(gone, entry.name), flags));
    }
  }
}
