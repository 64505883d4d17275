import type { LabelRow } from "../../state/rows.ts";
import { folded, nameWithin } from "../../state/tables.ts";
import { labelView } from "../../views/labels.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalText, requiredText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { missingField, notFound, validationFailed, type ApiProblem } from "../problem.ts";
import { compare } from "./order.ts";

/** Labels of a repository. */
export const labelOperations: readonly Operation[] = [
  operation("issues/list-labels-for-repo", (call) =>
    listed(call, byName(call.draft.list("label", call.repository.id)), (label) => show(call, label)),
  ),
  operation("issues/get-label", (call) => answered(show(call, labelIn(call)))),
  operation("issues/create-label", (call) => {
    const name = labelName(requiredText(call.body, "Label", "name"));
    if (find(call, name) !== undefined)
      throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
    const label = call.draft.add("label", {
      repository: call.repository.id,
      name,
      color: colorOf(call) ?? "ededed",
      description: descriptionOf(call) ?? null,
      isDefault: false,
    });
    tell(call, "label.created", label);
    return created(show(call, label));
  }),
  operation("issues/update-label", (call) => {
    const before = labelIn(call);
    const name = labelName(optionalText(call.body, "new_name") ?? before.name);
    const same = find(call, name);
    if (same !== undefined && same.id !== before.id)
      throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
    const label = call.draft.change("label", before, {
      name,
      color: colorOf(call) ?? before.color,
      description: descriptionOf(call) ?? before.description,
    });
    tell(call, "label.edited", label);
    return answered(show(call, label));
  }),
  operation("issues/delete-label", (call) => {
    const label = labelIn(call);
    call.draft.remove("label", label.id);
    for (const issue of call.draft.list("issue", call.repository.id)) {
      if (issue.labels.includes(label.id))
        call.draft.change("issue", issue, { labels: issue.labels.filter((id) => id !== label.id) });
    }
    tell(call, "label.deleted", label);
    return noContent();
  }),
];

/** GitHub's own limits, in characters. */
const nameLengthMax = 50;
/** See nameLengthMax. */
const descriptionLengthMax = 100;

/** The name of a label, if it can be one. @throws ApiProblem 422 */
export function labelName(name: string): string {
  if (name.trim() === "") throw missingField("Label", "name");
  if (name.length > nameLengthMax) throw tooLong("name", nameLengthMax);
  return name;
}

function descriptionOf(call: RestCall): string | undefined {
  const description = optionalText(call.body, "description");
  if (description !== undefined && description.length > descriptionLengthMax)
    throw tooLong("description", descriptionLengthMax);
  return description;
}

function tooLong(field: string, length: number): ApiProblem {
  const message = `${field} is too long (maximum is ${length} characters)`;
  return validationFailed({ resource: "Label", code: "custom", field, message });
}

function byName(labels: readonly LabelRow[]): readonly LabelRow[] {
  return labels.toSorted((left, right) => compare(folded(left.name), folded(right.name)));
}

function show(call: RestCall, label: LabelRow): ReturnType<typeof labelView> {
  return labelView(label, call.repositoryName, call.urls);
}

function find(call: RestCall, name: string): LabelRow | undefined {
  return call.draft.named("label", nameWithin(call.repository.id, name));
}

function labelIn(call: RestCall): LabelRow {
  const label = find(call, call.text("name"));
  if (label === undefined) throw notFound();
  return label;
}

function colorOf(call: RestCall): string | undefined {
  const color = optionalText(call.body, "color");
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color))
    throw validationFailed({ resource: "Label", code: "invalid", field: "color" });
  return color;
}

function tell(call: RestCall, type: string, { id, name }: LabelRow): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { label: id, name },
  });
}
