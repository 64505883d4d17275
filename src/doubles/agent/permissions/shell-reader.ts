import { limits } from "../../../core/index.ts";
import type { Hazard, Redirect, ShellCommand, ShellLine, ShellWord } from "./shell.ts";

/** A word that is being read. */
interface OpenWord {
  readonly start: number;
  value: string;
  variable: boolean;
  pattern: boolean;
  quoted: boolean;
}

/** Lines that go to a command, up to the one that ends them. */
interface Document {
  readonly end: string;
  /** Nothing expands in them. */
  readonly plain: boolean;
  /** Tabs before the last line count for nothing. */
  readonly tabs: boolean;
}

/** A command that is being read, and what ends it. */
interface Frame {
  words: ShellWord[];
  redirects: Redirect[];
  /** Operator of a redirection that waits for its target. */
  operator: string | undefined;
  /** The word that is being read; undefined: none is. */
  word: OpenWord | undefined;
  /** It goes on inside double quotes once what is nested has ended. */
  inDouble: boolean;
  readonly end: ")" | "`" | "";
}

const operators = ["&>>", "<<<", "<<-", "&&", "||", ";;", "|&", "&>", ">>", "<<", ">&", "<&", ">|", "<>"];

/** Reads one command line, once; see readShellLine. */
export class ShellReader {
  private readonly commands: ShellCommand[] = [];
  private readonly hazards = new Set<Hazard>();
  private readonly frames: Frame[] = [frameOf("")];
  /** Ends of here-documents that begin after this line. */
  private documents: Document[] = [];
  private piped = false;
  private words = 0;
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): ShellLine {
    while (this.at < this.text.length) this.step();
    this.at = Math.min(this.at, this.text.length);
    while (this.frames.length > 1) {
      this.hazards.add("unclosed");
      this.endCommand();
      this.frames.pop();
    }
    this.endCommand();
    const { commands, hazards, piped } = this;
    return { commands, hazards, piped };
  }

  private get frame(): Frame {
    return this.frames.at(-1) as Frame;
  }

  /** The word that is being read, begun here if there is none. */
  private wordAt(): OpenWord {
    this.frame.word ??= { start: this.at, value: "", variable: false, pattern: false, quoted: false };
    return this.frame.word;
  }

  private endWord(): void {
    const { word, operator } = this.frame;
    if (word === undefined) return;
    this.frame.word = undefined;
    this.words += 1;
    if (this.words > limits.shellWords) return this.stop();
    const { value, variable, pattern } = word;
    const made: ShellWord = { raw: this.text.slice(word.start, this.at), value, variable, pattern };
    if (operator === undefined) {
      this.frame.words.push(made);
      return;
    }
    this.frame.operator = undefined;
    if (operator.startsWith("<<") && operator !== "<<<")
      this.beginDocument({ end: value, plain: word.quoted, tabs: operator === "<<-" });
    else if (!(/^[<>]&$/.test(operator) && /^(\d+-?|-)$/.test(value))) {
      if (variable) this.hazards.add("variable-target");
      this.frame.redirects.push({ operator, target: made });
    }
  }

  private beginDocument(document: Document): void {
    this.documents.push(document);
    this.hazards.add("here-document");
    if (!document.plain) this.hazards.add("open-document");
  }

  private endCommand(): void {
    this.endWord();
    const { words, redirects } = this.frame;
    if (words.length + redirects.length > 0)
      this.commands.push({ words, redirects, nested: this.frames.some((one) => one.end !== "") });
    this.frame.words = [];
    this.frame.redirects = [];
    this.frame.operator = undefined;
    if (this.commands.length > limits.shellCommands) this.stop();
  }

  private stop(): void {
    this.hazards.add("too-long");
    this.at = this.text.length;
  }

  /** Begins what is nested. @param inDouble whether it stands inside double quotes @param length of its beginning */
  private open(end: ")" | "`", hazard: Hazard, inDouble: boolean, length: number): void {
    this.frame.inDouble = inDouble;
    this.hazards.add(hazard);
    this.at += length;
    if (this.frames.length > limits.shellDepth) this.stop();
    else this.frames.push(frameOf(end));
  }

  /** Ends what is nested, and goes on with the word around it. */
  private close(): void {
    this.endCommand();
    this.frames.pop();
    this.at++;
    if (this.frame.inDouble) this.inDouble();
  }

  /** What begins with "$" or a backtick, which double quotes leave special. Whether there was something. */
  private expansion(quoted: boolean): boolean {
    if (this.text[this.at] === "`") {
      if (this.frame.end === "`" && !quoted) this.close();
      else if (this.frames.some((one) => one.end === "`")) this.at++;
      else {
        this.wordAt().variable = true;
        this.open("`", "backticks", quoted, 1);
      }
      return true;
    }
    if (this.text[this.at] !== "$") return false;
    const next = this.text[this.at + 1] ?? "";
    if (next === "(") {
      this.wordAt().variable = true;
      this.open(")", "substitution", quoted, 2);
      return true;
    }
    if (next === "{") this.hazards.add("braced-variable");
    if (/[\w{?$!@*#-]/.test(next)) this.wordAt().variable = true;
    this.wordAt().value += "$";
    this.at++;
    return true;
  }

  /** The inside of double quotes, from where it stands to their end. */
  private inDouble(): void {
    const word = this.wordAt();
    const depth = this.frames.length;
    while (this.at < this.text.length) {
      const character = this.text[this.at] as string;
      if (character === '"') {
        this.frame.inDouble = false;
        this.at++;
        return;
      }
      if (character === "\\" && '$`"\\\n'.includes(this.text[this.at + 1] ?? " ")) {
        word.value += this.text[this.at + 1] === "\n" ? "" : (this.text[this.at + 1] as string);
        this.at += 2;
      } else if (this.expansion(true)) {
        if (this.frames.length !== depth) return;
      } else {
        word.value += character;
        this.at++;
      }
    }
    this.hazards.add("unclosed");
  }

  private inSingle(): void {
    const word = this.wordAt();
    word.quoted = true;
    const end = this.text.indexOf("'", this.at + 1);
    if (end === -1) this.hazards.add("unclosed");
    word.value += this.text.slice(this.at + 1, end === -1 ? this.text.length : end);
    this.at = end === -1 ? this.text.length : end + 1;
  }

  private skipDocuments(): void {
    for (const { end, plain, tabs } of this.documents) {
      while (this.at < this.text.length) {
        const stopAt = this.text.indexOf("\n", this.at);
        const line = this.text.slice(this.at, stopAt === -1 ? this.text.length : stopAt);
        this.at = stopAt === -1 ? this.text.length : stopAt + 1;
        if ((tabs ? line.replace(/^\t+/, "") : line) === end) break;
        if (!plain && /\$\(|`/.test(line)) this.hazards.add("substitution");
      }
    }
    this.documents = [];
  }

  private operator(): boolean {
    if (!"&|;<>\n".includes(this.text[this.at] as string)) return false;
    const found = operators.find((one) => this.text.startsWith(one, this.at)) ?? this.text.charAt(this.at);
    if ("<>".includes(found[0] as string) && this.text[this.at + 1] === "(") {
      this.wordAt().variable = true;
      this.open(")", "process-substitution", false, 2);
      return true;
    }
    if (/[<>]/.test(found)) this.redirect(found);
    else {
      this.endCommand();
      if (found === "|" || found === "|&") this.piped = true;
      if (found === "&") this.hazards.add("background");
      this.at += found.length;
      if (found === "\n") this.skipDocuments();
    }
    return true;
  }

  private redirect(found: string): void {
    const { word } = this.frame;
    // Digits right before it are the number of a stream, no word.
    if (word !== undefined && /^\d+$/.test(this.text.slice(word.start, this.at))) this.frame.word = undefined;
    this.endWord();
    if (found === "<" || found === "<<<" || found === "<>") this.hazards.add("input");
    if (found.startsWith("&>")) this.hazards.add("output-and-errors");
    this.frame.operator = found;
    this.at += found.length;
  }

  /** Parentheses and braces that are no part of a word. */
  private group(): boolean {
    const character = this.text[this.at] as string;
    if (character === "(") {
      const isFunction = this.frame.word !== undefined || this.frame.words.length > 0;
      this.endWord();
      this.open(
        ")",
        isFunction ? "function" : this.text[this.at + 1] === "(" ? "braces" : "subshell",
        false,
        1,
      );
      return true;
    }
    if (character === ")" && this.frames.length > 1 && this.frame.end === ")") {
      this.close();
      return true;
    }
    return false;
  }

  private plain(character: string): void {
    const word = this.wordAt();
    if ("*?[{".includes(character)) word.pattern = true;
    if (character === "{" && /^\{[^\s{}]*(,|\.\.)[^\s{}]*\}/.test(this.text.slice(this.at, this.at + 100)))
      this.hazards.add("brace-expansion");
    word.value += character;
    this.at++;
  }

  private step(): void {
    const character = this.text[this.at] as string;
    if (character === " " || character === "\t" || character === "\r") {
      this.endWord();
      this.at++;
    } else if (character === "\\") {
      if (this.text[this.at + 1] !== "\n") this.wordAt().value += this.text[this.at + 1] ?? "";
      this.at += 2;
    } else if (character === "'") this.inSingle();
    else if (character === '"') {
      this.wordAt().quoted = true;
      this.at++;
      this.inDouble();
    } else if (character === "#" && this.frame.word === undefined) {
      this.hazards.add("comment");
      const end = this.text.indexOf("\n", this.at);
      this.at = end === -1 ? this.text.length : end;
    } else if (!this.expansion(false) && !this.operator() && !this.group()) this.plain(character);
  }
}

function frameOf(end: Frame["end"]): Frame {
  return { words: [], redirects: [], operator: undefined, word: undefined, inDouble: false, end };
}
