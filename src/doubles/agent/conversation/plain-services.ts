import type { Services } from "./services.ts";

/** Services of an agent that may do everything and does nothing. */
export const plainServices: Services = {
  permission: () => ({ kind: "allow" }),
  grant: () => undefined,
  run: async (call, scripted) => ({
    content: scripted?.result ?? `${call.name} done`,
    isError: false,
    report: scripted?.result ?? "",
    denied: false,
    files: [],
  }),
  denied: (_call, message) => ({
    content: message,
    isError: true,
    report: `Error: ${message}`,
    denied: true,
    files: [],
  }),
  failure: (failure) => ({ kind: "api_error", text: failure.type, status: null, error: "unknown" }),
  costOf: () => 0,
};
