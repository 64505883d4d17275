import type { HeaderList } from "../../core/index.ts";
import type { SecurityChoice, SecurityNeed } from "./contract.ts";
import type { QueryEntry } from "./query.ts";

/** What a request brings that may be credentials. */
export interface Credentials {
  readonly headers: HeaderList;
  readonly query: readonly QueryEntry[];
  readonly cookies: ReadonlyMap<string, string>;
}

/** Whether a request brings what one of the choices asks for: that it is there, not whether it is right. */
export function bringsOneOf(choices: readonly SecurityChoice[], credentials: Credentials): boolean {
  return choices.length === 0 || choices.some((choice) => choice.every((need) => brings(need, credentials)));
}

function brings(need: SecurityNeed, { headers, query, cookies }: Credentials): boolean {
  const header = (name: string): string | undefined =>
    headers.find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
  switch (need.type) {
    case "apiKey": {
      const { parameter = "" } = need;
      if (need.in === "header") return (header(parameter) ?? "") !== "";
      if (need.in === "cookie") return cookies.has(parameter);
      return query.some(({ name, value }) => name === parameter && value !== "");
    }
    case "http": {
      const given = header("authorization")?.split(" ", 1)[0]?.toLowerCase();
      return given === (need.scheme ?? "");
    }
    case "oauth2":
    case "openIdConnect":
      return (header("authorization") ?? "") !== "";
    default:
      // mutualTLS is below HTTP, and what is not known can't be missed.
      return true;
  }
}

/** How credentials are sent, for people. @example "Authorization (bearer)" */
export function credentialsText(choices: readonly SecurityChoice[]): string {
  const text = ({ type, scheme, in: place, parameter, name }: SecurityNeed): string => {
    if (type === "apiKey")
      return `the ${place ?? "query"} ${place === "query" ? "parameter " : ""}${parameter ?? name}`;
    // Not as it is sent: in a journal and a report that would be taken for a credential, and lost.
    if (type === "http") return `Authorization (${scheme ?? name})`;
    return `Authorization (${name})`;
  };
  return choices.map((choice) => choice.map(text).join(" and ")).join(", or ");
}
