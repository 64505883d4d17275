import { sensitiveName } from "../core/index.ts";
import type { Contribution } from "../engine/index.ts";

/** Why a variable has the value it has, or is gone. */
export interface EnvOrigin {
  readonly name: string;
  /** Absent when the variable was removed. */
  readonly value?: string;
  /** "inherited", "[env]", "service convo", "world", "removed: credential", ... */
  readonly origin: string;
}

/** The environment of programs in a world, with the origin of each variable that backlot touched. */
export interface WorldEnvironment {
  readonly env: Readonly<Record<string, string>>;
  readonly origins: readonly EnvOrigin[];
}

/** What an environment is made of. */
export interface EnvironmentParts {
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** `[env]` of the scenario. */
  readonly own: Readonly<Record<string, string>>;
  /** `env_pass`: names or globs of credentials that stay. */
  readonly pass: readonly string[];
  readonly contributions: readonly { readonly double: string; readonly contribution: Contribution }[];
  /** The PATH of its programs, from the one they would have. */
  readonly path: (inherited: string) => string;
  /** The lot's folder: the mark by which the reaper finds what this process's worlds have started; absent: it must not. */
  readonly lotFolder: string | undefined;
  /** The world's folder: the mark of its own processes. */
  readonly worldFolder: string;
  /** Folder of the run that the world's journal goes to. */
  readonly runFolder: string | undefined;
  /** Whether no other commands are found. */
  readonly sealed?: boolean | undefined;
  /** How a run was asked to record: its programs' worlds are asked the same. */
  readonly record?: string | undefined;
  /** Absolute path of its scrubbing rules: they hold for all that the run records. */
  readonly rules?: string | undefined;
}

/** Where programs are sought when nobody says. */
export const defaultPath = "/usr/local/bin:/usr/bin:/bin";

// Real credentials whose names say nothing secret by themselves.
const credentialNames = new Set([
  "SSH_AUTH_SOCK",
  "GPG_AGENT_INFO",
  "KUBECONFIG",
  "DOCKER_CONFIG",
  "NETRC",
  "AWS_PROFILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_CONFIG_FILE",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "CLOUDSDK_CONFIG",
  "AZURE_CONFIG_DIR",
]);

/**
 * The environment of a world: what is inherited without real credentials, then what doubles contribute, then
 * `[env]`, then PATH and the markers.
 */
export function worldEnvironment(parts: EnvironmentParts): WorldEnvironment {
  const env: Record<string, string> = {};
  const origins: EnvOrigin[] = [];
  const keep = parts.pass.map(globPattern);
  const set = (name: string, value: string, origin: string): void => {
    env[name] = value;
    origins.push({ name, value, origin });
  };
  for (const [name, value] of Object.entries(parts.inherited)) {
    if (value === undefined) continue;
    const credential = credentialNames.has(name) || sensitiveName(name);
    if (credential && !keep.some((pattern) => pattern.test(name)))
      origins.push({ name, origin: "removed: a real credential" });
    else {
      env[name] = value;
      if (credential) origins.push({ name, value: "<kept>", origin: "env_pass" });
    }
  }
  for (const { double, contribution } of parts.contributions) {
    for (const name of contribution.unset) {
      delete env[name];
      origins.push({ name, origin: `removed: ${double}` });
    }
    for (const [name, value] of Object.entries(contribution.env)) set(name, value, double);
  }
  for (const [name, value] of Object.entries(parts.own)) set(name, value, "[env]");
  bypassProxies(env, set);
  set(
    "PATH",
    parts.path(env["PATH"] ?? defaultPath),
    parts.sealed === true ? "doubled commands only" : "doubled commands first",
  );
  if (parts.lotFolder !== undefined) set("BACKLOT_LOT", parts.lotFolder, "lot");
  set("BACKLOT_WORLD", parts.worldFolder, "world");
  if (parts.runFolder !== undefined) set("BACKLOT_RUN", parts.runFolder, "run");
  if (parts.record !== undefined) set("BACKLOT_RECORD", parts.record, "--record");
  if (parts.rules !== undefined) set("BACKLOT_RULES", parts.rules, "--rules");
  return { env, origins };
}

/** Programs that use a proxy must not send loopback traffic through it. */
function bypassProxies(
  env: Readonly<Record<string, string>>,
  set: (name: string, value: string, origin: string) => void,
): void {
  const proxied = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].some(
    (name) => name in env,
  );
  if (!proxied) return;
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const hosts = [env[name], "127.0.0.1", "localhost"].filter((host) => host !== undefined && host !== "");
    set(name, [...new Set(hosts)].join(","), "loopback past the proxy");
  }
}

function globPattern(glob: string): RegExp {
  const source = glob
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`);
}
