import type { MapContext } from "../../../scenario/index.ts";
import type { TokenConfig, TransitionConfig } from "../config.ts";
import { folded } from "../state/tables.ts";
import type { ReadInstallation } from "./apps.ts";
import { checkIds, placeOf } from "./check-names.ts";
import { checkOnce, type Entry } from "./references.ts";

/** An app is on an account once, and reaches that account's repositories. */
export function checkInstallations(
  installations: readonly Entry<ReadInstallation>[],
  context: MapContext,
): void {
  checkIds(installations, "installation", context);
  checkOnce(
    installations.map((entry) => ({
      key: `${folded(entry.config.app)}\n${folded(entry.config.account)}`,
      what: `the installation of ${entry.config.app} on ${entry.config.account}`,
      at: placeOf(entry, "app"),
    })),
    "An account installs an app once.",
    "Remove one of them.",
    context,
  );
  for (const entry of installations) {
    const { account, repositories } = entry.config;
    for (const name of repositories ?? []) {
      if (folded(name).startsWith(`${folded(account)}/`)) continue;
      context.report("impossible-state", {
        at: placeOf(entry, "repositories"),
        what: `${entry.path}: ${name} does not belong to ${account}`,
        why: "An installation reaches repositories of the account that installed the app.",
        fix: "Remove it, or install the app on the other account as well.",
      });
    }
  }
}

/** Installations that tokens name. */
export function checkInstallationTokens(
  tokens: readonly Entry<TokenConfig>[],
  installations: readonly Entry<ReadInstallation>[],
  context: MapContext,
): void {
  for (const entry of tokens) {
    const { installation, owner } = entry.config;
    if (installation === null) continue;
    const found = installations.find(({ config }) => config.id === installation);
    if (found === undefined)
      context.report("unknown-name", {
        at: placeOf(entry, "installation"),
        what: `${entry.path}.installation: there is no installation with the id ${installation}`,
        fix: "Give the installation this id, or write access_token there.",
        near: installations.flatMap(({ config: { id, at } }) =>
          id === null ? [] : [{ what: String(id), at }],
        ),
      });
    else if (folded(found.config.account) !== folded(owner))
      context.report("impossible-state", {
        at: placeOf(entry, "installation"),
        what: `${entry.path} belongs to ${owner}, and its installation to ${found.config.account}`,
        why: "A token of an installation belongs to the account that installed the app.",
        fix: `Write owner = "${found.config.account}".`,
      });
  }
}

/** Transitions are told apart by their names. */
export function checkTransitions(transitions: readonly Entry<TransitionConfig>[], context: MapContext): void {
  checkOnce(
    transitions.map((entry) => ({
      key: entry.config.name,
      what: `the transition ${JSON.stringify(entry.config.name)}`,
      at: placeOf(entry, "name"),
    })),
    "Reports call transitions by their names, or by their requests.",
    "Give one of them another name.",
    context,
  );
}
