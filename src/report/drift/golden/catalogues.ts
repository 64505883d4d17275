import type { Catalogue, CatalogueEntry, CatalogueField, CatalogueStub } from "../../../drift/index.ts";
import { placeAt } from "./reports.ts";

const stub: CatalogueStub = {
  id: "s",
  name: undefined,
  text: "GET /a",
  at: undefined,
  answers: [],
  calls: 0,
  use: "unknown",
  forbidden: false,
};

const field: CatalogueField = {
  name: "id",
  type: "string",
  nullable: false,
  required: true,
  default: undefined,
  notes: [],
};

const entry: CatalogueEntry = {
  method: "GET",
  template: "/a",
  path: { kind: "path-absent", nearest: [] },
  body: undefined,
  calls: { known: false, count: 0, unmatched: 0, statuses: {}, tests: [], worlds: [], sites: [] },
  stubs: [],
  findings: [],
  disposition: { action: "decide", suspected: false, why: "Nobody knows." },
};

/** A catalogue of what hardly ever comes together: nothing known, or more than a page has room for. */
export const odd: Catalogue = {
  services: [
    {
      name: "odd",
      contract: {
        file: "odd.yaml",
        title: "Odd",
        operations: 30,
        source: undefined,
        commit: undefined,
        date: "2026-04-18",
      },
      models: undefined,
      entries: [
        { ...entry, stubs: [stub, { ...stub, use: "free" }, { ...stub, use: "unused" }] },
        {
          ...entry,
          template: "/b",
          path: { kind: "method-absent", methods: ["PUT", "POST"], at: undefined },
          calls: {
            ...entry.calls,
            known: true,
            count: 14,
            unmatched: 2,
            statuses: { 200: 11, 500: 1 },
            tests: ["one"],
            worlds: ["main", "second", "third"],
            sites: Array.from({ length: 6 }, (_, index) => `src/a.ts:${index + 1}`),
          },
          findings: Array.from({ length: 5 }, (_, index) => ({
            rule: "thin-body",
            severity: "error" as const,
            what: `problem ${index + 1}`,
          })),
          stubs: Array.from({ length: 12 }, (_, index) => ({
            ...stub,
            at: placeAt(`tests/${index + 1}.ts:7`),
            answers: ["200", "503 fault"],
          })),
          disposition: { action: "refuse", suspected: false, why: "It has PUT and POST." },
        },
        {
          ...entry,
          template: "/c",
          path: {
            kind: "declared",
            id: undefined,
            at: placeAt("odd.yaml:7"),
            statuses: ["200"],
            parameters: [],
            requestBody: undefined,
          },
          body: {
            kind: "model",
            status: "200",
            type: "list of A",
            besides: undefined,
            at: undefined,
            source: undefined,
            note: undefined,
            fields: [
              field,
              { ...field, name: "a `name` | with marks", type: "x".repeat(60), default: "y".repeat(40) },
            ],
          },
          disposition: { action: "allow", suspected: false, why: "It stays (us)." },
        },
        {
          ...entry,
          template: "/d",
          body: {
            kind: "unknown-model",
            status: "200",
            type: "A",
            besides: undefined,
            at: undefined,
            source: undefined,
            note: undefined,
            fields: [],
          },
          disposition: { action: "keep", suspected: false, why: "Its fields are not known." },
        },
        {
          ...entry,
          template: "/e",
          body: {
            kind: "unknown-model",
            status: "200",
            type: "B",
            besides: undefined,
            at: placeAt("odd.models.yaml:3"),
            source: "models.py:101-107",
            note: undefined,
            fields: [],
          },
        },
      ],
      untouched: Array.from({ length: 12 }, (_, index) => `GET /untouched/${index + 1}`),
      otherStubs: [],
    },
    {
      name: "empty",
      contract: undefined,
      models: undefined,
      entries: [],
      untouched: ["GET /x"],
      otherStubs: [],
    },
  ],
};
