import { utf8 } from "../../core/index.ts";
import type { Contract } from "./contract.ts";
import { readContract } from "./read-contract.ts";

/** A contract whose answers are open, as a backend without response models publishes it. */
export const convo = `openapi: 3.1.0
info: {title: Convo Space API, version: 0.2.0}
paths:
  /api/spaces/{space_id}:
    parameters: [{$ref: '#/components/parameters/space_id'}]
    patch:
      operationId: update_space
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/UpdateSpaceRequest'}}}}
      responses:
        '200': {$ref: '#/components/responses/OpenObject'}
        '422': {$ref: '#/components/responses/Invalid'}
  /api/spaces/{space_id}/participants:
    parameters: [{$ref: '#/components/parameters/space_id'}]
    get:
      operationId: get_participants
      responses:
        200: {$ref: '#/components/responses/OpenList'}
        422: {$ref: '#/components/responses/Invalid'}
  /api/actors/me:
    get: {operationId: get_me, responses: {'200': {$ref: '#/components/responses/OpenObject'}}}
  /api/actors/me/agents:
    get:
      operationId: get_my_agents
      responses:
        '200': {$ref: '#/components/responses/OpenList'}
        '403': {description: Agents have no agents}
  /api/actors/{actor_id}/rotate-key:
    post:
      operationId: rotate_key
      parameters: [{name: actor_id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/tenants:
    post: {operationId: create_tenant, responses: {'200': {$ref: '#/components/responses/OpenObject'}}}
  /api/tenants/{tenant_id}:
    get:
      operationId: get_tenant
      parameters: [{name: tenant_id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/personal-access-tokens:
    post:
      operationId: create_pat
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/CreatePatRequest'}}}}
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
components:
  parameters:
    space_id: {name: space_id, in: path, required: true, schema: {type: string}}
  responses:
    OpenObject:
      description: Successful Response
      content: {application/json: {schema: {type: object, additionalProperties: true}}}
    OpenList:
      description: Successful Response
      content: {application/json: {schema: {type: array, items: {type: object, additionalProperties: true}}}}
    Invalid:
      description: Validation Error
      content: {application/json: {schema: {type: object, properties: {detail: {type: array, items: {type: object}}}}}}
  schemas:
    UpdateSpaceRequest: {type: object}
    CreatePatRequest:
      {type: object, required: [name], properties: {name: {type: string, minLength: 1, maxLength: 64}}}
`;

/** The contract of a document that has nothing wrong with it. */
export function contractOf(text: string, file = "api.yaml"): Contract {
  const read = readContract(file, utf8(text));
  if (!read.ok) throw new Error(read.findings.map(({ what }) => what).join("\n"));
  return read.value;
}

/** A document of version 3.1 with these fields, as JSON. */
export function document(fields: object, version = "3.1.0"): string {
  return JSON.stringify({ openapi: version, info: { title: "Test", version: "1" }, paths: {}, ...fields });
}

/** What is wrong with a document, a line each: place, name, what. */
export function problemsOf(text: string, file = "api.yaml"): string[] {
  return readContract(file, utf8(text)).findings.map(({ name, what, at }) => {
    const place = at?.kind === "file" ? `${at.line}:${at.column}` : "-";
    return `${place} ${name}: ${what}`;
  });
}
