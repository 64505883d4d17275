import { isJsonObject, type Json } from "../../../core/index.ts";

/**
 * Fills a transition's text from the facts of what happened.
 * @example fillFacts("POST /repos/{{repository}}/issues/{{number}}/labels", { repository: "acme/app", number: 3 })
 */
export function fillFacts(
  text: string,
  facts: Readonly<Record<string, Json>>,
): string | { readonly why: string } {
  let unknown: string | undefined;
  const filled = text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, path: string) => {
    const value = path.split(".").reduce<Json | undefined>((held, step) => below(held, step), facts);
    if (typeof value === "string" || typeof value === "number") return String(value);
    unknown ??= whole;
    return "";
  });
  if (unknown === undefined) return filled;
  const known = Object.keys(facts).toSorted().join(", ");
  return { why: `${unknown} is nothing that the event tells; it tells ${known}` };
}

function below(value: Json | undefined, step: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
