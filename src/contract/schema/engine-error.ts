/** One error of a compiled schema, as ajv tells it: whoever uses what is built on it does not have ajv's types. */
export interface ErrorObject {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set for a name of a property that its schema refuses. */
  readonly propertyName?: string | undefined;
  readonly message?: string | undefined;
  readonly schema?: unknown;
  readonly parentSchema?: object | undefined;
  readonly data?: unknown;
}
