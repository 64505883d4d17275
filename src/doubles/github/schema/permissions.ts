import { quote } from "../../../core/index.ts";
import { list, string, type MapContext } from "../../../scenario/index.ts";
import { readPermissions } from "../access/read-permissions.ts";
import type { PermissionLevel, TokenConfig, TokenKind } from "../config.ts";
import { written, type Written } from "./names.ts";

/** What a token or an installation may do, as texts with their places. */
export const permissionTexts = list(written(string({ nonEmpty: true })));

/** What such texts come to for a kind of token; undefined after reporting what is wrong with them. */
export function permissionsOf(
  texts: readonly Written[] | undefined,
  kind: TokenKind,
  context: MapContext,
): Pick<TokenConfig, "permissions" | "scopes"> | undefined {
  const read = readPermissions(kind, texts?.map(({ name }) => name) ?? null);
  for (const { index, text, problem, what, fix, near } of read.problems) {
    const place = texts?.[index];
    context.report(problem === "duplicate" ? "declared-twice" : "invalid-value", {
      at: place?.context.at ?? context.at,
      what: `${place?.path ?? context.path}: ${quote(text, 60)} ${what}`,
      fix,
      near,
    });
  }
  return read.problems.length > 0 ? undefined : { permissions: read.permissions, scopes: read.scopes };
}

/** The same for apps and their installations, which have no scopes. */
export function appPermissions(
  texts: readonly Written[] | undefined,
  context: MapContext,
): Readonly<Record<string, PermissionLevel>> | null {
  return permissionsOf(texts, "installation", context)?.permissions ?? null;
}
