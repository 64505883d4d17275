import type { Json } from "../../../core/index.ts";

/** One entry of the list of errors of a 422. */
export interface FieldProblem {
  readonly resource: string;
  readonly code:
    | "missing"
    | "missing_field"
    | "invalid"
    | "already_exists"
    | "unprocessable"
    | "custom"
    | "too_large";
  readonly field?: string | undefined;
  readonly message?: string | undefined;
  readonly value?: Json | undefined;
}

/** What an answer says besides its status. */
export interface ProblemDetail {
  readonly errors?: readonly (FieldProblem | string)[] | undefined;
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  /** In place of the operation's own page. */
  readonly documentation?: string | undefined;
  /** The world holds no more: GitHub itself would not refuse. */
  readonly full?: true | undefined;
  /** More fields of the body. */
  readonly fields?: Readonly<Record<string, Json>> | undefined;
}

/**
 * GitHub refuses: thrown by operations and what they call, so that their text is that of the good case, and turned into
 * the answer in one place (perform.ts). Nothing of the draft reaches the state.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly detail: ProblemDetail;

  constructor(status: number, message: string, detail: ProblemDetail = {}) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.detail = detail;
  }
}

/** It does not exist, or the caller may not know that it does. */
export function notFound(): ApiProblem {
  return new ApiProblem(404, "Not Found");
}

/** The values of a request can't be. */
export function validationFailed(...errors: readonly (FieldProblem | string)[]): ApiProblem {
  return new ApiProblem(422, "Validation Failed", { errors });
}

/** A field that has to be there is not. */
export function missingField(resource: string, field: string): ApiProblem {
  return validationFailed({ resource, code: "missing_field", field });
}

/** The caller's role does not reach. */
export function mustHaveAdmin(): ApiProblem {
  return new ApiProblem(403, "Must have admin rights to Repository.");
}
