import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asTree, edited, edits, paths, text } from "../../../../../tests/git/random-history.ts";
import { gitVersion, lacksGit, realGit, type RealGit } from "../../../../../tests/git/real-git.ts";
import { utf8 } from "../../../../core/index.ts";
import { commitObject } from "../commit.ts";
import type { FileContent } from "../change-tree.ts";
import { diffStat } from "./diff-stat.ts";
import { diffText } from "./diff-text.ts";
import { diffFiles } from "./file-diff.ts";
import { patchMails } from "./mail.ts";

const real = lacksGit(231);

function treeDiff(git: RealGit, before: string, after: string): string {
  return abbreviated(git.run(["diff-tree", "-r", "-p", "-M", "--full-index", before, after]).stdout);
}

/** Git writes as many digits of a SHA as tell it from others in the repository. */
function abbreviated(text: string): string {
  return text.replaceAll(/^index (.{7}).{33}\.\.(.{7}).{33}/gm, "index $1..$2");
}

/** Files, and what became of them: edited, moved, gone, of another mode. */
const changes = fc.array(
  fc.record({
    path: fc.constantFrom(...paths),
    to: fc.constantFrom(...paths),
    content: text,
    edits,
    fate: fc.constantFrom("edit", "edit", "move", "remove", "add", "mode", "link", "binary"),
  }),
  { maxLength: 7 },
);

type Change = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;

function sides(found: Change): readonly [Map<string, FileContent>, Map<string, FileContent>] {
  const before = new Map<string, FileContent>();
  const after = new Map<string, FileContent>();
  // Git before 2.44 leaves the last line out of a resemblance where it has no line feed.
  const ended = (content: string) => (gitVersion < 244 && content !== "" ? `${content}\n` : content);
  for (const { path, to, content: first, edits: some, fate } of found) {
    const content = ended(first);
    const now = ended(edited(first, some));
    if (fate !== "add") before.set(path, content);
    if (fate === "edit" || fate === "add") after.set(path, now);
    if (fate === "move") after.set(to, now);
    if (fate === "mode") after.set(path, { content: now, mode: "100755" });
    if (fate === "link") after.set(path, { content: "target", mode: "120000" });
    if (fate === "binary") after.set(path, Uint8Array.of(0, 1, ...utf8(content)));
  }
  return [before, after];
}

// The judge is the real git: it may be missing, or too old for this.
describe.skipIf(real)("differences are those of git, byte for byte", { timeout: 120_000 }, () => {
  it("of trees: hunks and their headings, renames, modes, links, binary files", () => {
    using git = realGit();
    fc.assert(
      fc.property(changes, (found) => {
        const [before, after] = sides(found).map((files) => asTree(git.store, files)) as [string, string];
        expect(diffText(diffFiles(git.store, before, after))).toBe(treeDiff(git, before, after));
      }),
      { numRuns: 60 },
    );
  });

  it("of long texts, in which groups slide and frequent lines are passed over", () => {
    using git = realGit();
    const long = fc.tuple(
      fc.array(text, { minLength: 3, maxLength: 12 }),
      fc.array(edits, { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(long, { minLength: 1, maxLength: 8 }), (found) => {
        const olds = new Map(found.map(([parts], index) => [`${index}`, parts.join("\n")]));
        const news = new Map(
          found.map(([parts, some], index) => [
            `${index}`,
            some.reduce(edited, parts.toReversed().join("\n")),
          ]),
        );
        const [before, after] = [asTree(git.store, olds), asTree(git.store, news)];
        expect(diffText(diffFiles(git.store, before, after))).toBe(treeDiff(git, before, after));
      }),
      { numRuns: 400 },
    );
  });

  it("as mails, with the table of files", () => {
    using git = realGit();
    const who = { name: "M", email: "m@x", seconds: 951_782_400, zone: "-0330" };
    const message = fc.constantFrom(
      "one",
      "one\n",
      "\n\n  two\nlines \n\n\nbody\n\n  more\n\n",
      `${"long words in a title ".repeat(6)}\n\nbody`,
      "Grüße aus der Küche, die sehr lang sind, damit die Zeile umbricht und noch weiter\n\nö\n",
      "ascii\n\nbody ü",
    );
    const name = fc.constantFrom("Mona", "Mona L. Lisa", "Zoë Müller", "a@b");
    fc.assert(
      fc.property(changes, message, name, (found, words, called) => {
        const [before, after] = sides(found).map((files) => asTree(git.store, files)) as [string, string];
        const author = { ...who, name: called };
        const first = git.store.put(
          commitObject({ tree: before, parents: [], author: who, committer: who, message: "base\n" }),
        );
        const commit = { tree: after, parents: [first], author, committer: who, message: words };
        const sha = git.store.put(commitObject(commit));
        const mail = abbreviated(
          git.ask(
            "format-patch",
            "--stdout",
            "--no-signature",
            "--no-binary",
            "--full-index",
            `${first}..${sha}`,
          ),
        );
        // What is binary would be told in git's own compressed form.
        const ours = patchMails(git.store, [{ sha, commit }]).replace(/\n$/, "");
        const head = (whole: string) =>
          whole.includes("\nGIT binary patch") ? whole.slice(0, whole.indexOf("\ndiff --git")) : whole;
        const cut = head(mail);
        expect(ours.slice(0, mail === cut ? undefined : cut.length)).toBe(cut);
      }),
      { numRuns: 40 },
    );
  });

  it("in the table of files, with long names and many lines", () => {
    using git = realGit();
    const lines = (count: number) => "x\n".repeat(count);
    const [before, after] = [
      new Map<string, FileContent>([
        ["some/rather/deep/folder/that/goes/on/and/on/with/a/file/name.txt", lines(500)],
        ["short", lines(3)],
        ["dir/one/file", "1\n2\n3\n4\n"],
        ["pic.png", Uint8Array.of(0, 1)],
      ]),
      new Map<string, FileContent>([
        ["some/rather/deep/folder/that/goes/on/and/on/with/a/file/name.txt", `${lines(200)}y\n`],
        ["short", lines(130)],
        ["dir/two/file", "1\n2\n3\n4\n"],
        ["pic.png", Uint8Array.of(0, 1, 2)],
      ]),
    ].map((files) => asTree(git.store, files)) as [string, string];
    const table = git.run(["diff-tree", "-r", "-M", "--stat=72", "--summary", before, after]).stdout;
    expect(diffStat(git.store, diffFiles(git.store, before, after))).toBe(table);
  });
});
