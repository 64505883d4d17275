/** Answers in a thread of its own. */
export const answer = ({ args }) => ({ stdout: args[0].toUpperCase() });
