/** What of a conversation says which answer comes next, whatever protocol it was held in. */
export interface Transcript {
  /** What the user said so far, oldest first; the last one is to be answered. */
  readonly prompts: readonly string[];
  /** How many messages of the model came since the last prompt. */
  readonly step: number;
  /** Results of the tools that the last of those messages called, in the order of its calls. */
  readonly results: readonly ToolResult[];
}

/** What came of a tool. */
export interface ToolResult {
  readonly tool: string;
  readonly content: string;
  readonly isError: boolean;
}
