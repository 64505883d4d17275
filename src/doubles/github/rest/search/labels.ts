import { canSee } from "../../access/policy.ts";
import { labelView } from "../../views/labels.ts";
import { operation, type Operation } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { notFound, validationFailed } from "../problem.ts";
import { searchTest } from "./grammar.ts";
import { found, searchIn, sorted, sortingIn } from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** Searches for labels of one repository, in names and descriptions. */
export const labelSearches: readonly Operation[] = [
  operation("search/labels", (call) => {
    const { draft, actor, urls } = call;
    const query = searchIn(call);
    const id = call.query.get("repository_id") ?? "";
    if (!/^\d{1,15}$/.test(id))
      throw validationFailed({ resource: "Search", field: "repository_id", code: "missing" });
    const repository = draft.get("repository", Number(id));
    if (repository === undefined || !canSee(draft, actor, repository)) throw notFound();
    const test = searchTest<{ readonly words: readonly string[] }>(query, (term) => {
      const phrase = wordsOf(term.kind === "text" ? term.text : `${term.name} ${term.values.join(" ")}`);
      return ({ words }) => hasPhrase(words, phrase);
    });
    const rows = draft
      .list("label", repository.id)
      .filter(({ name, description }) => test({ words: wordsOf(`${name} ${description ?? ""}`) }));
    const name = fullName(draft, repository);
    const newest = sorted(rows, sortingIn(call, query), (row) => row.id);
    return found(call, newest, (label) => labelView(label, name, urls));
  }),
];
