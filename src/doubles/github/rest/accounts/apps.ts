import { folded } from "../../state/tables.ts";
import { appView } from "../../views/apps.ts";
import { answered } from "../answer.ts";
import { operation, type Operation } from "../call.ts";
import { notFound } from "../problem.ts";

/** Apps as data. */
export const appOperations: readonly Operation[] = [
  operation("apps/get-by-slug", (call) => {
    const app = call.draft.named("app", folded(call.params["app_slug"] as string));
    if (app === undefined) throw notFound();
    return answered(appView(call.draft, app, call.urls), app.updatedAt);
  }),
];
