"""Prints initial states as simulacat's own classes write them, one JSON object for each: name and state."""

import json
import pathlib
import re
import sys

import simulacat
from simulacat import scenario as factories
from simulacat.scenario_models import DefaultBranch
from simulacat import (
    AccessToken,
    AppInstallation,
    Branch,
    GitHubApp,
    Issue,
    Organization,
    PullRequest,
    Repository,
    ScenarioConfig,
    User,
)


def say(name, state):
    print(json.dumps({"name": name, "state": state}))


def written(name, scenario):
    state = scenario.to_simulator_config(include_unsupported=True)
    token = scenario.resolve_auth_token()
    if token is not None:
        state["__simulacat__"] = {"auth_token": token}
    say(name, state)
    say(f"{name}, supported only", scenario.to_simulator_config())


people = (
    User(login="alice", organizations=("acme",), name="Alice", bio="", email="alice@example.com", user_id=1),
    User(login="bob"),
)
acme = Organization(login="acme", name="Acme", description="All of it", email="acme@example.com", org_id=1)
rocket = Repository(
    owner="alice",
    name="rocket",
    description="Goes up",
    default_branch=DefaultBranch(name="trunk", sha="abc123", is_protected=True),
    repo_id=1,
)
secret = Repository(owner="acme", name="secret", is_private=True, repo_id=1)

written("nothing", ScenarioConfig())
written(
    "everything",
    ScenarioConfig(
        users=people,
        organizations=(acme,),
        repositories=(rocket, secret),
        branches=(
            Branch(owner="alice", repository="rocket", name="apps/one", sha="0" * 40, is_protected=False),
            Branch(owner="alice", repository="rocket", name="next"),
            Branch(owner="acme", repository="secret", name="main"),
        ),
        issues=(
            Issue(owner="alice", repository="rocket", number=1, title="Bug", body="It broke", author="bob"),
            Issue(owner="acme", repository="secret", number=7, title="Old", state="closed", author="stranger"),
        ),
        pull_requests=(
            PullRequest(owner="alice", repository="rocket", number=1, title="Same number as an issue"),
            PullRequest(
                owner="alice",
                repository="rocket",
                number=3,
                title="Fix",
                base_branch="trunk",
                head_branch="next",
                is_draft=True,
            ),
            PullRequest(
                owner="alice",
                repository="rocket",
                number=4,
                title="The other way round",
                base_branch="next",
                head_branch="trunk",
                state="closed",
            ),
            PullRequest(owner="acme", repository="secret", number=9, title="No branches", author="alice"),
        ),
        tokens=(
            AccessToken(
                value="ghs_123",
                owner="alice",
                permissions=("repo", "issues:read"),
                repositories=("alice/rocket",),
                repository_visibility="public",
            ),
        ),
        apps=(GitHubApp(app_slug="bot", name="Bot", app_id=5, owner="acme"),),
        app_installations=(
            AppInstallation(
                installation_id=1,
                app_slug="bot",
                account="acme",
                repositories=("acme/secret",),
                permissions=("contents",),
                access_token="ghs_installation",
            ),
        ),
        default_token="ghs_installation",
    ),
)
written(
    "token of an organization",
    ScenarioConfig(organizations=(acme,), tokens=(AccessToken(value="t", owner="acme"),)),
)
written("one repository", factories.single_repo_scenario("alice"))
written("one repository of an organization", factories.single_repo_scenario("acme", owner_is_org=True))
written("monorepo", factories.monorepo_with_apps_scenario("alice", apps=("web", "api")))
written("empty organization", factories.empty_org_scenario("octo-org"))
written(
    "app",
    factories.merge_scenarios(
        factories.single_repo_scenario("octocat"),
        factories.github_app_scenario("deploy-bot", "Deploy Bot", account="octocat", access_token="ghs_deploy"),
    ),
)
say("only metadata", {"__simulacat__": {"auth_token": "ghs_test"}})

# The examples of the users' guide, where the guide is there beside the package.
guide = pathlib.Path(simulacat.__file__).parent.parent / "docs" / "users-guide.md"
if guide.exists():
    blocks = re.findall(r"```python\n(.*?)```", guide.read_text(), re.S)
    shown = {}
    for number, block in enumerate(blocks):
        if block.startswith("{"):
            entry = eval(block)
            shown["users" if "login" in entry else "branches" if "sha" in entry else "repositories"] = entry
            continue
        space = {}
        code = re.sub(r"^@pytest.*$", "", block, flags=re.M)
        if not re.search(r"config|scenario", code) or re.search(r"\b(?:start_sim_process|stop_sim)", code):
            continue
        try:
            exec(code, space)
        except (NameError, ImportError, SyntaxError) as error:
            print(f"guide {number}: {error}", file=sys.stderr)
            continue
        made = [value for value in space.values() if isinstance(value, ScenarioConfig)]
        for one in made:
            written(f"guide {number}", one)
        fixture = space.get("github_sim_config")
        if callable(fixture) and not made:
            try:
                say(f"guide {number}", fixture())
            except TypeError:
                pass
        for name in ("config", "base", "merged"):
            if isinstance(space.get(name), dict) and not made:
                say(f"guide {number} {name}", space[name])
    organizations = [{"login": one} for one in shown["users"]["organizations"]]
    say("guide, configuration schema", {"organizations": organizations} | {key: [one] for key, one in shown.items()})
