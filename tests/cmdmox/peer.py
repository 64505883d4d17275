"""Answers a list of questions on standard input as CmdMox's record package does: JSON in, JSON out."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from cmd_mox.record import (
    FixtureFile,
    InvocationMatcher,
    RecordedInvocation,
    RecordingSession,
    ReplaySession,
    filter_env_subset,
)


def attempt(action):
    try:
        return {"ok": action()}
    except Exception as error:  # the text is what is compared
        return {"error": type(error).__name__, "text": str(error)}


def call_of(data):
    return SimpleNamespace(stdin="", **data) if "stdin" not in data else SimpleNamespace(**data)


def resave(question):
    fixture = FixtureFile.load(Path(question["from"]))
    fixture.save(Path(question["to"]))
    return fixture.to_dict()


def convert(question):
    return FixtureFile.from_dict(question["document"]).to_dict()


def filtered(question):
    return filter_env_subset(
        question["env"],
        command=question["command"],
        allowlist=question["allowlist"],
        explicit_keys=question["explicit"],
    )


def matched(question):
    recordings = [RecordedInvocation.from_dict(one) for one in question["recordings"]]
    matcher = InvocationMatcher(strict=question["strict"])
    consumed = set()
    found = []
    for call in question["calls"]:
        index = matcher.find_match(call_of(call), recordings, consumed)
        found.append(index)
        if index is not None:
            consumed.add(index)
    return found


def recorded(question):
    session = RecordingSession(question["path"], env_allowlist=question["allowlist"], command_filter=question["filter"])
    session.start()
    for call, response in question["calls"]:
        session.record(call_of(call), SimpleNamespace(**response), duration_ms=3)
    return session.finalize().to_dict()


def unconsumed(question):
    session = ReplaySession(question["path"])
    session.load()
    return attempt(session.verify_all_consumed)


answers = {
    "resave": resave,
    "convert": convert,
    "filter": filtered,
    "match": matched,
    "record": recorded,
    "unconsumed": unconsumed,
}

json.dump(
    [attempt(lambda: answers[question["ask"]](question)) for question in json.load(sys.stdin)],
    sys.stdout,
)
