/**
 * The tools and rules in the words of --allowedTools, --disallowedTools and --tools. A word may name many, with commas or
 * spaces between them; inside parentheses both are kept. As the real one, it does not count parentheses: the first that
 * closes ends what the first that opens began.
 * @example splitTools(["Bash(git log:*) Read", "Edit"]) // ["Bash(git log:*)", "Read", "Edit"]
 */
export function splitTools(words: readonly string[]): readonly string[] {
  return words.flatMap(splitWord);
}

function splitWord(word: string): string[] {
  const names: string[] = [];
  let start = 0;
  let inParentheses = false;
  for (let index = 0; index <= word.length; index++) {
    const character = word[index];
    if (character === "(") inParentheses = true;
    else if (character === ")") inParentheses = false;
    const isEnd = character === undefined || (!inParentheses && (character === "," || character === " "));
    if (!isEnd) continue;
    if (index > start) names.push(word.slice(start, index));
    start = index + 1;
  }
  return names;
}
