export { anchorFile, declaredAt, findTemplate, operationName, successStatus } from "./anchor.ts";
export { checkCall, type CallRequest } from "./check-call.ts";
export { checkStub } from "./check-stub.ts";
