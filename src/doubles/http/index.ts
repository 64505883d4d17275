import type { Double } from "../../engine/index.ts";
import { anchorOf } from "./anchor/anchor.ts";
import { admitStub } from "./anchor/admit.ts";
import { judgeStubs } from "./anchor/judge.ts";
import { contributeHttp } from "./contribute.ts";
import { decideHttp } from "./decide.ts";
import { suggestStub, syntheticService, uncheckedService } from "./explain.ts";
import { httpQueries } from "./queries.ts";
import type { HttpConfig } from "./config.ts";
import { serveHttp } from "./serve.ts";
import { reduceHttp, startHttp, type HttpState } from "./state.ts";

export { httpEvidence } from "./anchor/stub-evidence.ts";
export type { HttpConfig } from "./config.ts";
export { httpSection } from "./schema.ts";
export { stubEntry } from "./stub-schema.ts";

/** The double of HTTP services: plain stubs, each service on a port of its own. */
export const httpDouble: Double<HttpConfig, HttpState> = {
  name: "http",
  protocol: "http",
  listens: ({ services }) => services.map(({ name, port }) => ({ name, port })),
  start: startHttp,
  decide: decideHttp,
  reduce: reduceHttp,
  serve: serveHttp,
  queries: httpQueries,
  contribute: contributeHttp,
  notes: (config) =>
    config.services.flatMap((service) => [
      ...(anchorOf(service) === undefined ? [uncheckedService(service.name)] : []),
      ...(service.unmatched === "synthetic" ? [syntheticService(service.name)] : []),
    ]),
  admit: (config, expectation) => admitStub(config, expectation),
  check: judgeStubs,
  judge: (_state, uses, _ports, config) =>
    judgeStubs(
      config,
      uses.flatMap(({ expectation, overridden }) => (overridden ? [] : [expectation])),
    ),
  suggest: suggestStub,
};
