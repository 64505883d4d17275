/** Answers what the bench asks a program by name, and ends with the bench. */
export function answerQuestions(answers) {
  const all = { usage, ...answers };
  process.on("message", async ({ question, ...facts }) => process.send(await all[question](facts)));
  process.on("disconnect", () => process.exit());
}

/** Processor time of this process in milliseconds, and its resident memory in MB. */
function usage() {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, residentMb: process.memoryUsage.rss() / 2 ** 20 };
}
