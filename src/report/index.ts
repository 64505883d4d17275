export * from "./drift/index.ts";
export * from "./fix/index.ts";
export { renderCalls, type CallsOptions, type SuggestedScenario } from "./calls.ts";
export { renderCode } from "./code.ts";
export { renderEnvironment } from "./environment.ts";
export { renderCall } from "./one-call.ts";
export { renderFindings, type FindingsOptions } from "./findings.ts";
export { render, type RenderOptions, type ReportFormat } from "./render.ts";
export type { StyleOptions } from "./style.ts";
