import { utf8, type HeaderList, type Json } from "../../src/core/index.ts";
import type { CallRecord, World } from "../../src/engine/index.ts";
import { arrivalOf, httpHead } from "./calls.ts";

/** What a service said to a call, and the record of it. */
export interface ShopAnswer {
  readonly status: number | undefined;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  readonly record: CallRecord;
}

const jsonType: HeaderList = [["content-type", "application/json"]];

/** Calls the service "shop". Of calls at the same time the record is another one's. */
export async function askShop(
  world: World,
  line: string,
  body?: unknown,
  headers = jsonType,
): Promise<ShopAnswer> {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  const all = body === undefined ? [] : [...headers, ["content-length", String(utf8(text).length)] as const];
  const arrival = arrivalOf(httpHead(line, { service: "shop", headers: all }), [
    { kind: "bytes", bytes: utf8(text) },
    { kind: "end" },
  ]);
  await world.accept(arrival);
  const [record] = world.calls({ ids: [world.lastCall] }) as [CallRecord];
  const head = arrival.said.find((one) => one[0] === "head");
  const sent = arrival.said.flatMap((one) => (one[0] === "stdout" ? [one[1]] : [])).join("");
  return {
    status: head?.[1],
    body: sent === "" ? null : (JSON.parse(new TextDecoder().decode(Buffer.from(sent, "latin1"))) as Json),
    headers: Object.fromEntries(
      Object.entries(head?.[2] ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    record,
  };
}

/** Status and body of several calls, one after the other. */
export async function tellShop(
  world: World,
  ...calls: readonly (readonly [string, unknown?])[]
): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const [line, body] of calls) {
    const answer = await askShop(world, line, body);
    told.push(answer.body === null ? answer.status : [answer.status, answer.body]);
  }
  return told;
}

/** Status, outcome and findings of a call that was refused. */
export const refusedBy = async (
  world: World,
  line: string,
  body?: unknown,
  headers?: HeaderList,
): Promise<string> => {
  const { record, status } = await askShop(world, line, body, headers);
  return `${status} ${record.outcome} ${record.findings.map(({ name }) => name).join(" ")}`;
};
