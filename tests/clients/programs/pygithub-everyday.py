"""What programs do with PyGithub every day."""

import base64
import json
import os
import sys

from github import Github, GithubException

prefix = sys.argv[1] if len(sys.argv) > 1 else ""
client = Github(os.environ["GITHUB_TOKEN"], base_url=os.environ["GITHUB_API_URL"] + prefix)


def say(**facts):
    print(json.dumps(facts), flush=True)


say(login=client.get_user().login)
repo = client.get_repo("octocat/demo")
say(repo=repo.full_name, private=repo.private, branch=repo.default_branch)
say(repos=[one.name for one in client.get_user().get_repos()])

issue = repo.create_issue(title="Found a bug", body="Look.", labels=["bug"])
issue.create_comment("Seen.")
issue.edit(state="closed")
say(issue=issue.number, comments=[one.body for one in issue.get_comments()], state=repo.get_issue(issue.number).state)
say(open=[one.title for one in repo.get_issues(state="all")])

repo.create_label("urgent", "ff0000", "Now.")
say(labels=sorted(label.name for label in repo.get_labels()))

main = repo.get_branch("main")
repo.create_git_ref("refs/heads/topic", main.commit.sha)
repo.create_file("notes.txt", "Take notes", "one\n", branch="topic")
content = repo.get_contents("notes.txt", ref="topic")
repo.update_file("notes.txt", "Take more notes", "one\ntwo\n", content.sha, branch="topic")
say(content=base64.b64decode(repo.get_contents("notes.txt", ref="topic").content).decode())
say(commits=[one.commit.message for one in repo.get_commits(sha="topic")][:2])

pull = repo.create_pull(title="Notes", body="", head="topic", base="main")
say(files=[(one.filename, one.status, one.additions) for one in pull.get_files()], mergeable=pull.mergeable)
say(merged=pull.merge(merge_method="merge").merged, state=repo.get_pull(pull.number).state)

release = repo.create_git_release("v1", "One", "First.")
say(release=repo.get_release("v1").title, tags=[tag.name for tag in repo.get_tags()])
say(found=[one.number for one in client.search_issues("bug repo:octocat/demo is:issue")])
try:
    client.get_repo("octocat/missing")
except GithubException as error:
    say(missing=error.status, message=error.data["message"])
try:
    repo.create_label("urgent", "ff0000")
except GithubException as error:
    say(refused=error.status, code=error.data["errors"][0]["code"])
