/** Names that the API gives its errors, by status. */
const wireTypes: ReadonlyMap<number, string> = new Map([
  [400, "invalid_request_error"],
  [401, "authentication_error"],
  [402, "billing_error"],
  [403, "permission_error"],
  [404, "not_found_error"],
  [413, "request_too_large"],
  [429, "rate_limit_error"],
  [500, "api_error"],
  [504, "timeout_error"],
  [529, "overloaded_error"],
]);

/** The name that the API gives an error of a status; undefined: it never answered, or not with that one. */
export function wireType(status: number | null): string | undefined {
  return status === null ? undefined : wireTypes.get(status);
}
