import type { AccountRow, AppRow, InstallationRow, TokenRow } from "../state/rows.ts";

/** Who calls: nobody, a user by one of their tokens, or an app in its installation. */
export interface Actor {
  readonly kind: "anonymous" | "user" | "installation";
  /** The user, or the app's bot; null: anonymous. */
  readonly account: AccountRow | null;
  /** Null: anonymous. */
  readonly token: TokenRow | null;
  readonly app: AppRow | null;
  readonly installation: InstallationRow | null;
  /** Tokens are only recorded: nothing is refused for their sake. */
  readonly accepted: boolean;
}

/** Nobody. */
export const anonymous: Actor = {
  kind: "anonymous",
  account: null,
  token: null,
  app: null,
  installation: null,
  accepted: false,
};
