import { answered } from "../answer.ts";
import { operation, type Operation } from "../call.ts";
import { validationFailed } from "../problem.ts";
import { tellRepository } from "./shown.ts";

const topicsMax = 20;
const topic = /^[a-z0-9][a-z0-9-]{0,49}$/;
const rule =
  "Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.";

/** Topics. */
export const topicOperations: readonly Operation[] = [
  operation("repos/get-all-topics", ({ repository }) => answered({ names: [...repository.topics] })),
  operation("repos/replace-all-topics", (call) => {
    const said = call.body["names"] as readonly string[];
    const names = [...new Set(said.map((name) => name.toLowerCase()))];
    if (names.some((name) => !topic.test(name))) throw validationFailed(rule);
    if (names.length > topicsMax)
      throw validationFailed(`A repository can't have more than ${topicsMax} topics.`);
    call.draft.change("repository", call.repository, { topics: names, updatedAt: call.draft.at });
    tellRepository(call, "repository.edited", { fields: ["topics"] });
    return answered({ names });
  }),
];
