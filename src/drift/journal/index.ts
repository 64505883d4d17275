export { journalVersion, readJournal, type JournalOptions } from "./read-journal.ts";
