import { decodeLossless, utf8 } from "../../../core/index.ts";
import {
  boolean,
  contentFields,
  contentNames,
  contentOf,
  list,
  mapped,
  optional,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { ReleaseConfig } from "../config.ts";
import { authorField } from "./branches.ts";
import { longText } from "./issues.ts";
import { branchName, fullNameForm, line, tagName, written } from "./names.ts";
import { checkOnce, refer, type Entry } from "./references.ts";

const assetTable = table(
  {
    name: required(
      string({ pattern: /^[A-Za-z0-9._+@-]{1,255}$/, expected: "a file's name: letters, digits, . _ - + @" }),
      "How the file is called.",
      { example: "demo.tar.gz" },
    ),
    content_type: optional(
      string({ pattern: /^[!-~]+\/[ -~]+$/, expected: "a media type" }),
      "Its media type.",
      { example: "application/gzip", otherwise: "application/octet-stream" },
    ),
    ...contentFields,
  },
  {
    rules: [{ rule: "exactly-one", of: contentNames }],
    hints: { content: "Write text, json, base64 or file." },
  },
);

const asset = mapped(assetTable, (fields, context) => {
  const content = contentOf(fields);
  const bytes =
    content === null
      ? utf8("")
      : content.type === "json"
        ? utf8(JSON.stringify(content.value))
        : content.type === "text"
          ? utf8(content.text)
          : content.bytes;
  return {
    config: {
      name: fields.name,
      content: decodeLossless(bytes),
      contentType: fields.contentType ?? "application/octet-stream",
    },
    context,
  };
});

const releaseTable = table(
  {
    repository: required(written(string(fullNameForm)), "The repository, with its owner.", {
      example: "octocat/demo",
    }),
    tag: required(tagName, "Its tag; a published release makes it where it is not there.", {
      example: "v1.0.0",
    }),
    target: optional(written(branchName), "The branch that the tag is made from.", {
      otherwise: "the default branch",
    }),
    name: optional(line(255, "a name"), "How it is called.", { example: "First" }),
    body: optional(longText, "What is new."),
    draft: optional(boolean(), "Whether it is not published yet.", { otherwise: "false" }),
    prerelease: optional(boolean(), "Whether it is a release before the real one.", { otherwise: "false" }),
    author: optional(authorField, "Login of who made it.", {
      otherwise: "the repository's owner, or the first user where that is an organization",
    }),
    assets: optional(list(asset), "Files that come with it.", {
      example: [{ name: "demo.txt", text: "demo" }],
    }),
  },
  {
    hints: {
      repo: "Write repository, with its owner: octocat/demo.",
      tag_name: "Write tag.",
      target_commitish: "Write target.",
    },
  },
);

/** A release. */
export const releaseEntry = mapped(releaseTable, (fields, context: MapContext): Entry<ReleaseConfig> => {
  const { assets = [], repository } = fields;
  checkOnce(
    assets.map(({ config: { name }, context: { at } }) => ({
      key: name,
      what: `the asset ${JSON.stringify(name)}`,
      at,
    })),
    "The files of a release have different names.",
    "Rename one of them.",
    context,
  );
  return {
    config: {
      repository: repository.name,
      tag: fields.tag,
      target: fields.target?.name ?? null,
      name: fields.name ?? null,
      body: fields.body ?? null,
      draft: fields.draft ?? false,
      prerelease: fields.prerelease ?? false,
      author: fields.author?.name ?? null,
      assets: assets.map(({ config }) => config),
      at: context.at,
    },
    refers: [
      ...refer("repository", repository),
      ...refer("user", fields.author),
      ...refer("branch", fields.target, repository.name),
    ],
    path: context.path,
    context,
  };
});
