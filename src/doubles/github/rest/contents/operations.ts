import type { Operation } from "../call.ts";
import { gitObjectOperations } from "./git-objects.ts";
import { readContentOperations } from "./read-contents.ts";
import { refOperations } from "./refs.ts";
import { writeContentOperations } from "./write-contents.ts";

/** What git holds: contents, objects, references, branches, commits. */
export const contents: readonly Operation[] = [
  ...readContentOperations,
  ...writeContentOperations,
  ...gitObjectOperations,
  ...refOperations,
];
