import type { Json } from "../../../core/index.ts";

/** Methods that the description has; a HEAD is routed as the GET it asks about. */
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export type JsonType = "string" | "integer" | "number" | "boolean" | "object" | "array" | "null";

/** What a parameter, a body or a property of one may be. What it does not say is not restricted. */
export interface Shape {
  /** Empty: anything. */
  readonly types: readonly JsonType[];
  readonly enum?: readonly Json[];
  /** "date-time", "uri", ...; widths of numbers are left out. */
  readonly format?: string;
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Shape;
  /** Of alternatives, all properties that one of them has. */
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Names that every alternative requires. */
  readonly required?: readonly string[];
  /** There may be no property but those named. */
  readonly closed?: true;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly shape: Shape;
}

export interface RequestBody {
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
  /** Of the JSON body; anything where it is none. */
  readonly shape: Shape;
}

/** An answer below 400. */
export interface DescribedAnswer {
  readonly status: number;
  /** Empty: without a body. */
  readonly mediaTypes: readonly string[];
  /** "issue", "issue[]"; undefined where the schema has no name, or where there is none. */
  readonly schema: string | undefined;
}

/** One operation of GitHub's published description. */
export interface Operation {
  /** "issues/create" */
  readonly id: string;
  readonly method: Method;
  /** "/repos/{owner}/{repo}/issues" */
  readonly template: string;
  /** "https://docs.github.com/rest/issues/issues#create-an-issue" */
  readonly documentationUrl: string;
  /** "issues" */
  readonly category: string;
  /** "comments"; "" where a category has no parts. */
  readonly subcategory: string;
  readonly deprecated: boolean;
  readonly githubCloudOnly: boolean;
  /** Installations and app users may call it. */
  readonly enabledForGitHubApps: boolean;
  /** Another host than the API's own: "https://uploads.github.com". */
  readonly server: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  /** Answers below 400, in the description's order. */
  readonly answers: readonly DescribedAnswer[];
}
