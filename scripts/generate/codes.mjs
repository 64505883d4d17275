const groups = {
  1: "Scenarios",
  2: "Calls",
  3: "Drift",
  4: "Fixtures",
  5: "Hosts, worlds and runs",
};

/** The reference of all finding codes, from the registry that `backlot explain` prints too. */
export function codesPage(codes) {
  const entries = Object.entries(codes).sort(([, a], [, b]) => (a.code < b.code ? -1 : 1));
  const sections = Object.entries(groups).flatMap(([thousand, title]) => {
    const own = entries.filter(([, entry]) => entry.code[3] === thousand);
    return own.length === 0 ? [] : [`## BKL${thousand}xxx: ${title}`].concat(own.map(section));
  });
  return [
    "# Finding codes",
    "Written by `npm run generate` from `src/core/codes/`; `backlot explain CODE` prints the same. A code is never used again for another meaning.",
    ...sections,
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

function section([name, entry]) {
  return [
    `### ${entry.code} ${name}`,
    `${entry.severity}: ${escape(entry.title)}`,
    `- Why: ${escape(entry.why)}\n- Fix: ${escape(entry.fix)}`,
  ].join("\n\n");
}

/** Text that Markdown would take for markup stays text; what stands in backticks is code already. */
function escape(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[*_<>[\]\\]/g, String.raw`\$&`)))
    .join("");
}
