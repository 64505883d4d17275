/** A JSON object. */
export type Message = Readonly<Record<string, unknown>>;

/** Lists that every version fills with its own words, and of which a double has none. */
const vocabularies: ReadonlySet<string> = new Set([
  "tools",
  "slash_commands",
  "terminal_slash_commands",
  "agents",
  "skills",
  "plugins",
  "capabilities",
]);

/** What is measured, or made of what is. */
const measured = /^(duration|ttft|time_to|first_content|fileMtime|total_cost_usd|duration_api)/;

/** Texts that differ from run to run, and what stands for them. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "<uuid>"],
  [/^msg_/, "<message>"],
  [/^req_/, "<request>"],
  [/^toolu_/, "<tool>"],
  [/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, "<time>"],
];

/** A value without what differs from run to run. @param key of what it is in */
export function normalise(value: unknown, key = ""): unknown {
  if (vocabularies.has(key) && Array.isArray(value)) return "<vocabulary>";
  if (typeof value === "number" && measured.test(key)) return "<measured>";
  if (typeof value === "string") return names.find(([pattern]) => pattern.test(value))?.[1] ?? value;
  if (Array.isArray(value)) return value.map((one) => normalise(one));
  if (!isMessage(value)) return value;
  // The CLI asks small models for its own purposes, which no scenario has.
  const entries = Object.entries(value).filter(
    ([name]) => !key.startsWith("modelUsage") || !name.includes("haiku"),
  );
  return Object.fromEntries(entries.map(([name, one]) => [name, normalise(one, name)]));
}

/** Whether a value is a JSON object. */
export function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kind of a message that is printed, or of a line that is kept. */
export function kindOf(message: Message): string {
  const { type, subtype, event, operation, attachment } = message;
  const told = isMessage(message["message"]) ? message["message"] : {};
  if (isMessage(event)) return `stream_event:${String(event["type"])}`;
  if (type === "assistant" && told["model"] === "<synthetic>") return "assistant(synthetic)";
  if (isMessage(attachment)) return `attachment:${String(attachment["type"])}`;
  const [block] = Array.isArray(told["content"]) ? (told["content"] as readonly unknown[]) : [];
  const said = isMessage(block) ? `[${String(block["type"])}]` : "";
  const more = [subtype, operation].flatMap((one) => (typeof one === "string" ? [`:${one}`] : []));
  return `${String(type)}${more.join("")}${said}`;
}

/** Lines of JSON as messages; one that is none stands for itself. Deltas that follow each other are one. */
export function messagesOf(lines: readonly string[]): readonly Message[] {
  const messages: Message[] = [];
  for (const line of lines) {
    const message = read(line);
    const last = messages.at(-1);
    if (last !== undefined && deltaOf(message) !== undefined && deltaOf(last) !== undefined)
      messages[messages.length - 1] = joined(last, message);
    else messages.push(message);
  }
  return messages;
}

function read(line: string): Message {
  try {
    const value: unknown = JSON.parse(line);
    if (isMessage(value)) return value;
  } catch {
    return { type: "no JSON", line };
  }
  return { type: "no object", line };
}

function deltaOf({ event }: Message): Message | undefined {
  const delta = isMessage(event) ? event["delta"] : undefined;
  return isMessage(delta) && isMessage(event) && event["type"] === "content_block_delta" ? delta : undefined;
}

/** Two pieces of one block; how many there are is up to who says them. */
function joined(left: Message, right: Message): Message {
  const [before = {}, after = {}] = [deltaOf(left), deltaOf(right)];
  if (before["type"] !== after["type"]) return left;
  const texts = Object.entries(after).map(([key, value]) =>
    key === "type" ? [key, value] : [key, `${String(before[key])}${String(value)}`],
  );
  return { ...left, event: { ...(left["event"] as Message), delta: Object.fromEntries(texts) as Message } };
}
