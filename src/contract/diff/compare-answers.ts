import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { Contract, DeclaredAnswer } from "../document/contract.ts";
import { resolve } from "../document/references.ts";
import { pointerStep } from "../schema/pointer.ts";
import { compareContent } from "./compare-content.ts";
import { type OperationComparing, operationName } from "./comparing.ts";
import type { Part } from "./side.ts";

type Answers = ReadonlyMap<string, DeclaredAnswer>;

/** Compares statuses, their headers and bodies. A status that only a range or `default` of the other side holds is compared with that. */
export function compareAnswers(comparing: OperationComparing): void {
  const { pair, tell } = comparing;
  const [old, now] = [pair.old.responses, pair.new.responses];
  for (const [status, answer] of old) {
    const other = now.get(status) ?? covering(now, status);
    if (other !== undefined) compareAnswer(comparing, answer, other, status);
    else {
      const good = status.startsWith("2");
      const why = good ? "Readers wait for what never comes." : "Readers meet one failure less.";
      const what = `answer ${status} is gone`;
      tell({ rule: "status-removed", breaks: good, what, why, old: answer.pointer });
    }
  }
  for (const [status, answer] of now) {
    if (old.has(status)) continue;
    const one = covering(old, status);
    if (one !== undefined) compareAnswer(comparing, one, answer, status);
    else {
      const why = "Readers may not know it; what they knew still comes.";
      tell({
        rule: "status-added",
        breaks: false,
        what: `answer ${status} is new`,
        why,
        new: answer.pointer,
      });
    }
  }
}

/** What stands for a status that is not declared itself. */
function covering(answers: Answers, status: string): DeclaredAnswer | undefined {
  const range = /^\d\d\d$/.test(status) ? answers.get(`${status[0]}XX`) : undefined;
  if (range !== undefined || status === "default") return range;
  // Beside a success of its own, `default` is the failure.
  const isFailure = [...answers.keys()].some((one) => one.startsWith("2"));
  return isFailure && status.startsWith("2") ? undefined : answers.get("default");
}

function compareAnswer(
  comparing: OperationComparing,
  old: DeclaredAnswer,
  now: DeclaredAnswer,
  status: string,
): void {
  compareHeaders(comparing, old, now, status);
  compareContent(comparing, old, now, "answer", status);
}

function compareHeaders(
  { contracts, pair, schemas, tell }: OperationComparing,
  old: DeclaredAnswer,
  now: DeclaredAnswer,
  status: string,
): void {
  const [was, is] = [headersOf(contracts.old, old), headersOf(contracts.new, now)];
  for (const [name, header] of was) {
    const other = is.get(name);
    const label = `answer ${status} header ${header.name}`;
    if (other === undefined) {
      const what = `${label} is gone`;
      tell({ rule: "header-removed", breaks: true, what, why: "Readers miss it.", old: header.pointer });
      continue;
    }
    const places = { old: header.pointer, new: other.pointer };
    if (header.required && !other.required) {
      const what = `${label} may be absent now`;
      tell({ rule: "header-optional", breaks: true, what, why: "Readers may miss it.", ...places });
    } else if (other.required && !header.required) {
      const what = `${label} is always there now`;
      tell({ rule: "header-required", breaks: false, what, why: "Readers never miss it.", ...places });
    }
    schemas.add(
      { old: header.schema, new: other.schema, way: "answer", label, named: false, path: "" },
      operationName(pair.new),
    );
  }
  for (const [name, header] of is) {
    if (was.has(name)) continue;
    const what = `answer ${status} header ${header.name} is new`;
    const why = "Readers pass over what they do not know.";
    tell({ rule: "header-added", breaks: false, what, why, new: header.pointer });
  }
}

interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: readonly Part[];
  readonly pointer: string;
}

/** The headers of an answer, by their names in lower case. */
function headersOf({ document }: Contract, answer: DeclaredAnswer): ReadonlyMap<string, Header> {
  const written = valueAt(document, `${answer.pointer}/headers`);
  if (!isJsonObject(written)) return new Map();
  return new Map(
    Object.keys(written)
      .filter((name) => name.toLowerCase() !== "content-type")
      .flatMap((name): [string, Header][] => {
        const at = `${answer.pointer}/headers${pointerStep(name)}`;
        const { value, pointer } = resolve(document, written[name], at);
        if (!isJsonObject(value)) return [];
        const schema = schemaOf(value, pointer);
        return [[name.toLowerCase(), { name, required: value["required"] === true, schema, pointer }]];
      }),
  );
}

function schemaOf(header: JsonObject, pointer: string): readonly Part[] {
  const { schema } = header;
  return schema === undefined ? [] : [{ schema, pointer: `${pointer}/schema` }];
}
