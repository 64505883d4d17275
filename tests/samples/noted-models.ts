/** Models of a backend as its field table has them: types, defaults, and notes in words. A sample for tests. */
export const notedModels = `models:
  Actor:
    description: What a handler dumps, models.py:28-44.
    type: object
    properties:
      actor_id: {type: string, pattern: '^(agt|usr)_', description: encoded}
      display_name: {type: string}
      actor_type: {enum: [human, agent]}
      sponsor_id: {type: [string, 'null'], default: null}
      tenant_id: {type: [string, 'null'], default: null, description: foreign key}
      is_admin: {type: boolean, default: false}
      email: {type: [string, 'null'], default: null}
      agent_profile: {type: [string, 'null'], default: null}
      api_key_prefix:
        {type: [string, 'null'], default: null, maxLength: 8, description: 'first 8 characters of the live key, null if keyless'}
      default_space_id: {type: [string, 'null'], default: null, pattern: '^spc_', description: encoded}
      is_connected: {type: [boolean, 'null'], default: null, description: agents only}
      focus_space_id: {type: [string, 'null'], default: null}
      metadata: {type: [object, 'null'], default: null}
      last_seen_at: {type: [string, 'null'], format: date-time, default: null}
      created_at: {type: string, format: date-time}
      updated_at: {type: string, format: date-time}
    if: {properties: {actor_type: {const: human}}, required: [actor_type]}
    then: {properties: {actor_id: {pattern: '^usr_'}, is_connected: {type: 'null'}}}
    else: {properties: {actor_id: {pattern: '^agt_'}}}
  SpaceInfo: {unknown: true, source: 'models.py:101-107'}
bind:
  GET /api/actors/me: {200: Actor}
  GET /api/actors/me/agents: {200: 'Actor[]'}
  POST /api/actors/{actor_id}/rotate-key: {200: {allOf: [Actor], plus: {api_key: {type: string}}}}
  PATCH /api/spaces/{space_id}: {200: SpaceInfo}
`;
