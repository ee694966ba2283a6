"""The OpenAPI document: what is served, what is at the root, and requests made up from it."""

import json
from pathlib import Path

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, strategies
from schemathesis.checks import not_a_server_error
from support.serving import Server, problems, send

from core import Workspace
from core.doors.http.openapi import document
from core.doors.http.routes.table import ROUTES
from memtui import __version__

ROOT = Path(__file__).parents[2]
DOCUMENT = document(ROUTES, __version__)
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
METHODS = [(route.method, route.path) for route in ROUTES]


def test_the_document_at_the_root_is_the_one_of_the_code():
    """Made new with `memtui serve --openapi > openapi.json`."""
    assert json.loads((ROOT / "openapi.json").read_text()) == json.loads(json.dumps(DOCUMENT))


def test_the_document_that_is_served_is_the_same(raw):
    """Whoever has a key of the workspace may read it."""
    assert raw("GET", "/memtui/v1/openapi.json").json == json.loads(json.dumps(DOCUMENT))


def test_the_document_is_valid():
    """Every schema is one, every reference leads somewhere, every operation has its own name."""
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
    text = json.dumps(DOCUMENT)
    for part in text.split('"$ref": "')[1:]:
        name = part.partition('"')[0].removeprefix("#/components/schemas/")
        assert name in DOCUMENT["components"]["schemas"]
    names = [one["operationId"] for path in DOCUMENT["paths"].values() for one in path.values()]
    assert len(names) == len(set(names)) == len(ROUTES)
    SCHEMA.validate()


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    """A server without keys, on a workspace with one of everything whose ids requests may name."""
    file = tmp_path_factory.mktemp("fuzzed") / "team.db"
    with Workspace.open(file, user="ann") as workspace:
        store = workspace.stores.create("Notes")
        memory = workspace.memories.create(store.id, "/a", "one\n")
        workspace.memories.update(memory.id, content="two\n")
        session = workspace.sessions.start("triage", {store.id: "read_write"})
        version = workspace.versions.page(store.id).data[-1]
    ids = {
        "store_id": store.id,
        "memory_id": memory.id,
        "session_id": session.id,
        "version_id": version.id,
        "part": "memories",
        "method": "retrieve",
    }
    with Server(file, "--no-auth") as running:
        yield running, ids
        assert running.process.poll() is None
        assert send(running, "GET", "/v1/memory_stores").status == 200
        assert running.end() == 0
    assert problems(file) == []


@pytest.mark.parametrize(("method", "path"), METHODS)
def test_no_request_that_fits_or_does_not_fit_breaks_the_server(target, method, path, long):
    """Every route, from the document: never a 5xx, always the envelope, and always an answer."""
    if path.endswith("/stream"):
        pytest.skip("its answer has no end")
    server, ids = target
    operation = SCHEMA[path][method]
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

        @hypothesis.settings(
            max_examples=200 if long else 2,
            deadline=None,
            derandomize=not long,
            database=None,
            suppress_health_check=quiet,
        )
        @hypothesis.given(operation.as_strategy(generation_mode=mode), strategies.booleans())
        def fuzz(case, is_known):
            known = {name: ids[name] for name in case.path_parameters or {} if name in ids}
            # Some of the requests name what is there, or most would end at a 404.
            if is_known:
                case.path_parameters = {**(case.path_parameters or {}), **known}
            if case.query and "timeout_s" in case.query:
                case.query["timeout_s"] = 0
            answer = case.call(base_url=server.address, timeout=20)
            case.validate_response(answer, checks=[not_a_server_error])
            if answer.status_code >= 400 and answer.request.method != "HEAD":
                assert answer.json()["type"] == "error", answer.content
            assert answer.headers["request-id"]

        fuzz()
