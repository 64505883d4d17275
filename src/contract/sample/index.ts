export { sampleAnswer, type SampleSubject } from "./sample-answer.ts";
export { sampleRefusal, type RefusedRequest } from "./sample-refusal.ts";
