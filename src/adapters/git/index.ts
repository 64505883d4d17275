/** The real git, kept to a world's folder. */
export { gitPort, type GitOptions } from "./git.ts";
/** The user's own repository, looked at and never changed. */
export { projectGit, type NoGit, type ProjectGit } from "./project.ts";
