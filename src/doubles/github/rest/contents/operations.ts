import type { Operation } from "../call.ts";
import { archiveOperations } from "./archives.ts";
import { branchOperations } from "./branches.ts";
import { commitCommentOperations } from "./commit-comments.ts";
import { commitOperations } from "./commits.ts";
import { compareOperations } from "./compare.ts";
import { gitObjectOperations } from "./git-objects.ts";
import { mergeOperations } from "./merges.ts";
import { protectionPartOperations } from "./protection-parts.ts";
import { protectionOperations } from "./protection.ts";
import { readContentOperations } from "./read-contents.ts";
import { refOperations } from "./refs.ts";
import { writeContentOperations } from "./write-contents.ts";

/** What git holds: contents, objects, references, branches, commits. */
export const contents: readonly Operation[] = [
  ...readContentOperations,
  ...writeContentOperations,
  ...gitObjectOperations,
  ...refOperations,
  ...branchOperations,
  ...protectionOperations,
  ...protectionPartOperations,
  ...commitOperations,
  ...compareOperations,
  ...mergeOperations,
  ...archiveOperations,
  ...commitCommentOperations,
];
