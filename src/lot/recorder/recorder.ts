import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  BacklotError,
  finding,
  utf8,
  type Finding,
  type FixtureAnswer,
  type RecordMode,
  type RecorderPort,
} from "../../core/index.ts";
import { lockInside, sweepTempFiles, writePrivate } from "../../disk/index.ts";
import type { ExpectationUse } from "../../engine/index.ts";

import { hashPort } from "../../adapters/hash/index.ts";
import { killPoint } from "../kill-point.ts";
import { writeFixture, type Draft, type RecorderParts } from "./write-fixture.ts";

/** What records the calls of a world. */
export interface Recorder {
  readonly port: RecorderPort;
  /** Writes what was recorded: each fixture whole, or not at all with a finding. Once, when the world closes. */
  finish(uses: readonly ExpectationUse[]): void;
  /** Writes nothing, and lets others record. */
  abandon(): void;
}

/** Makes the recorder of a world. Nothing is touched until something is recorded. */
export function createRecorder(parts: RecorderParts): Recorder {
  const drafts = new Map<string, Draft | "refused">();
  const noteOf = (path: string): string => join(parts.notes, hashPort.sha256(utf8(join(parts.root, path))));
  const modeOf = ({ path, record, recordings }: FixtureAnswer): RecordMode | null => {
    const mode = record ?? parts.mode;
    // Recorded for the first time by this very run: what its other worlds call belongs to it as well.
    return mode === "once" && recordings !== null && existsSync(noteOf(path)) ? "new" : mode;
  };
  return {
    port: {
      mode: (fixture) => {
        const mode = modeOf(fixture);
        if (mode === null) return "replay";
        if (mode === "all" || fixture.recordings === null) return "record";
        return mode === "new" ? "replay-or-record" : "replay";
      },
      record: (fixture, raw) => {
        const { path } = fixture;
        const draft = drafts.get(path) ?? openDraft(parts, path, modeOf(fixture) ?? "once");
        drafts.set(path, draft);
        if (draft === "refused") return;
        const began = new Date(Date.now() - raw.durationMs);
        draft.runs.push({ raw, timestamp: began.toISOString() });
      },
    },
    finish: (uses) => {
      if (parts.mustRecord !== undefined && drafts.size === 0)
        parts.report(nothingRecorded(parts.mustRecord));
      for (const draft of drafts.values()) {
        if (draft === "refused") continue;
        try {
          const found = writeFixture(parts, draft, uses);
          for (const one of found) parts.report(one);
          if (found.length === 0) writePrivate(noteOf(draft.path), new Uint8Array());
        } catch (error) {
          parts.report(notWritten(draft.path, error));
        } finally {
          draft.lock.release();
          killPoint("record.unlocked");
        }
      }
      drafts.clear();
    },
    abandon: () => {
      for (const draft of drafts.values()) if (draft !== "refused") draft.lock.release();
      drafts.clear();
    },
  };
}

/** Removes what recorders that were killed have left beside fixtures. Never throws. */
export function sweepFixtures(root: string, paths: Iterable<string>): void {
  const folders = new Set([...paths].map((path) => dirname(join(root, path))));
  for (const folder of folders) sweepTempFiles(folder);
}

/** Takes the fixture's lock before anything is recorded for it: of two recorders, only one may write it. */
function openDraft({ root, report }: RecorderParts, path: string, mode: RecordMode): Draft | "refused" {
  try {
    const lock = lockInside(root, join(root, "scenario"), path);
    if (lock.ok) {
      killPoint("record.locked");
      return { path, mode, runs: [], lock: lock.value };
    }
    const what = `${path} is being recorded already, so that nothing was recorded for it here`;
    for (const one of lock.findings)
      report(one.name === "file-locked" ? finding("fixture-busy", { what, evidence: { of: path } }) : one);
  } catch (error) {
    report(notWritten(path, error));
  }
  return "refused";
}

function nothingRecorded(path: string): Finding {
  return finding("not-recorded", {
    what: `${path} was not written: no call was recorded`,
    why: "A fixture answers calls, and the program made none that is recorded: shells, interpreters, the program itself and commands called by absolute path are not, unless they are named.",
    fix: "Name the commands with --commands, if the program calls them by name.",
  });
}

function notWritten(path: string, error: unknown): Finding {
  const first = error instanceof BacklotError ? error.findings[0] : undefined;
  const because = first?.what ?? (error instanceof Error ? error.message : String(error));
  return finding("not-recorded", {
    what: `${path} was not written: ${because}`,
    ...(first === undefined ? {} : { fix: first.fix }),
    evidence: { of: path },
  });
}
