import type {
  Action,
  Catalogue,
  CatalogueEntry,
  CatalogueField,
  CatalogueService,
} from "../../drift/index.ts";
import { columnsOf, cutTo, padTo, wrap } from "../columns.ts";
import { joinLines } from "../inert.ts";
import type { Style, Tone } from "../style.ts";
import { plural, shortened } from "../words.ts";
import {
  actionCounts,
  actionText,
  anchorText,
  entryLines,
  fieldCells,
  fieldTeller,
  legendOf,
  type Most,
  operationOf,
  serviceText,
  type SharedFields,
  stubCells,
} from "./catalogue-words.ts";

const most: Most = { tests: 2, sites: 4, findings: 3 };
const everything: Most = { tests: Infinity, sites: Infinity, findings: Infinity };
/** Stubs of one operation, and names of untouched operations, that are listed when the text is not verbose. */
const listMost = 8;

const tones: Readonly<Record<Action, Tone>> = {
  add: "error",
  expand: "warning",
  refuse: "error",
  decide: "error",
  delete: "warning",
  allow: "note",
  keep: "good",
};

/** The catalogue for people. */
export function catalogueText(catalogue: Catalogue, style: Style): string {
  if (catalogue.services.length === 0) return joinLines(["backlot: no service is called or stubbed"]);
  let number = 0;
  const tell = fieldTeller();
  const lines = catalogue.services.flatMap((service, index) => [
    ...(index === 0 ? [] : [""]),
    ...serviceHead(service, style),
    ...service.entries.flatMap((entry) => {
      number += 1;
      return entryText(service, entry, { number, fields: tell(number, entry.body?.fields ?? []) }, style);
    }),
    ...serviceFoot(service, style),
  ]);
  const legend = legendOf(catalogue).flatMap(([action, meaning]) =>
    wrap(meaning, style.width, `  ${action.padEnd(6)} `),
  );
  return joinLines([
    ...lines,
    ...(legend.length === 0 ? [] : ["", ...legend.map((one) => style.paint("quiet", one))]),
  ]);
}

function serviceHead(service: CatalogueService, style: Style): string[] {
  const counts = actionCounts(service);
  return [
    ...wrap(style.line(serviceText(service)), style.width, "", "  ").map((line) =>
      style.paint("strong", line),
    ),
    ...wrap(style.line(anchorText(service)), style.width, "  "),
    ...(counts === "" ? [] : [`  ${counts}`]),
  ];
}

function serviceFoot({ untouched, otherStubs }: CatalogueService, style: Style): string[] {
  const listed = (items: readonly string[]): string =>
    shortened(
      items.map((one) => style.line(one)),
      style.verbose ? Infinity : listMost,
    );
  const foot = [
    ...(untouched.length === 0
      ? []
      : wrap(listed(untouched), style.width, `Neither called nor stubbed (${untouched.length}): `, "  ")),
    ...(otherStubs.length === 0
      ? []
      : wrap(
          listed(otherStubs.map((stub) => `${stub.text} (${stubCells(stub)[0]})`)),
          style.width,
          "Stubs of many operations that answered nothing: ",
          "  ",
        )),
  ];
  return foot.length === 0 ? [] : ["", ...foot];
}

function entryText(
  service: CatalogueService,
  entry: CatalogueEntry,
  { number, fields }: { readonly number: number; readonly fields: SharedFields },
  style: Style,
): string[] {
  const lead = `${number}. `;
  const indent = " ".repeat(lead.length);
  const head = wrap(`${style.line(operationOf(entry))}: ${actionText(entry)}`, style.width, lead, indent);
  const lines = entryLines(service, entry, style.verbose ? everything : most);
  return [
    "",
    ...head.map((line) => style.paint(tones[entry.disposition.action], line)),
    ...lines.flatMap(([label, text]) => labelled(label, style.line(text), indent, style)),
    ...stubLines(entry, indent, style),
    ...fieldLines(entry, fields, indent, style),
  ];
}

const labelColumns = 8;
/** Columns that what became of a stub needs beside its place. */
const useLeast = 18;

function labelled(label: string, text: string, indent: string, style: Style): string[] {
  return wrap(text, style.width, `${indent}${label.padEnd(labelColumns)}`);
}

function stubLines({ stubs }: CatalogueEntry, indent: string, style: Style): string[] {
  if (stubs.length === 0) return labelled("stubs", "none", indent, style);
  // The same line of a loop may declare many stubs: told once.
  const rows = new Map<string, { readonly cells: readonly string[]; count: number }>();
  for (const stub of stubs) {
    const cells = stubCells(stub).map((cell) => style.line(cell));
    const known = rows.get(cells.join("\n")) ?? { cells, count: 0 };
    rows.set(cells.join("\n"), { cells, count: known.count + 1 });
  }
  const shown = [...rows.values()].slice(0, style.verbose ? undefined : listMost);
  const { ellipsis } = style.marks;
  const widthOf = (index: number, most: number): number =>
    Math.min(most, Math.max(...shown.map(({ cells }) => columnsOf(cells[index] as string))));
  const widths = [widthOf(0, Math.floor(style.width / 2)), widthOf(1, 20)];
  const label = (index: number): string => indent + (index === 0 ? "stubs" : "").padEnd(labelColumns);
  const room = style.width - columnsOf(label(0)) - (widths[0] ?? 0) - (widths[1] ?? 0) - 4;
  const rest = rows.size - shown.length;
  return [
    ...shown.flatMap(({ cells: [at = "", answer = "", use = ""], count }, index) => {
      const words = count === 1 ? use : `${count} of them, each ${use}`;
      if (room < useLeast) return wrap(`${at}: ${answer}, ${words}`, style.width, label(index));
      const columns = [at, answer].map((cell, column) => {
        const width = widths[column] ?? 0;
        return padTo(cutTo(cell, width, ellipsis), width);
      });
      return wrap(words, style.width, `${label(index)}${columns.join("  ")}  `);
    }),
    ...(rest > 0 ? labelled("", `and ${plural(rest, "more", "more")}`, indent, style) : []),
  ];
}

function fieldLines({ body }: CatalogueEntry, fields: SharedFields, indent: string, style: Style): string[] {
  if (body === undefined || body.fields.length === 0) return [];
  const own = plural(fields.rest.length, "field");
  const title =
    fields.with === undefined
      ? `${own}${body.type.startsWith("list of ") ? " of each item" : ""}${body.note === undefined ? "" : `. ${body.note}`}`
      : `the ${fields.with.count} fields of ${fields.with.number}.${fields.rest.length === 0 ? "" : ` and ${fields.rest.length} more`}`;
  return [
    ...labelled("fields", style.line(title), indent, style),
    ...(fields.rest.length === 0 ? [] : fieldTable(fields.rest, `${indent}  `, style)),
  ];
}

/** Columns that notes need beside the others; with less they stand below. */
const notesLeast = 30;
/** Columns of a default. */
const valueMost = 12;

/** One line for each field, notes below it where they have no room beside it. */
function fieldTable(fields: readonly CatalogueField[], indent: string, style: Style): string[] {
  const rows = fields.map((field) => [field.name, ...fieldCells(field)].map((cell) => style.line(cell)));
  const heads = ["field", "type", "default", "notes"];
  const half = Math.floor((style.width - columnsOf(indent) - valueMost - 4) / 2);
  const widths = heads.map((head, index) => {
    const width = Math.max(0, ...rows.map((row) => columnsOf(row[index] as string)));
    return width === 0 ? 0 : Math.max(columnsOf(head), Math.min(width, [half, half, valueMost][index] ?? 0));
  });
  const used = widths
    .map((width, index) => ({ width, index }))
    .slice(0, 3)
    .filter(({ width }) => width > 0);
  const left = (row: readonly string[]): string =>
    indent +
    used
      .map(({ width, index }) => padTo(cutTo(row[index] as string, width, style.marks.ellipsis), width))
      .join("  ");
  const room = style.width - columnsOf(left(heads)) - 2;
  const hasNotes = rows.some((row) => row[3] !== "");
  const line = (row: readonly string[]): string[] => {
    const notes = row[3] as string;
    if (notes === "") return [left(row).trimEnd()];
    return room >= notesLeast
      ? wrap(notes, style.width, `${left(row)}  `)
      : [left(row).trimEnd(), ...wrap(notes, style.width, `${indent}    `)];
  };
  const head = `${left(heads)}${hasNotes && room >= notesLeast ? "  notes" : ""}`.trimEnd();
  return [style.paint("quiet", head), ...rows.flatMap(line)];
}
