import type { Catalogue, CatalogueEntry, CatalogueField, CatalogueService } from "../../drift/index.ts";
import { joinLines } from "../inert.ts";
import { code, escaped, table } from "../markdown.ts";
import { plural } from "../words.ts";
import {
  actionText,
  anchorText,
  entryLines,
  fieldCells,
  fieldTeller,
  legendOf,
  operationOf,
  serviceText,
  type SharedFields,
  stubCells,
} from "./catalogue-words.ts";

const most = { tests: 20, sites: 20, findings: 20 };

/** The catalogue as a page of Markdown, to be kept beside the code. */
export function catalogueMarkdown(catalogue: Catalogue): string {
  const tell = fieldTeller();
  let number = 0;
  const pages = catalogue.services.map((service) => {
    const entries = service.entries.map((entry) => {
      number += 1;
      return { entry, number, fields: tell(number, entry.body?.fields ?? []) };
    });
    return [
      `## ${escaped(service.name)}`,
      "",
      escaped(`${serviceText(service).slice(service.name.length + 2)}. ${anchorText(service)}.`),
      "",
      ...table(
        ["", "operation", "do", "called", "stubs"],
        entries.map(({ entry, number }) => [
          String(number),
          code(operationOf(entry)),
          actionText(entry),
          entry.calls.known ? String(entry.calls.count) : "?",
          String(entry.stubs.length),
        ]),
      ),
      ...entries.flatMap((one) => entryPage(service, one)),
      ...footOf(service),
    ];
  });
  const legend = legendOf(catalogue).map(([action, meaning]) => `- **${action}**: ${escaped(meaning)}`);
  const body = pages.flatMap((page) => ["", ...page]);
  return joinLines(["# Catalogue of operations", ...(legend.length === 0 ? [] : ["", ...legend]), ...body]);
}

function entryPage(
  service: CatalogueService,
  {
    entry,
    number,
    fields,
  }: { readonly entry: CatalogueEntry; readonly number: number; readonly fields: SharedFields },
): string[] {
  return [
    "",
    `### ${number}. ${code(operationOf(entry))}: ${actionText(entry)}`,
    "",
    ...entryLines(service, entry, most).map(([label, text]) => `- ${label}: ${escaped(text)}`),
    ...(entry.stubs.length === 0
      ? ["- stubs: none"]
      : [
          "",
          ...table(
            ["stub", "answers", "use"],
            entry.stubs.map((stub) => {
              const [place, answers, use] = stubCells(stub);
              return [code(place), escaped(answers), escaped(use)];
            }),
          ),
        ]),
    ...fieldsPage(entry, fields),
  ];
}

function fieldsPage({ body }: CatalogueEntry, { with: earlier, rest }: SharedFields): string[] {
  if (body === undefined || body.fields.length === 0) return [];
  const note = body.note === undefined ? [] : ["", escaped(body.note)];
  const shared =
    earlier === undefined
      ? note
      : [
          "",
          `The ${earlier.count} fields of ${earlier.number}${rest.length === 0 ? "." : `, and ${plural(rest.length, "more", "more")}:`}`,
        ];
  return rest.length === 0
    ? shared
    : [...shared, "", ...table(["field", "type", "default", "notes"], rest.map(fieldRow))];
}

function fieldRow(field: CatalogueField): string[] {
  const [type, value, notes] = fieldCells(field);
  return [code(field.name), code(type), value === "" ? "" : code(value), escaped(notes)];
}

function footOf({ untouched, otherStubs }: CatalogueService): string[] {
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : ["", `${title}: ${items.map(code).join(", ")}.`];
  return [
    ...list("Neither called nor stubbed", untouched),
    ...list(
      "Stubs of many operations that answered nothing",
      otherStubs.map((stub) => `${stub.text} (${stubCells(stub)[0]})`),
    ),
  ];
}
