import { utf8 } from "../../core/index.ts";
import type { Finding, Result } from "../../core/index.ts";
import { readModels, type Models } from "./index.ts";

/** What the handlers of a backend dump, with the notes of its field table as constraints. */
export const convoModels = `models:
  Actor:
    type: object
    properties:
      actor_id: {type: string, pattern: '^(agt|usr)_'}
      display_name: {type: string}
      actor_type: {enum: [human, agent]}
      sponsor_id: {type: [string, 'null']}
      tenant_id: {type: [string, 'null']}
      is_admin: {type: boolean}
      email: {type: [string, 'null']}
      agent_profile: {type: [string, 'null']}
      api_key_prefix: {type: [string, 'null'], maxLength: 8}
      default_space_id: {type: [string, 'null'], pattern: '^spc_'}
      is_connected: {type: [boolean, 'null']}
      focus_space_id: {type: [string, 'null']}
      metadata: {type: [object, 'null']}
      last_seen_at: {type: [string, 'null'], format: date-time}
      created_at: {type: string, format: date-time}
      updated_at: {type: string, format: date-time}
    if: {properties: {actor_type: {const: human}}, required: [actor_type]}
    then: {properties: {actor_id: {pattern: '^usr_'}, is_connected: {type: 'null'}}}
    else: {properties: {actor_id: {pattern: '^agt_'}}}
  SpaceInfo: {unknown: true, source: 'models.py:101-107'}
bind:
  GET /api/actors/me: {200: Actor}
  GET /api/actors/me/agents: {200: 'Actor[]'}
  POST /api/actors/{actor_id}/rotate-key: {200: {allOf: [Actor], plus: {api_key: string}}}
  PATCH /api/spaces/{space_id}: {2XX: SpaceInfo}
links:
  - {field: 'GET /api/actors/me/agents [].sponsor_id', equals: GET /api/actors/me actor_id}
`;

/** The models of a text that is good. */
export function models(text: string, file = "convo.models.yaml"): Models {
  const result = readModels(file, utf8(text));
  if (!result.ok) throw new Error(shown(result).join("\n"));
  return result.value;
}

/** Findings as lines: place, name and what is wrong. */
export function shown({ findings }: Pick<Result<unknown>, "findings">): string[] {
  return findings.map((one) => `${placeText(one)}${one.name}: ${one.what}`);
}

function placeText({ at }: Finding): string {
  return at?.kind === "file" ? `${at.line}:${at.column} ` : "";
}
