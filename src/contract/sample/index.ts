export { sampleAnswer, type SampleSubject } from "./sample-answer.ts";
