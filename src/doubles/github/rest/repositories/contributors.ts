import type { Json, JsonObject } from "../../../../core/index.ts";
import { branchSha } from "../../domain/find-commit.ts";
import { languagesOf } from "../../domain/languages.ts";
import { licenseOf } from "../../domain/licenses.ts";
import { objectsOf } from "../../domain/objects.ts";
import { accountByEmail } from "../../domain/people.ts";
import { walk, type GitPerson } from "../../git/index.ts";
import { simpleUser } from "../../views/accounts.ts";
import { fileContent } from "../../views/contents.ts";
import { licenseView } from "../../views/repositories.ts";
import { answered, noContent } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";

/** What the content of a repository tells: languages, licence, and who wrote it. */
export const contributorOperations: readonly Operation[] = [
  operation("repos/list-languages", ({ draft, repository }) =>
    answered({ ...languagesOf(draft, repository) }),
  ),
  operation("licenses/get-for-repo", (call) => {
    const { draft, urls, repository, repositoryName: name } = call;
    const found = licenseOf(draft, repository);
    if (found === undefined) throw notFound();
    const store = objectsOf(draft, repository);
    const shown = { store, urls, name, ref: repository.defaultBranch, submodules: new Map<string, string>() };
    return answered({ ...fileContent(shown, found.file), license: licenseView(draft, urls, repository) });
  }),
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
