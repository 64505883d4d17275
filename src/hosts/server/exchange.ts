import type { IncomingMessage, ServerResponse } from "node:http";
import { finding, type CallInput, type Finding, type HttpHead } from "../../core/index.ts";
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

/** One HTTP exchange as a call; head and input are made when they are asked for. */
export class Exchange implements Arrival, Carried {
  readonly reply: HttpReply;
  readonly gone = new GoneSignal();
  private readonly service: Service;
  private readonly connection: Connection;
  private readonly response: ServerResponse;
  private readonly target: Target;
  private readonly waitsForContinue: boolean;
  private madeHead: HttpHead | undefined;
  private madeInput: RequestInput | undefined;

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
    this.target = target;
    this.waitsForContinue = waitsForContinue;
    this.reply = new HttpReply(response, connection, this);
    connection.add(this);
  }

  get head(): HttpHead {
    return (this.madeHead ??= readHead(this.request, this.service.name, this.service.url, this.target));
  }

  get input(): AsyncIterable<CallInput> {
    if (this.madeInput === undefined) {
      this.madeInput = new RequestInput(this.request, this);
      if (this.gone.aborted) this.madeInput.leave();
      else if (this.reply.over) this.madeInput.close();
    }
    return this.madeInput;
  }

  get complete(): boolean {
    return this.request.complete;
  }

  get begun(): boolean {
    return this.reply.begun;
  }

  private get request(): IncomingMessage {
    return this.response.req;
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
    this.madeInput?.leave();
    this.reply.leave();
  }

  whenSent(sent: () => void): void {
    this.response.once("finish", sent);
  }

  /** The reply is over: nothing is read for this call any more. */
  over(): void {
    this.connection.delete(this);
    if (!this.gone.aborted) this.madeInput?.close();
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
