"""Tests as they are found in many projects: they are green, and prove less than they seem to."""

import asyncio

import actors
import httpx
import pytest
import respx


def mock_actor():
    return respx.get("https://convo.test/api/actors/me").respond(json={"actor_id": "usr_1"})


@respx.mock
def test_me():
    mock_actor()
    assert actors.me("mot_a_made_up_token_0001")["actor_id"] == "usr_1"


@respx.mock(base_url="https://convo.test/api")
def test_space_name_falls_back(respx_mock):
    respx_mock.get("/spaces/spc_1").mock(return_value=httpx.Response(404))
    assert actors.space_name("spc_1") == "spc_1"


@respx.mock(assert_all_called=False)
def test_rename(respx_mock):
    respx_mock.get("https://convo.test/api/spaces/spc_1/participants").respond(json=[])
    respx_mock.patch(url__regex=r"https://convo\.test/api/spaces/\w+").mock(
        side_effect=[httpx.Response(500), httpx.Response(200, json={"name": "b"})]
    )
    assert [actors.rename("spc_1", name) for name in ["a", "b"]] == [500, 200]


@respx.mock
def test_agents():
    with pytest.raises(AssertionError):
        asyncio.run(actors.agents())


@respx.mock
def test_no_connection():
    respx.get("https://convo.test/api/actors/me").mock(side_effect=httpx.ConnectError)
    with pytest.raises(httpx.ConnectError):
        actors.me("t")


@pytest.mark.skip(reason="not today")
def test_is_skipped():
    pass
