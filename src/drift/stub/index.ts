export { anchorFile, declaredAt, findTemplate, operationName, operationOf, successStatus } from "./anchor.ts";
export { checkCall, type CallRequest } from "./check-call.ts";
export { checkStubLinks } from "./check-links.ts";
export { checkStub } from "./check-stub.ts";
