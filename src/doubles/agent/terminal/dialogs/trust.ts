import type { ProfileName } from "../../profile.ts";
import type { Dialog } from "./dialog.ts";

/** Whether a session goes on, and if not, what its process exits with. */
export type TrustAnswer = { readonly trusts: true } | { readonly trusts: false; readonly code: number };

const trusts: TrustAnswer = { trusts: true };
const refuses: TrustAnswer = { trusts: false, code: 1 };

/** What Esc comes to, as measured: the newer versions do not take it for a failure. */
export const leftByEscape: Readonly<Record<ProfileName, TrustAnswer>> = {
  classic: { trusts: false, code: 1 },
  current: { trusts: false, code: 0 },
};

/** Asks whether a folder is trusted. The first answer is chosen by Enter alone: yes once, no in newer versions. */
export function trustDialog(directory: string, profile: ProfileName): Dialog<TrustAnswer> {
  const hint = "Enter to confirm · Esc to cancel";
  if (profile === "classic") {
    return {
      title: "Do you trust the files in this folder?",
      about: [directory],
      question: "What is in it may be read, changed and run.",
      options: [
        { text: "Yes, proceed", answer: trusts },
        { text: "No, exit", answer: refuses },
      ],
      isNumbered: true,
      hint,
    };
  }
  return {
    title: "Accessing workspace:",
    about: [directory],
    question: "What is in it may be read, changed and run. Do you trust it?",
    options: [
      { text: "No, exit", answer: refuses },
      { text: "Yes, I trust this folder", answer: trusts },
    ],
    isNumbered: false,
    hint,
  };
}

/** What is left on the screen when nobody trusted the folder. */
export const distrustText: Readonly<Record<ProfileName, string>> = {
  classic: "",
  current: "Claude Code didn't start because this folder isn't trusted.",
};
