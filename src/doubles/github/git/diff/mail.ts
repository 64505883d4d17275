import { utf8 } from "../../../../core/index.ts";
import { commitAt } from "../commit.ts";
import type { FoundCommit } from "../commit.ts";
import type { ObjectReader } from "../object.ts";
import { zoneMinutes, type GitPerson } from "../person.ts";
import { diffStat } from "./diff-stat.ts";
import { diffText } from "./diff-text.ts";
import { diffFiles, type FileDiff } from "./file-diff.ts";

/**
 * Commits as mails, as `git format-patch --stdout` writes them and GitHub answers for the media type `patch`: the
 * oldest first, merges and empty commits left out. Binary files are only named.
 */
export function patchMails(store: ObjectReader, commits: readonly FoundCommit[]): string {
  const told = commits.flatMap((one): readonly Told[] => {
    const [parent, more] = one.commit.parents;
    const before = parent === undefined ? undefined : commitAt(store, parent)?.tree;
    const files = more === undefined ? diffFiles(store, before, one.commit.tree) : [];
    return files.length === 0 ? [] : [{ ...one, files }];
  });
  return told.map((one, index) => mail(store, one, index + 1, told.length)).join("\n");
}

interface Told extends FoundCommit {
  readonly files: readonly FileDiff[];
}

function mail(store: ObjectReader, { sha, commit, files }: Told, number: number, count: number): string {
  const { title, body } = splitMessage(commit.message);
  const width = `${count}`.length;
  const tag = count === 1 ? "[PATCH]" : `[PATCH ${`${number}`.padStart(width, "0")}/${count}]`;
  const lines = [
    `From ${sha} Mon Sep 17 00:00:00 2001`,
    `From: ${address(commit.author)}`,
    `Date: ${mailDate(commit.author)}`,
    subject(tag, title),
    ...(isAscii(`${title}${body}`) ? [] : mime),
    "",
    body === "" ? "---" : `${body}\n---`,
  ];
  return `${lines.join("\n")}\n${diffStat(store, files)}\n${diffText(files)}`;
}

const mime = [
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=UTF-8",
  "Content-Transfer-Encoding: 8bit",
];

/** The first paragraph in one line, and the rest without empty lines around it. */
export function splitMessage(message: string): { readonly title: string; readonly body: string } {
  const lines = message.split("\n").map((line) => line.replace(/\s+$/, ""));
  const first = lines.findIndex((line) => line !== "");
  if (first < 0) return { title: "", body: "" };
  const blank = lines.findIndex((line, index) => index > first && line === "");
  const end = blank < 0 ? lines.length : blank;
  const body = lines.slice(end).join("\n").replace(/^\n+/, "").replace(/\n+$/, "");
  return { title: lines.slice(first, end).join(" "), body };
}

function subject(tag: string, title: string): string {
  const start = `Subject: ${tag} `;
  if (!isAscii(title) || title.includes("=?"))
    return start + encodedWord(title, start.length, /[^!-<>@-^`-~]/);
  const lines: string[] = [];
  let line = `Subject: ${tag}`;
  for (const word of title.split(" ")) {
    if (line.length + 1 + word.length > 78 && line !== "") {
      lines.push(line);
      line = "";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}

function address({ name, email }: GitPerson): string {
  if (!isAscii(name)) return `${encodedWord(name, 6, /[^A-Za-z0-9!*+/-]/)} <${email}>`;
  return /[()<>[\]:;@\\,."]/.test(name)
    ? `"${name.replaceAll(/["\\]/g, String.raw`\$&`)}" <${email}>`
    : `${name} <${email}>`;
}

/** Text of other characters than ASCII in a mail's header (RFC 2047), in lines of at most 76. */
function encodedWord(text: string, used: number, special: RegExp): string {
  const open = "=?UTF-8?q?";
  let [line, at] = [open, used + open.length];
  for (const character of text) {
    const coded = special.test(character)
      ? Array.from(utf8(character), (byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("")
      : character;
    if (at + coded.length + 2 > 76) {
      line += `?=\n ${open}`;
      at = open.length + 1;
    }
    line += coded;
    at += coded.length;
  }
  return `${line}?=`;
}

function isAscii(text: string): boolean {
  return /^[\0-\u001a\u001c-\u007f]*$/.test(text);
}

const days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The date of a mail on the clock of who wrote it. @example "Thu, 7 Apr 2005 22:13:13 -0700" */
function mailDate({ seconds, zone }: GitPerson): string {
  const local = seconds + zoneMinutes(zone) * 60;
  const day = Math.floor(local / 86_400);
  const { year, month, date } = civil(day);
  const time = local - day * 86_400;
  const clock = [time / 3_600, (time / 60) % 60, time % 60]
    .map((part) => `${Math.floor(part)}`.padStart(2, "0"))
    .join(":");
  return `${days[((day % 7) + 7) % 7]}, ${date} ${months[month]} ${year} ${clock} ${zone}`;
}

/** Year, month (0 for January) and day of the month of a number of days since 1970. */
function civil(days: number): { readonly year: number; readonly month: number; readonly date: number } {
  // Counted from a first of March, so that a leap day is the last of its year; 400 years are an era.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = (fromMarch + 2) % 12;
  return {
    year: yearOfEra + era * 400 + (month < 2 ? 1 : 0),
    month,
    date: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}
