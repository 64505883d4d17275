/** Lines that are shown of what is left; all stand in the evidence. */
const linesMost = 20;

/** What a finding says of something of which parts are left: a headline and a line for each part. */
export function leftText(head: string, left: readonly string[]): string {
  const more = left.length - linesMost;
  const shown = left.slice(0, linesMost).map((line) => `  ${line}`);
  return [head, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
