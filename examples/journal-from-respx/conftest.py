"""Writes what respx answered, test by test, as a journal that `backlot drift` reads.

Copy it to the conftest.py at the root of your tests; no test changes. Below `backlot run` the
journal becomes a part of the run's, otherwise it is .backlot/journals/pytest*.ndjson.
The format: docs/reference/journal.md of backlot.
"""

import json
import os
import re
import sys
from pathlib import Path

import pytest
from respx.mocks import Mocker
from respx.models import AllMockedAssertionError
from respx.router import MockRouter, Router

ROOT = Path(__file__).resolve().parent
SECRET = re.compile(r"authoriz|cookie|token|secret|passw|api[-_]?key|credential", re.I)
SECRET_ITEM = re.compile(rf"([^&=]*(?:{SECRET.pattern})[^&=]*)=[^&]*", re.I)
BODY_BYTES_MAX = 1024 * 1024


class Journal:
    """The file, and the test that runs."""

    def __init__(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = path.open("w", encoding="utf-8")
        self.write({"kind": "journal", "version": 1, "by": "conftest.py for respx"})
        self.running = False

    def write(self, *lines):
        for line in lines:
            self.file.write(json.dumps(line) + "\n")
        self.file.flush()

    def begin(self, title):
        # Written before the test runs: one that takes the whole process down is missed.
        self.write({"kind": "world", "id": title, "title": title, "test": True})
        self.running, self.outcome, self.calls, self.stubs = True, "unknown", [], {}

    def note(self, report):
        if report.failed:
            self.outcome = "failed"
        elif report.when == "call" and report.passed and self.outcome == "unknown":
            self.outcome = "passed"

    def end(self):
        for *_, route in self.calls:
            if route is not None and id(route) not in self.stubs:  # Its router goes on after this test.
                self.declare(route)
        # Only now are the bodies of the answers read.
        calls = [call_line(*call) for call in self.calls]
        end = {"kind": "end", "outcome": self.outcome, "calls": len(calls)}
        self.write(*(line for _, line in self.stubs.values()), *calls, end)
        self.running = False

    def declare(self, route):
        if self.running:
            self.stubs[id(route)] = route, stub_line(route)

    def call(self, request, response, outcome, route=None):
        if self.running:
            self.calls.append((request, response, outcome, place(), route))


JOURNAL = None


def pytest_configure(config):
    global JOURNAL
    worker = getattr(config, "workerinput", {}).get("workerid")
    if getattr(config.option, "numprocesses", None) and worker is None:
        return  # pytest-xdist: the tests run in its workers.
    run = os.environ.get("BACKLOT_RUN")
    folder = Path(run) / "journals" if run else ROOT / ".backlot" / "journals"
    name = f"pytest-{os.getpid()}" if run else "-".join(filter(None, ["pytest", worker]))
    JOURNAL = Journal(folder / f"{name}.ndjson")
    if not run:
        (ROOT / ".backlot" / ".gitignore").write_text("*\n", encoding="utf-8")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    JOURNAL.begin(item.nodeid)
    yield
    JOURNAL.end()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    made = yield
    JOURNAL.note(made.get_result())


def around(owner, name):
    """Puts a function around a method: it gets the method and its arguments."""

    def decorate(function):
        method = getattr(owner, name)
        setattr(owner, name, lambda self, *args, **kw: function(method, self, *args, **kw))
        return function

    return decorate


@around(Router, "add")
def add(method, router, *args, **kwargs):
    route = method(router, *args, **kwargs)
    route.declared_at = place()
    return route


@around(Router, "record")
def record(method, router, request, *, response=None, route=None):
    method(router, request, response=response, route=route)
    passed = response is None and route is not None and route.is_pass_through
    if JOURNAL is not None:
        JOURNAL.call(request, response, "passed" if passed else "answered", route)


@around(MockRouter, "stop")
def stop(method, router, *args, **kwargs):
    for route in router.routes:  # Those that nobody called are declared too.
        if JOURNAL is not None:
            JOURNAL.declare(route)
    return method(router, *args, **kwargs)


plain, plain_async = Mocker.handler.__func__, Mocker.async_handler.__func__


def handler(cls, request):
    try:
        return plain(cls, request)
    except AllMockedAssertionError:
        if JOURNAL is not None:
            JOURNAL.call(request, None, "refused")
        raise


async def async_handler(cls, request):
    try:
        return await plain_async(cls, request)
    except AllMockedAssertionError:
        if JOURNAL is not None:
            JOURNAL.call(request, None, "refused")
        raise


Mocker.handler, Mocker.async_handler = classmethod(handler), classmethod(async_handler)


def stub_id(route):
    """The same in every test: where the route is declared, and what for."""
    at, text = getattr(route, "declared_at", None), pattern_of(route.pattern)["text"]
    return f"{at['file']}:{at['line']} {text}" if at else text


def stub_line(route):
    request = pattern_of(route.pattern)
    answers = [] if route.return_value is None else [answer_of(route.return_value)]
    for call in route.calls:
        response = call.optional_response
        answer = {"fault": True} if response is None else answer_of(response)
        if answer not in answers and not route.is_pass_through:
            answers.append(answer)
    called = next((host_of(call.request.url) for call in route.calls), "any host")
    return {
        "kind": "stub",
        "id": stub_id(route),
        "name": route.name,
        **request,
        "host": request["host"] or called,
        "answers": answers,
        "at": getattr(route, "declared_at", None),
    }


def pattern_of(pattern):
    """Method, host and path that a route asks for, where each is one; and how it reads."""
    found, shown, waiting = {}, "/**", [pattern]
    while waiting:
        part = waiting.pop()
        kind = type(part).__name__
        if kind in ("_Or", "_Invert"):
            return {"method": None, "host": None, "path": None, "text": repr(pattern)}
        if kind == "_And":
            waiting.extend(part.value)
        elif kind in ("Method", "Host", "Port", "Path") and part.lookup.value == "eq":
            base = part.base.value if kind == "Path" and part.base is not None else ""
            found[kind] = base + part.value if base else part.value
        elif kind in ("Path", "URL"):  # More than one path.
            shown = getattr(part.value, "pattern", part.value)
    method, host, path = found.get("Method"), found.get("Host"), found.get("Path")
    if host is not None and "Port" in found:
        host = f"{host}:{found['Port']}"
    return {"method": method, "host": host, "path": path, "text": f"{method or '*'} {path or shown}"}


def answer_of(response):
    answer = {"status": response.status_code}
    media_type = response.headers.get("content-type")
    if media_type:
        answer["mediaType"] = media_type
    content = content_of(response)
    if media_type and "json" in media_type and content:
        try:
            answer["json"] = hide(json.loads(content))
        except ValueError:
            pass
    return answer


def call_line(request, response, outcome, caller, route):
    url = request.url
    detail = {
        "protocol": "http",
        "method": request.method,
        "path": url.raw_path.decode("ascii").partition("?")[0],
        "query": SECRET_ITEM.sub(r"\1=<redacted>", url.query.decode("ascii")),
        "headers": headers_of(request),
        "body": body_of(request),
    }
    if response is not None:
        detail["response"] = {
            "status": response.status_code,
            "headers": headers_of(response),
            "body": body_of(response),
        }
    return {
        "kind": "call",
        "host": host_of(url),
        "outcome": outcome,
        "detail": detail,
        "expectation": None if route is None else stub_id(route),
        "caller": caller,
        "findings": [{"name": "unmatched-call"}] if outcome == "refused" else [],
    }


def host_of(url):
    return url.host if url.port is None else f"{url.host}:{url.port}"


def headers_of(message):
    return [
        [name, "<redacted>" if SECRET.search(name) else value]
        for name, value in message.headers.multi_items()
    ]


def content_of(message):
    """The bytes of a message; None when it is a stream that nobody has read."""
    try:
        return message.content
    except Exception:  # httpx.RequestNotRead and ResponseNotRead
        return None


def body_of(message):
    """A body without secrets; one that may hold some in a form not known here is left out."""
    content, media_type = content_of(message), message.headers.get("content-type", "")
    if content is None:
        return None
    if content and len(content) <= BODY_BYTES_MAX:
        try:
            if "json" in media_type:
                return {"data": json.dumps(hide(json.loads(content)))}
            if "form-urlencoded" in media_type:
                return {"data": SECRET_ITEM.sub(r"\1=<redacted>", content.decode("utf-8"))}
        except ValueError:
            pass
    return {"data": ""} if content == b"" else {"data": "", "length": len(content)}


def hide(value, name=""):
    if isinstance(value, dict):
        return {key: hide(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [hide(item, name) for item in value]
    return "<redacted>" if isinstance(value, str) and SECRET.search(name) else value


def place():
    """The line of this project that is at work: where a route is declared, or who calls."""
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        inside = path.startswith(f"{ROOT}{os.sep}") and f"{os.sep}site-packages{os.sep}" not in path
        if inside and path != str(Path(__file__).resolve()):
            return {"file": Path(path).relative_to(ROOT).as_posix(), "line": frame.f_lineno}
        frame = frame.f_back
    return None
