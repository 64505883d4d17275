// The one exchange that all HTTP servers are measured with.
export const path = "/api/actors/me";
export const answer = { ok: true, name: "convo", items: [1, 2, 3] };
export const body = JSON.stringify(answer);
export const requestOf = (port, target = `${path}?page=1`, authorization = "Bearer abcdef") =>
  [
    `GET ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Accept: application/json",
    "User-Agent: bench",
    `Authorization: ${authorization}`,
    "",
    "",
  ].join("\r\n");

/** The contract of that exchange: the query is an integer, the answer has three fields. */
export const contract = {
  openapi: "3.0.3",
  info: { title: "Convo", version: "1" },
  paths: {
    [path]: {
      get: {
        operationId: "get_me",
        parameters: [{ name: "page", in: "query", schema: { type: "integer", minimum: 1 } }],
        responses: {
          200: {
            description: "me",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["ok", "name", "items"],
                  properties: {
                    ok: { type: "boolean" },
                    name: { type: "string", maxLength: 64 },
                    items: { type: "array", items: { type: "integer" } },
                  },
                },
                example: answer,
              },
            },
          },
        },
      },
    },
  },
};
