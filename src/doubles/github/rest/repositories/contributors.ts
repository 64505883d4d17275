import type { Json, JsonObject } from "../../../../core/index.ts";
import { branchSha } from "../../domain/find-commit.ts";
import { languagesOf } from "../../domain/languages.ts";
import { objectsOf } from "../../domain/objects.ts";
import { accountByEmail } from "../../domain/people.ts";
import { walk, type GitPerson } from "../../git/index.ts";
import { simpleUser } from "../../views/accounts.ts";
import { answered, noContent } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";

/** What the content of a repository tells: languages, and who wrote it. */
export const contributorOperations: readonly Operation[] = [
  operation("repos/list-languages", ({ draft, repository }) =>
    answered({ ...languagesOf(draft, repository) }),
  ),
  operation("repos/list-contributors", (call) => {
    const head = branchSha(call.draft, call.repository, call.repository.defaultBranch);
    if (head === undefined) return noContent();
    const anonymous = ["1", "true"].includes(call.query.get("anon") ?? "");
    const people = contributions(call, head).filter(({ known }) => known || anonymous);
    return listed(call, people, ({ shown, count }): Json => ({ ...shown, contributions: count }));
  }),
];

interface Contributor {
  /** Whether their address is that of an account. */
  readonly known: boolean;
  readonly shown: JsonObject;
  count: number;
}

/** Authors of all commits, who wrote the most first. */
function contributions(call: RestCall, head: string): readonly Contributor[] {
  const people = new Map<string, Contributor>();
  for (const { commit } of walk(objectsOf(call.draft, call.repository), { from: [head] })) {
    const { key, ...who } = contributor(call, commit.author);
    const found = people.get(key) ?? { ...who, count: 0 };
    found.count += 1;
    people.set(key, found);
  }
  return [...people.values()].toSorted((left, right) => right.count - left.count);
}

function contributor(
  { draft, urls }: RestCall,
  { name, email }: GitPerson,
): Pick<Contributor, "known" | "shown"> & { readonly key: string } {
  const account = accountByEmail(draft, email);
  return account === undefined
    ? { key: email, known: false, shown: { email, name, type: "Anonymous" } }
    : { key: String(account.id), known: true, shown: simpleUser(account, urls) };
}
