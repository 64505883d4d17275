import type { Json, JsonObject, Place } from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";

/** An OpenAPI document that was read and checked. */
export interface Contract {
  /** Path as the user would write it. */
  readonly file: string;
  /** As the document says: "3.1.0". */
  readonly version: string;
  readonly title: string;
  /** In the order of the document. What an operation holds is looked up when it is first asked for. */
  readonly operations: readonly Operation[];
  /** The schemas of `components.schemas`; local references resolve in it. */
  readonly schemas: Schemas;
  /** The document itself. */
  readonly document: JsonObject;
  /**
   * Paths that the document's servers add before its templates: "/v1". A request may come with or without:
   * a base URL that a program is given often holds it.
   */
  readonly basePaths: readonly string[];
  /** The operation that a request means. @param path as sent, percent-encoded, without its query */
  find(method: string, path: string): Found;
  /** Where values of the document stand, by JSON Pointer; ask for all at once. */
  placesOf(pointers: readonly string[]): readonly Place[];
}

/** What a contract says of a method and a path. */
export type Found =
  | {
      readonly kind: "operation";
      readonly operation: Operation;
      /** What the template's names stand for, decoded. */
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly kind: "method-absent"; readonly template: string; readonly methods: readonly string[] }
  | { readonly kind: "path-absent"; readonly nearest: readonly Operation[] };

/** One method of one path. */
export interface Operation {
  /** operationId, where there is one. */
  readonly id: string | undefined;
  /** Upper case. */
  readonly method: string;
  readonly template: string;
  /** JSON Pointer of the operation in the document. */
  readonly pointer: string;
  readonly at: Place;
  /** Its own and its path's, its own first where both declare one. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  /** By status: "200", "4XX" (upper case however it is written), "default". */
  readonly responses: ReadonlyMap<string, DeclaredAnswer>;
  /** What a request must bring, any one of these; undefined when the document says nothing. */
  readonly security: readonly SecurityChoice[] | undefined;
}

/** Where a parameter stands in a request. */
export type ParameterPlace = "path" | "query" | "header" | "cookie" | "querystring";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  /** How its value is written: "form", "simple", "deepObject", ... */
  readonly style: string;
  readonly explode: boolean;
  /** Query: whether `?name` and `?name=` are allowed whatever the schema says. */
  readonly allowEmpty: boolean;
  readonly schema: Json | undefined;
  /** Where its value is a document of its own: the media type. */
  readonly mediaType: string | undefined;
  readonly pointer: string;
}

/** The body of a request. */
export interface RequestBody {
  readonly required: boolean;
  readonly content: readonly Content[];
  readonly pointer: string;
}

/** One media type of a body. */
export interface Content {
  /** As written, which may be a range: "application/json", "image/*". */
  readonly mediaType: string;
  readonly schema: Json | undefined;
  readonly pointer: string;
}

/** What an operation answers with a status. */
export interface DeclaredAnswer {
  readonly status: string;
  readonly content: readonly Content[];
  readonly pointer: string;
}

/** Credentials that together are enough; an empty list: none are needed. */
export type SecurityChoice = readonly SecurityNeed[];

/** One scheme of credentials. */
export interface SecurityNeed {
  readonly name: string;
  /** "apiKey", "http", "oauth2", "openIdConnect", "mutualTLS". */
  readonly type: string;
  /** http: "bearer", "basic", lower case. */
  readonly scheme: string | undefined;
  /** apiKey: where it stands and under which name. */
  readonly in: string | undefined;
  readonly parameter: string | undefined;
}
