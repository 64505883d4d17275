export type { BoundModel } from "./bound-model.ts";
export { checkBody, type BodyPlace } from "./check-body.ts";
export { fillBody } from "./fill-body.ts";
export { checkLinks, type Link, type LinkEnd, type LinkedBody } from "./links.ts";
export type { OperationName } from "./read-binding.ts";
export { type Binding, type Models, readModels } from "./read-models.ts";
