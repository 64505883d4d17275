import type { CodeEntry } from "./entry.ts";

/** BKL3xxx, the part about schemas and models: what bodies are measured with. */
export const modelCodes = {
  "model-unknown": {
    code: "BKL3008",
    severity: "warning",
    title: "A model whose fields are not known.",
    why: "A body bound to it was not checked; that is not the same as being right.",
    fix: "Write its fields into the models file, or give its JSON Schema.",
  },
  "unchecked-schema": {
    code: "BKL3011",
    severity: "warning",
    title: "A part of a schema that can't be checked.",
    why: "What it asks for is not held against any value.",
    fix: "Correct the schema.",
  },
  "unusable-schema": {
    code: "BKL3012",
    severity: "error",
    title: "A schema that no value can be checked with.",
    why: "A check that does not run would look like a check that passed.",
    fix: "Correct the schema.",
  },
  "incomplete-body": {
    code: "BKL3014",
    severity: "error",
    title: "A body that can't be completed from its model.",
    why: "A value that only the real service knows is never made up.",
    fix: "Give the fields that are named.",
  },
  "no-synthetic-answer": {
    code: "BKL3015",
    severity: "error",
    title: "No answer can be made from a schema.",
    why: "An answer that breaks its own contract would teach the program something false.",
    fix: "Write the answer: give the stub a reply.",
  },
  "synthetic-service": {
    code: "BKL3016",
    severity: "note",
    title: "A service that answers from its contract alone where no stub does.",
    why: "Such an answer has the declared form; nobody has said that the real service would give it.",
    fix: "Write stubs for what the program relies on.",
  },
  "thin-body": {
    code: "BKL3141",
    severity: "error",
    title: "A body without fields that the real one always has.",
    why: "A dump of a model has every field, so the program never meets such a body outside its tests.",
    fix: "Give every field of the model; the ones that are missing are named.",
  },
  "unknown-body-field": {
    code: "BKL3142",
    severity: "error",
    title: "A body with a field that the model does not have.",
    why: "The program may come to rely on what the real service never sends.",
    fix: "Remove or rename the field.",
  },
  "wrong-body-value": {
    code: "BKL3143",
    severity: "error",
    title: "A body with a value that the model does not allow.",
    why: "The real service never sends such a value.",
    fix: "Correct the value.",
  },
  "list-or-object": {
    code: "BKL3144",
    severity: "error",
    title: "A body that is a list where an object is due, or the other way round.",
    why: "A program that reads one can't read the other.",
    fix: "Give the body the form that the model has.",
  },
  "doubles-disagree": {
    code: "BKL3147",
    severity: "warning",
    title: "Two bodies that name the same thing differently.",
    why: "The real service answers both from one state, so they agree there.",
    fix: "Give both the same value.",
  },
} as const satisfies Record<string, CodeEntry>;
