export { render, type RenderOptions } from "./render.ts";
export { renderFindings, type FindingsOptions } from "./findings.ts";
export { renderCalls, type CallsOptions } from "./calls.ts";
export { renderCode } from "./code.ts";
export type { StyleOptions } from "./style.ts";
