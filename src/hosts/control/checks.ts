import { createHash, timingSafeEqual } from "node:crypto";

/** What the checks look at: a request's method and its header lines as they came. */
export interface ControlRequest {
  readonly method: string;
  /** Name, value, name, value: repeated lines stay apart. */
  readonly rawHeaders: readonly string[];
}

/** Who may ask. */
export interface ControlRule {
  /** 32 random bytes as hexadecimal digits. */
  readonly token: string;
  /** Values of Host that are ours, with the port where there is one. None: everything is refused. */
  readonly hosts: readonly string[];
  /** Values of Origin that are ours; on a unix socket none is. */
  readonly origins: readonly string[];
}

/** Why a request is refused. */
export interface Refused {
  readonly status: 400 | 401 | 403 | 415;
  readonly why: string;
}

/**
 * The one place that decides who may use the control plane; asked for every request before it is known whether
 * there is such a route. A web page, whatever it does to names and addresses, is stopped by Host (DNS
 * rebinding), Origin and Sec-Fetch-Site (requests across sites), and by the token.
 * @returns undefined when the request may go on
 */
export function refusalOf(request: ControlRequest, rule: ControlRule): Refused | undefined {
  const host = only(request, "host");
  if (host === undefined || !rule.hosts.includes(host)) return { status: 403, why: "Host is not ours" };
  const origin = valuesOf(request, "origin");
  if (!origin.every((one) => rule.origins.includes(one))) return { status: 403, why: "Origin is not ours" };
  const site = valuesOf(request, "sec-fetch-site");
  if (!site.every((one) => one === "same-origin" || one === "none"))
    return { status: 403, why: "Sec-Fetch-Site is another site" };
  const authorization = only(request, "authorization");
  if (authorization === undefined || !isToken(authorization, rule.token))
    return { status: 401, why: "the token is missing or wrong" };
  if (request.method === "GET") return undefined;
  // What a form can send is never taken for an order.
  if (only(request, "content-type") !== "application/json")
    return { status: 415, why: "Content-Type is not application/json" };
  return undefined;
}

/** Compares digests, so that the time tells nothing of how much was right, not even of the length. */
function isToken(authorization: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return token !== "" && timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}

/** The value of a header that stands exactly once. */
function only(request: ControlRequest, name: string): string | undefined {
  const values = valuesOf(request, name);
  return values.length === 1 ? values[0] : undefined;
}

function valuesOf({ rawHeaders }: ControlRequest, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
