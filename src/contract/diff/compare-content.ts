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
  const left = pairSame(old.content, now.content, compare);
  for (const one of left.old) {
    const other = contentFor(now.content, one.mediaType);
    if (other !== undefined) compare(one, other);
    else {
      const what = `${label} is never ${essence(one.mediaType)} now`;
      const why = way === "request" ? "Callers that send it are refused." : "Readers can't read another.";
      tell({ rule: "media-type-removed", breaks: true, what, why, old: one.pointer, new: now.pointer });
    }
  }
  for (const other of left.new) {
    const one = contentFor(old.content, other.mediaType);
    if (one !== undefined) compare(one, other);
    else {
      const what = `${label} may be ${essence(other.mediaType)} now`;
      const why = way === "request" ? "Callers need not send it." : "Readers get it when they ask for it.";
      tell({ rule: "media-type-added", breaks: false, what, why, old: old.pointer, new: other.pointer });
    }
  }
}

/**
 * Compares media types that both have: those written the same first, since one may stand twice with other parameters.
 * @returns what is left of both
 */
function pairSame(
  old: readonly Content[],
  now: readonly Content[],
  compare: (one: Content, other: Content) => void,
): { readonly old: readonly Content[]; readonly new: readonly Content[] } {
  let left = { old, new: now };
  const spellings = [(type: string) => type, essence];
  for (const spelling of spellings) {
    const rest: Content[] = [];
    for (const one of left.old) {
      const other = left.new.find((each) => spelling(each.mediaType) === spelling(one.mediaType));
      if (other === undefined) rest.push(one);
      else {
        compare(one, other);
        left = { old: left.old, new: left.new.filter((each) => each !== other) };
      }
    }
    left = { old: rest, new: left.new };
  }
  return left;
}

function schemaOf({ schema, pointer }: Content): readonly Part[] {
  return schema === undefined ? [] : [{ schema, pointer: `${pointer}/schema` }];
}
