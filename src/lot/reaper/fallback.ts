/**
 * The reaper in JavaScript, for systems without a POSIX shell. It runs as the text of this class in a Node
 * process of its own, so it must use nothing from outside itself. Same input and same order of work as the
 * shell script; where the system shows no environments (Windows), marks find nothing.
 */
export class FallbackReaper {
  readonly #fs = process.getBuiltinModule("node:fs");
  readonly #identity = process.argv[1] ?? "";
  readonly #owner = Number(process.argv[2]);
  readonly #entries = new Map<string, string>();
  #input = "";

  constructor() {
    for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
    process.stdin.setEncoding("latin1");
    process.stdin.on("data", (text: string) => this.#read(text));
    process.stdin.on("error", () => {});
    process.stdin.on("close", () => void this.#reap());
  }

  #read(text: string): void {
    const lines = (this.#input + text).split("\n");
    this.#input = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "done") process.exit(0);
      const [slot = "", kind = "", value = ""] = line.split(" ");
      this.#entries.set(slot, `${kind}:${value}`);
    }
  }

  async #reap(): Promise<void> {
    const told = new Set<number>();
    const start = Date.now();
    for (let empty = 0; empty < 2 && Date.now() - start < 1500;) {
      const found = this.#targets();
      empty = found.length === 0 ? empty + 1 : 0;
      for (const pid of found) {
        if (Date.now() - start > 500) this.#end(pid, "SIGKILL");
        else if (!told.has(pid)) this.#end(pid, "SIGTERM");
        told.add(pid);
      }
      if (empty === 0) await new Promise((resolve) => setTimeout(resolve, 15));
    }
    for (const folder of this.#valuesOf("dir")) this.#removeOwned(folder);
    process.exit(0);
  }

  #valuesOf(kind: string): string[] {
    const found = [...this.#entries.values()].filter((entry) => entry.startsWith(`${kind}:`));
    return found.map((entry) => this.#decode(entry.slice(kind.length + 1)));
  }

  #decode(value: string): string {
    const bytes = value.replaceAll(/\\0([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    return Buffer.from(bytes, "latin1").toString();
  }

  #targets(): number[] {
    const found = new Set<number>();
    for (const value of this.#valuesOf("pid")) {
      const [pid = "", start = ""] = value.split(":");
      if (start === "" ? process.platform === "win32" : this.#startOf(pid) === start) found.add(Number(pid));
    }
    const marks = this.#valuesOf("mark");
    for (const name of marks.length === 0 ? [] : this.#processes()) {
      if (this.#environmentOf(name).some((one) => marks.includes(one))) found.add(Number(name));
    }
    for (const spared of [1, process.pid, this.#owner]) found.delete(spared);
    return [...found];
  }

  #processes(): string[] {
    const all = this.#fs.existsSync("/proc/self/environ") ? this.#fs.readdirSync("/proc") : [];
    return all.filter((name) => /^\d+$/.test(name));
  }

  #startOf(pid: string): string {
    try {
      const stat = this.#fs.readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return "ZX".includes(fields[0] ?? "Z") ? "" : (fields[19] ?? "");
    } catch {
      return "";
    }
  }

  #environmentOf(pid: string): string[] {
    try {
      return this.#fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    } catch {
      return [];
    }
  }

  #end(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }

  #removeOwned(folder: string): void {
    try {
      const stats = this.#fs.lstatSync(folder);
      if (!stats.isDirectory() || stats.uid !== (process.getuid?.() ?? stats.uid)) return;
      const file = `${folder}/owner.json`;
      const text = this.#fs.existsSync(file) ? this.#fs.readFileSync(file, "utf8") : "";
      if (text.includes(this.#identity)) this.#removeWhole(folder);
      else if (text === "") {
        // The owner died between making the folder and saying whose it is: then it holds nothing yet.
        this.#fs.rmSync(file, { force: true });
        this.#fs.rmdirSync(folder);
      }
    } catch {
      // The next start tries again.
    }
  }

  #removeWhole(folder: string): void {
    if (this.#fs.existsSync(`${folder}/pool`)) this.#release(`${folder}/pool`);
    const options = { recursive: true, force: true, maxRetries: 3, retryDelay: 20 };
    // The owner file goes last: as long as anything is left, the next start knows whose it is.
    for (const name of this.#fs.readdirSync(folder)) {
      if (name === "owner.json") continue;
      this.#makeWritable(`${folder}/${name}`);
      this.#fs.rmSync(`${folder}/${name}`, options);
    }
    this.#fs.rmSync(folder, options);
  }

  #makeWritable(path: string): void {
    if (!this.#fs.lstatSync(path).isDirectory()) return;
    this.#fs.chmodSync(path, 0o700);
    for (const name of this.#fs.readdirSync(path)) this.#makeWritable(`${path}/${name}`);
  }

  /** Wakes shims that wait at a FIFO; renamed first, so that nobody starts to wait after the last look. */
  #release(pool: string): void {
    const gone = `${pool}.gone`;
    this.#fs.renameSync(pool, gone);
    for (const entry of this.#fs.readdirSync(gone, { withFileTypes: true })) {
      if (!entry.isFIFO()) continue;
      const { O_RDWR, O_NONBLOCK } = this.#fs.constants;
      this.#fs.closeSync(this.#fs.openSync(`${gone}/${entry.name}`, O_RDWR | O_NONBLOCK));
    }
  }
}
