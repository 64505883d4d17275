import { answered, noContent } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { tellRepository } from "./shown.ts";

/** Switches of a repository that have addresses of their own: whether they are on, nothing of what they do. */
export const securityOperations: readonly Operation[] = [
  operation("repos/check-vulnerability-alerts", (call) => {
    if (!isOn(call, "vulnerability_alerts")) throw notFound();
    return noContent();
  }),
  operation("repos/check-automated-security-fixes", (call) =>
    answered({ enabled: isOn(call, "dependabot_security_updates"), paused: false }),
  ),
  operation("repos/check-private-vulnerability-reporting", (call) =>
    answered({ enabled: isOn(call, "private_vulnerability_reporting") }),
  ),
  ...switches("vulnerability-alerts", "vulnerability_alerts"),
  ...switches("automated-security-fixes", "dependabot_security_updates"),
  ...switches("private-vulnerability-reporting", "private_vulnerability_reporting"),
];

function isOn({ repository }: RestCall, part: string): boolean {
  return repository.security?.[part] === true;
}

function switches(name: string, part: string): readonly Operation[] {
  return [true, false].map((on) =>
    operation(`repos/${on ? "enable" : "disable"}-${name}`, (call) => {
      const { draft, repository } = call;
      if (isOn(call, part) === on) return noContent();
      draft.change("repository", repository, { security: { ...repository.security, [part]: on } });
      tellRepository(call, "repository.edited", { fields: ["security"], part, on });
      return noContent();
    }),
  );
}
