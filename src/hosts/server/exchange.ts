import type { ServerResponse } from "node:http";
import { finding, type Finding, type HttpHead } from "../../core/index.ts";
import type { Arrival, CallSink } from "../../engine/index.ts";
import type { Carried, Connection } from "./connection.ts";
import { GoneSignal } from "./gone.ts";
import { readHead, type Target } from "./head.ts";
import { RequestInput } from "./input.ts";
import { refusalHeaders, refusalText } from "./refusal.ts";
import { HttpReply } from "./reply.ts";

/** What all exchanges of one service share. */
export interface Service {
  readonly name: string;
  /** Base URL, known once it listens. */
  url: string;
  readonly sink: CallSink;
  /** Takes findings about what never became a call, or was served wrongly. */
  readonly report: (finding: Finding) => void;
}

/**
 * One HTTP exchange as a call. What an arrival consists of are properties of its own, so that a copy of an
 * exchange still is an arrival.
 */
export class Exchange implements Arrival, Carried {
  readonly head: HttpHead;
  readonly input: RequestInput;
  readonly reply: HttpReply;
  readonly gone = new GoneSignal();
  private readonly service: Service;
  private readonly connection: Connection;
  private readonly response: ServerResponse;
  private readonly waitsForContinue: boolean;

  constructor(
    service: Service,
    connection: Connection,
    response: ServerResponse,
    target: Target,
    waitsForContinue: boolean,
  ) {
    this.service = service;
    this.connection = connection;
    this.response = response;
    this.waitsForContinue = waitsForContinue;
    this.head = readHead(response.req, service.name, service.url, target);
    this.input = new RequestInput(response.req, this);
    this.reply = new HttpReply(response, connection, this);
    connection.add(this);
  }

  get complete(): boolean {
    return this.response.req.complete;
  }

  get begun(): boolean {
    return this.reply.begun;
  }

  /** Serves the call; whatever the sink does, the client gets an answer or an end. */
  async serve(): Promise<void> {
    try {
      await this.service.sink.accept(this);
    } catch (error) {
      this.fail(`failed: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (!this.reply.over) this.fail("returned without ending its answer");
  }

  /** The client left before the call was over. */
  leave(): void {
    this.gone.abort();
    this.input.leave();
    this.reply.leave();
  }

  whenSent(sent: () => void): void {
    this.response.once("finish", sent);
  }

  /** The reply is over: nothing is read for this call any more. */
  over(): void {
    this.connection.delete(this);
    if (!this.gone.aborted) this.input.close();
  }

  /** Somebody asks for the body: a client that waits for leave to send it gets that. */
  beforeRead(): void {
    if (this.waitsForContinue && !this.reply.begun) this.response.writeContinue();
  }

  private fail(how: string): void {
    const fault = finding("internal", {
      what: `Serving ${this.head.method} ${this.head.path} ${how}.`,
    });
    this.service.report(fault);
    const text = refusalText(fault, this.service.name);
    this.reply.fail(500, refusalHeaders(fault, text), text);
  }
}
