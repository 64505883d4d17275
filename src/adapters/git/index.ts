/** The real git, kept to a world's folder. */
export { gitPort, type GitOptions } from "./git.ts";
/** The user's own repository, looked at and never changed. */
export { projectGit, type ProjectGit } from "./project.ts";
/** The same, for commands of whoever asks. */
export { findRepository, type NoGit, type Repository } from "./repository.ts";
