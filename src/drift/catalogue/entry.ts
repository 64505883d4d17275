import type { Json, Place, Severity } from "../../core/index.ts";

/**
 * What is to be done about the doubles of an operation. keep: they are as the service is; expand: they answer what the
 * contract or the model does not allow; add: the code calls and nothing answers; delete: nothing calls; refuse: the
 * service does not have it and so has to say no; allow: somebody answers for it as it is; decide: either the code or
 * the contract is wrong, and no evidence says which.
 */
export type Action = "keep" | "expand" | "add" | "delete" | "refuse" | "allow" | "decide";

/** What is to be done about an operation's doubles, and why. */
export interface Disposition {
  readonly action: Action;
  /** The evidence is not whole: tests that would have shown it stopped early. */
  readonly suspected: boolean;
  /** One sentence or two. */
  readonly why: string;
}

/** Everything that is called or stubbed, service by service, beside what the contracts say of it. */
export interface Catalogue {
  readonly services: readonly CatalogueService[];
}

/** The operations of one service. */
export interface CatalogueService {
  readonly name: string;
  readonly contract: CatalogueContract | undefined;
  /** File of the models. */
  readonly models: string | undefined;
  /** Called or stubbed, in the order of the document; what it does not have comes last. */
  readonly entries: readonly CatalogueEntry[];
  /** Declared, but neither called nor stubbed: "POST /api/tenants". */
  readonly untouched: readonly string[];
  /** Stubs that stand for more than one operation and answered no call. */
  readonly otherStubs: readonly CatalogueStub[];
}

/** The document that a service's paths rest on. */
export interface CatalogueContract {
  readonly file: string;
  readonly title: string;
  /** Operations that it declares. */
  readonly operations: number;
  readonly source: string | undefined;
  readonly commit: string | undefined;
  /** YYYY-MM-DD */
  readonly date: string | undefined;
}

/** One operation: what it rests on, who calls it, what answers it, what is to be done. */
export interface CatalogueEntry {
  /** Upper case; "*" where a stub says none. */
  readonly method: string;
  readonly template: string;
  readonly path: PathAuthority;
  /** Undefined: the contract does not have the operation, or there is none. */
  readonly body: BodyAuthority | undefined;
  readonly calls: CatalogueCalls;
  readonly stubs: readonly CatalogueStub[];
  /** What the gate found about it, what only followed included; not what is switched off. */
  readonly findings: readonly CatalogueFinding[];
  readonly disposition: Disposition;
}

/** A finding of the gate about an operation. */
export interface CatalogueFinding {
  /** Readable name: "thin-body". */
  readonly rule: string;
  readonly severity: Severity;
  readonly what: string;
}

/** What an operation's path and method rest on. */
export type PathAuthority =
  | {
      readonly kind: "declared";
      readonly id: string | undefined;
      readonly at: Place;
      /** Statuses in the order of the document: "200", "422", "default". */
      readonly statuses: readonly string[];
      /** "q in query", "X-Tenant in header (required)"; those of the path stand in the template. */
      readonly parameters: readonly string[];
      /** "application/json UpdateSpaceRequest (required)"; undefined: it takes none. */
      readonly requestBody: string | undefined;
    }
  | {
      /** The path is there with other methods. */
      readonly kind: "method-absent";
      readonly methods: readonly string[];
      readonly at: Place | undefined;
    }
  | {
      readonly kind: "path-absent";
      /** Operations that are alike: "GET /api/tenants/{tenant_id}". */
      readonly nearest: readonly string[];
    }
  | { readonly kind: "no-contract" };

/** What the body of an operation's plain success rests on. */
export interface BodyAuthority {
  /**
   * contract: its schema says what stands in it; model: the contract leaves it open and a model says it; unknown-model:
   * a model whose fields are not known; none: any value passes; empty: there is no body.
   */
  readonly kind: "contract" | "model" | "unknown-model" | "none" | "empty";
  /** "200", "2XX". */
  readonly status: string;
  /** "Actor", "list of Actor", "object"; empty where there is no body. */
  readonly type: string;
  /** A model that the contract's own schema comes before. */
  readonly besides: string | undefined;
  /** Where it is declared. */
  readonly at: Place | undefined;
  /** Where the model was taken from, as its file says. */
  readonly source: string | undefined;
  /** What the model or the schema says of itself. */
  readonly note: string | undefined;
  /** Of the body, or of each item of a list; empty where it is no object with fields. */
  readonly fields: readonly CatalogueField[];
}

/** A field of a body. */
export interface CatalogueField {
  readonly name: string;
  /** "string", `"human" | "agent"`, "list of Tag", "string (date-time)"; without null. */
  readonly type: string;
  readonly nullable: boolean;
  /** Always on the wire. */
  readonly required: boolean;
  /** Undefined: none. */
  readonly default: Json | undefined;
  /** What its description says, its limits, and when it has to be what. */
  readonly notes: readonly string[];
}

/** Who calls an operation. */
export interface CatalogueCalls {
  /** Whether there is any journal: without one nobody knows. */
  readonly known: boolean;
  readonly count: number;
  /** Calls that no stub matched. */
  readonly unmatched: number;
  /** How often each status was answered: { "200": 9 }. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Titles of the tests that call it. */
  readonly tests: readonly string[];
  /** Titles of worlds that are not one test. */
  readonly worlds: readonly string[];
  /** Lines of the program that call it, where the journals say so: "src/moot/scaffold.py:168". */
  readonly sites: readonly string[];
}

/** A stub that answers for an operation. */
export interface CatalogueStub {
  readonly id: string;
  readonly name: string | undefined;
  readonly text: string;
  readonly at: Place | undefined;
  /** Statuses in the order of its answers: "200", "503 fault". */
  readonly answers: readonly string[];
  /** Calls that it answered. */
  readonly calls: number;
  /**
   * used; unused: no test that ran to its end called it; suspected: it was not called, but tests that have it stopped
   * early; free: it was not called, and need not be; unknown: no journal has it.
   */
  readonly use: "used" | "unused" | "suspected" | "free" | "unknown";
  readonly forbidden: boolean;
}
