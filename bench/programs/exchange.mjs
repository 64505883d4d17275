// The one exchange that all HTTP servers are measured with.
export const path = "/api/actors/me";
export const answer = { ok: true, name: "convo", items: [1, 2, 3] };
export const body = JSON.stringify(answer);
export const requestOf = (port) =>
  [
    `GET ${path}?page=1 HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Accept: application/json",
    "User-Agent: bench",
    "Authorization: Bearer abcdef",
    "",
    "",
  ].join("\r\n");
