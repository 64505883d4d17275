import { createServer, type Server, type Socket } from "node:net";
import { BacklotError, finding, limits, type AbortSignalLike } from "../../core/index.ts";
import { removeFile } from "../../disk/index.ts";
import { FrameReader, type Frame } from "./frames.ts";
import { readHello, type Hello } from "./messages.ts";

/** Longest path of a Unix socket that every system takes; Linux has 107, macOS 103. */
const socketPathBytesMax = 103;

/** A client that has said who it is. */
export interface Caller {
  readonly hello: Hello;
  readonly socket: Socket;
  /** Where its frames go from now on. */
  listen(take: (frame: Frame) => void): void;
}

/** The socket at which Node clients arrive. It is opened when the first one is expected. */
export class Conversations {
  readonly path: string;
  readonly #onInvocation: (caller: Caller) => void;
  readonly #expected = new Map<string, (caller: Caller) => void>();
  readonly #sockets = new Set<Socket>();
  #server: Promise<Server> | undefined;

  /** @param onInvocation called for clients that no shim has announced */
  constructor(folder: string, onInvocation: (caller: Caller) => void) {
    this.path = `${folder}/talk`;
    this.#onInvocation = onInvocation;
  }

  /** Resolves when clients can connect. */
  async open(): Promise<void> {
    this.#server ??= this.#listen();
    await this.#server;
  }

  /**
   * The client that a shim turns into, as `make` receives it: at once, since its next frames may have
   * come with its first. Undefined when `gone` is aborted before.
   */
  expect<T>(
    slot: number,
    pid: number,
    gone: AbortSignalLike,
    make: (caller: Caller) => T,
  ): Promise<T | undefined> {
    const key = `${slot}.${pid}`;
    return new Promise((resolve) => {
      const left = () => {
        this.#expected.delete(key);
        resolve(undefined);
      };
      if (gone.aborted) return left();
      gone.addEventListener("abort", left);
      this.#expected.set(key, (caller) => {
        gone.removeEventListener("abort", left);
        this.#expected.delete(key);
        resolve(make(caller));
      });
    });
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => undefined);
    for (const socket of this.#sockets) socket.destroy();
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
    removeFile(this.path);
  }

  #listen(): Promise<Server> {
    return new Promise((resolve, reject) => {
      if (Buffer.byteLength(this.path) > socketPathBytesMax) {
        const what = `the path of a socket would be longer than ${socketPathBytesMax} bytes: ${this.path}`;
        return reject(
          new BacklotError([
            finding("temp-folder", { what, fix: "Point TMPDIR at a folder with a short path." }),
          ]),
        );
      }
      const server = createServer((socket) => this.#greet(socket));
      server.once("error", reject);
      server.listen({ path: this.path, backlog: limits.listenBacklog }, () => resolve(server));
    });
  }

  #greet(socket: Socket): void {
    const reader = new FrameReader();
    let take: ((frame: Frame) => void) | undefined;
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) {
          if (take !== undefined) take(frame);
          else if (frame.type !== "hello") throw new TypeError("a client has to say who it is first");
          else {
            take = () => undefined;
            this.#introduce({
              hello: readHello(frame.payload),
              socket,
              listen: (listener) => (take = listener),
            });
          }
        }
      } catch {
        // What makes no sense comes from no client of ours.
        socket.destroy();
      }
    });
  }

  #introduce(caller: Caller): void {
    const { hello } = caller;
    if (!("slot" in hello)) return this.#onInvocation(caller);
    const expecting = this.#expected.get(`${hello.slot}.${hello.pid}`);
    if (expecting === undefined) caller.socket.destroy();
    else expecting(caller);
  }
}
