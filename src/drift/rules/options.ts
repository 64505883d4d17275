import { codes, type FindingName } from "../../core/index.ts";
import { operationOf, type Observation } from "./observation.ts";

/**
 * What can be done about a finding, a line for each way: which one is right only a person can say. What a rule has said
 * itself is left as it is.
 */
export function fixOf(one: Observation): string | undefined {
  if (one.fix !== undefined && one.fix !== codes[one.rule].fix) return one.fix;
  const ways = options[one.rule]?.(one);
  if (ways === undefined) return one.fix;
  return ways.map((way, index) => `${"abc".charAt(index)}) ${way}`).join("\n");
}

const options: Partial<Record<FindingName, (one: Observation) => readonly string[]>> = {
  "unanchored-service": ({ subject }) => [
    `give it its document: [services.${subject}] openapi = "FILE"`,
    `say why it has none: ${allowText("unanchored-service", subject)}`,
  ],
  "open-answer": ({ subject }) => [
    `bind it to a model in the models file: "${operationOf(subject)}": { 200: MODEL }`,
    "have the service declare what it answers, and take the contract again",
  ],
  "contradicting-model": ({ subject }) => [
    "the model is stale: take it from its source again",
    `it is another model: correct what is bound to ${operationOf(subject)}`,
    "the contract is stale: take it from its source again",
  ],
  "phantom-path": phantomStub,
  "phantom-method": phantomStub,
  "other-operation": () => [
    "correct the path of the stub",
    "write the template's name in braces where any value is meant",
  ],
  "self-confirming-pair": () => [
    "the code is wrong: correct it, and remove the stub",
    "the contract is stale: take it from its source again",
  ],
  "swallowed-failure": () => ["correct the code that calls it", "have a test say what the program does then"],
  "missing-stub": ({ subject }) => [
    `add a stub for ${operationOf(subject)} (backlot fix writes one)`,
    "remove the call, if it is not meant",
  ],
  "swallowed-refusal": () => [
    "answer the call with a stub, or correct what it sends",
    "stop the program from hiding the failure",
  ],
  "stale-stub": ({ subject }) => [
    "delete the stub (backlot fix does)",
    "test the code that should call it",
    `it has to stay for now: ${allowText("stale-stub", subject)}`,
  ],
  "thin-body": ({ more }) => {
    const model = more?.["model"];
    return [
      `let the model complete it: reply = { model = "${typeof model === "string" ? model : "MODEL"}", json = ... } (backlot fix does)`,
      "give the missing fields",
      "the model is stale: take it from its source again",
    ];
  },
};

function phantomStub({ rule, subject }: Observation): readonly string[] {
  return [
    "the code is wrong: remove the stub, and the call",
    "the contract is stale: take it from its source again",
    `it has to stay for now: ${allowText(rule, subject)}`,
  ];
}

function allowText(rule: FindingName, subject: string): string {
  return `[[allow]] rule = "${rule}", at = "${subject}", with reason, owner and expires`;
}
