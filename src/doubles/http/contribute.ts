import type { Addresses, Contribution } from "../../engine/index.ts";
import type { HttpConfig } from "./config.ts";

/** Each service's base URL, in the variables that the scenario names, and the hosts it stands in for. */
export function contributeHttp(config: HttpConfig, addresses: Addresses): Contribution {
  const env: Record<string, string> = {};
  const hosts: Record<string, string> = {};
  for (const { name, exports, hosts: standsFor } of config.services) {
    const url = addresses.services[name];
    if (url === undefined) continue;
    for (const host of standsFor) hosts[host] = name;
    for (const [variable, template] of Object.entries(exports))
      env[variable] = template.replaceAll("{{url}}", url);
  }
  return { env, unset: [], files: {}, commands: [], hosts };
}
