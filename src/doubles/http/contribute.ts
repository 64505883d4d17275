import type { Addresses, Contribution } from "../../engine/index.ts";
import type { ServicesConfig } from "./schema.ts";

/** Each service's base URL, in the variables that the scenario names. */
export function contributeHttp(config: ServicesConfig, addresses: Addresses): Contribution {
  const env: Record<string, string> = {};
  for (const [service, { exports }] of Object.entries(config.services)) {
    const url = addresses.services[service];
    if (url === undefined) continue;
    for (const { variable, template } of exports) env[variable] = template.replaceAll("{{url}}", url);
  }
  return { env, unset: [], files: {}, commands: [], hosts: {} };
}
