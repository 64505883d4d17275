import { costOf, failureOf } from "../messages/index.ts";
import { decidePermission } from "../permissions/decide-permission.ts";
import { cliMode } from "../permissions/modes.ts";
import { grant, type Policy } from "../permissions/policy.ts";
import { toolFacts } from "../tools/facts.ts";
import { impossible, runTool } from "../tools/run-tool.ts";
import type { Run } from "./run.ts";
import type { Services } from "./services.ts";

/**
 * Services of a process, for each prompt of it: what a person granted, and what tools keep, holds for all of them. A
 * terminal's mode may be another with each prompt.
 */
export function servicesOf(first: Run, given: Policy): (run: Run) => Services {
  const tools = toolFacts(first);
  let policy = given;
  return ({ session, profile }) => ({
    impossible: (call, scripted) => impossible(tools, call, scripted),
    permission: (call) => decidePermission({ ...policy, mode: cliMode(session.permissionMode) }, call),
    grant: (call) => {
      policy = grant(policy, call);
    },
    run: (call, scripted) => runTool(tools, call, scripted),
    failure: (failure) => failureOf(failure, profile),
    costOf: (usage) => costOf(session.model, usage),
  });
}
