import type { Content } from "../document/contract.ts";
import { contentFor, essence } from "../document/media-type.ts";
import { type OperationComparing, operationName } from "./comparing.ts";
import type { Part } from "./side.ts";

/** A body of a request or an answer. */
interface Body {
  readonly content: readonly Content[];
  readonly pointer: string;
}

/**
 * Compares the media types of a body and their schemas. One that only a range of the other side holds is compared
 * with that.
 * @param status of an answer
 */
export function compareContent(
  comparing: OperationComparing,
  old: Body,
  now: Body,
  way: "request" | "answer",
  status = "",
): void {
  const { pair, schemas, tell } = comparing;
  const label = way === "request" ? "request body" : `answer ${status}`;
  const only = old.content.length <= 1 && now.content.length <= 1;
  const compare = (one: Content, other: Content): void => {
    const what =
      only || essence(other.mediaType) === "application/json" ? label : `${label} ${other.mediaType}`;
    schemas.add(
      { old: schemaOf(one), new: schemaOf(other), way, label: what, named: false, path: "" },
      operationName(pair.new),
    );
  };
  for (const one of old.content) {
    const other = contentFor(now.content, one.mediaType);
    if (other !== undefined) compare(one, other);
    else {
      const what = `${label} is never ${essence(one.mediaType)} now`;
      const why = way === "request" ? "Callers that send it are refused." : "Readers can't read another.";
      tell({ rule: "media-type-removed", breaks: true, what, why, old: one.pointer, new: now.pointer });
    }
  }
  for (const other of now.content) {
    if (has(old.content, other)) continue;
    const one = contentFor(old.content, other.mediaType);
    if (one !== undefined) compare(one, other);
    else {
      const what = `${label} may be ${essence(other.mediaType)} now`;
      const why = way === "request" ? "Callers need not send it." : "Readers get it when they ask for it.";
      tell({ rule: "media-type-added", breaks: false, what, why, old: old.pointer, new: other.pointer });
    }
  }
}

function has(content: readonly Content[], wanted: Content): boolean {
  return content.some((one) => essence(one.mediaType) === essence(wanted.mediaType));
}

function schemaOf({ schema, pointer }: Content): readonly Part[] {
  return schema === undefined ? [] : [{ schema, pointer: `${pointer}/schema` }];
}
