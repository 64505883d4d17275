import { finding, type Finding, type Json } from "../../core/index.ts";
import { redactData, refusalText, type CallRecord } from "../../engine/index.ts";

/** The stub that would match a call, as TOML to paste. */
export function suggestStub(record: CallRecord): string {
  const name = /^[A-Za-z0-9_-]+$/.test(record.target) ? record.target : JSON.stringify(record.target);
  return `[[services.${name}.stubs]]\nrequest = ${JSON.stringify(record.text)}\nreply = { json = {} }\n`;
}

/** The body of a refusal: the finding as JSON, with the same text that a command would print; without secrets. */
export function refusalBody(refused: Finding): Json {
  const one = redactData(refused);
  return {
    error: one.what,
    code: one.code,
    name: one.name,
    why: one.why,
    fix: one.fix,
    nearest: one.near.map((near) => ({ expectation: near.what, differences: [...(near.differences ?? [])] })),
    text: refusalText(one),
  };
}

/** A service without a contract works, and every report says that nothing checked it. */
export function uncheckedService(service: string): Finding {
  return finding("unchecked-service", { what: `service ${service} has no contract` });
}
