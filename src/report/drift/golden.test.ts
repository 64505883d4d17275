import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { anchorOf, call, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import { mootup } from "../../../tests/samples/mootup.ts";
import { notedModels } from "../../../tests/samples/noted-models.ts";
import { readModels } from "../../contract/index.ts";
import { utf8 } from "../../core/index.ts";
import { makeCatalogue, type Anchor, type DriftEvidence, type DriftReport } from "../../drift/index.ts";
import { renderCatalogue, renderDrift, type CatalogueOptions, type DriftRenderOptions } from "../index.ts";
import { odd } from "./golden/catalogues.ts";
import { clean, cut, findings, kept, stale } from "./golden/reports.ts";

/** Whole outputs beside their samples. `npx vitest run -u src/report/drift/golden.test.ts` writes them anew: read the diff. */

const folder = `${import.meta.dirname}/golden`;

const before = mootup();
const models = readModels("convo.models.yaml", utf8(notedModels));
const anchor = {
  ...before.services[0]?.anchor,
  models: models.ok ? models.value : undefined,
  stamp: { source: "convo docs/api/openapi.yaml", commit: "b6f6d13", date: "2026-04-18" },
} as Anchor;
const noted: DriftEvidence = { ...before, services: [{ name: "convo", anchor }] };

const shop = `openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /items/{id}:
    get:
      operationId: getItem
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: expand, in: query, schema: {type: string}}
      responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
    put:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'204': {description: none}}
components:
  schemas:
    Item:
      description: What the shop sells.
      type: object
      required: [id]
      properties: {id: {type: string}, price: {type: number, nullable: true, minimum: 0}}
`;

/** Two services: one whose contract says all, one without a contract; one program, no tests. */
function twoServices(): DriftEvidence {
  const get = stub("backlot.toml:7", "GET /items/{id}", json({ id: "1" }));
  const put = { ...stub("backlot.toml:9", "PUT /items/{id}", json({}, 204)), optional: true };
  const any = { ...stub("backlot.toml:12", "GET /**", json({})), path: undefined };
  const mail = { ...stub("backlot.toml:20", "POST /send", json({}), json({}, 503)), service: "mail" };
  const never = { ...stub("backlot.toml:22", "POST /spam", json({})), service: "mail", forbidden: true };
  const calls = [call("GET /items/1", get), { ...call("POST /send", mail), service: "mail" }];
  return {
    services: [
      { name: "convo", anchor: anchorOf(shop) },
      { name: "mail", anchor: undefined },
    ],
    stubs: [get, put, any, mail, never],
    worlds: [world("main", "unknown", [get, put, any, mail, never], calls, { test: false })],
  };
}

const noted12: DriftReport = { ...clean, findings: Array.from({ length: 12 }, () => findings[4]!) };

const drift =
  (report: DriftReport, options: DriftRenderOptions): (() => string) =>
  () =>
    renderDrift(report, options);
const catalogue =
  (evidence: DriftEvidence, options: CatalogueOptions): (() => string) =>
  () =>
    renderCatalogue(makeCatalogue(evidence, { findings, allowed: [], known: [] }), options);

const goldens: Record<string, () => string> = {
  "stale.text": drift(stale, { format: "text" }),
  "stale.80.text": drift(stale, { format: "text", width: 80 }),
  "stale.color.text": drift(stale, { format: "text", color: true, width: 120 }),
  "stale.verbose.text": drift(stale, { format: "text", verbose: true }),
  "stale.json": drift(stale, { format: "json" }),
  "stale.sarif": drift(stale, { format: "sarif", version: "0.1.0" }),
  "stale.junit": drift(stale, { format: "junit" }),
  "stale.github": drift(stale, { format: "github" }),
  "kept.text": drift(kept, { format: "text" }),
  "kept.verbose.text": drift(kept, { format: "text", verbose: true }),
  "kept.json": drift(kept, { format: "json" }),
  "kept.sarif": drift(kept, { format: "sarif" }),
  "kept.junit": drift(kept, { format: "junit" }),
  "kept.github": drift(kept, { format: "github" }),
  "cut.text": drift(cut, { format: "text" }),
  "cut.junit": drift(cut, { format: "junit" }),
  "cut.sarif": drift(cut, { format: "sarif", file: "scenarios/a b.toml" }),
  "clean.text": drift(clean, { format: "text" }),
  "clean.github": drift(clean, { format: "github" }),
  "catalogue.text": catalogue(noted, { format: "text", width: 120 }),
  "catalogue.80.text": catalogue(noted, { format: "text", width: 80 }),
  "catalogue.48.text": catalogue(noted, { format: "text", width: 48 }),
  "catalogue.md": catalogue(noted, { format: "markdown" }),
  "catalogue.json": catalogue(noted, { format: "json" }),
  "services.text": catalogue(twoServices(), { format: "text" }),
  "services.color.text": catalogue(twoServices(), { format: "text", color: true, verbose: true }),
  "services.ascii.text": catalogue(twoServices(), { format: "text", ascii: true }),
  "services.md": catalogue(twoServices(), { format: "markdown" }),
  "services.json": catalogue(twoServices(), { format: "json" }),
  "odd.text": () => renderCatalogue(odd, { format: "text", width: 80 }),
  "odd.verbose.text": () => renderCatalogue(odd, { format: "text", width: 80, verbose: true }),
  "odd.md": () => renderCatalogue(odd, { format: "markdown" }),
  "odd.json": () => renderCatalogue(odd, { format: "json" }),
  "noted.text": drift(noted12, { format: "text" }),
  "noted.verbose.text": drift(noted12, { format: "text", verbose: true }),
  "nothing.md": catalogue({ services: [], stubs: [], worlds: [] }, { format: "markdown" }),
  "nothing.text": catalogue({ services: [], stubs: [], worlds: [] }, { format: "text" }),
};

test.each(Object.keys(goldens))("%s", async (name) => {
  await expect(goldens[name]!()).toMatchFileSnapshot(`${folder}/${name}.golden`);
});

test("every stored golden is one that is checked", () => {
  const stored = readdirSync(folder).filter((name) => name.endsWith(".golden"));
  expect(stored.toSorted()).toEqual(
    Object.keys(goldens)
      .map((name) => `${name}.golden`)
      .sort(),
  );
});

test.each([80, 120])("no line of the text is wider than %i columns", (width) => {
  for (const text of [
    renderDrift(stale, { format: "text", width }),
    renderDrift(kept, { format: "text", width }),
    catalogue(noted, { format: "text", width })(),
    catalogue(twoServices(), { format: "text", width })(),
  ]) {
    expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
  }
});
