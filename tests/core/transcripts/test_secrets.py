"""Secrets are masked, and what only looks like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcripts.secrets import MASK, masked

# Put together here, so that no scanner takes this file for a leak.
GITHUB = "gh" + "p_" + "aB3" * 12
ANTHROPIC = "sk-" + "ant-api03-" + "Ab1_" * 8
OPENAI = "sk-" + "proj-" + "aB3dE" * 6
AWS_ID = "AKI" + "AQ3EGRIJ7XYZ2ABCD"
AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYz3Qm7A4b2C"
SLACK = "xo" + "xb-123456789012-abcdefGHIJKL"
JWT = "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N"
BEGIN, END = ("-----" + word + " RSA PRIVATE " + "KEY-----" for word in ("BEGIN", "END"))
PEM_LINES = "MIIEpAIBAAKCAQEA7bq3mZpQrStUvWxYz012\nAbCdEfGhIjKlMnOpQrSt12=="


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        (f"token {GITHUB} end", "github-token", "token {} end"),
        (f"é {ANTHROPIC}", "anthropic-key", "é {}"),
        (f"OPENAI={OPENAI}", "openai-key", "OPENAI={}"),
        (f"id {AWS_ID}.", "aws-key", "id {}."),
        (f"AWS_SECRET_ACCESS_KEY={AWS_SECRET}", "secret", "AWS_SECRET_ACCESS_KEY={}"),
        (SLACK, "slack-token", "{}"),
        (f"cookie={JWT};", "jwt", "cookie={};"),
        ("postgres://app:h7Gk2pQ9@db:5432/x", "url-password", "postgres://app:{}@db:5432/x"),
        ('{"password": "p@$$w0rd!"}', "password", '{{"password": "{}"}}'),
        (r'"{\"password\":\"Hunter2hunter\"}"', "password", r'"{{\"password\":\"{}\"}}"'),
        ("DB_PASSWORD=correcthorse", "password", "DB_PASSWORD={}"),
        ("password: hunter2024", "password", "password: {}"),
        ("mysql --password hunter22 -h x", "password", "mysql --password {} -h x"),
        ("curl -u admin:s3cr3tPw https://x", "password", "curl -u admin:{} https://x"),
        (
            "Authorization: Bearer abcDEF123456ghiJKL789",
            "authorization",
            "Authorization: Bearer {}",
        ),
        ("client_secret: 'Zx81-qwErTy99'", "secret", "client_secret: '{}'"),
        ("DATADOG_API_KEY=0123456789abcdef0123456789abcdef", "secret", "DATADOG_API_KEY={}"),
        ("access_token=ab12cd34ef56ab78cd90", "token", "access_token={}"),
        (f"{BEGIN}\n{PEM_LINES}\n{END}\nafter", "private-key", "{}\nafter"),
        (f"{BEGIN}\n{PEM_LINES[:36]}\nand then prose", "private-key", "{}\nand then prose"),
    ],
)
def test_a_secret_is_masked(text: str, kind: str, left: str) -> None:
    """Only the secret itself; the mask names its kind, and the span says where it stands."""
    found = masked(text)
    assert found.text == left.format(MASK.format(kind))
    assert [(span.kind, found.text[span.start : span.end]) for span in found.spans] == [
        (kind, MASK.format(kind))
    ]
    assert masked(found.text).spans == ()


def test_a_key_inside_of_json_leaves_json() -> None:
    """Its line ends are escapes there."""
    inside = PEM_LINES.replace("\n", "\\n")
    text = f'{{"key":"{BEGIN}\\n{inside}\\n{END}\\n","next":1}}'
    assert masked(text).text == '{"key":"[masked private-key]\\n","next":1}'


@pytest.mark.parametrize(
    "text",
    [
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "sha256:" + "ab12" * 16,
        "id 123e4567-e89b-12d3-a456-426614174000",
        "token: 3f786850e387550fdab836ed7e6dc881de23001b",
        "etag token 123e4567-e89b-12d3-a456-426614174000",
        "next_token: CAUQAAbbcc1122334455dd",
        "max_tokens: 4096, tokens: 12345678",
        "password: required",
        "password = getpass.getpass()",
        "The password: you should choose one",
        "password_hash: abcd1234efgh",
        "secret = os.environ['X']",
        "api_key=settings.API_KEY",
        "api_key=<your-api-key>",
        "token=$TOKEN",
        "secretName: db-credentials-2",
        "postgres://user:password@host/db and postgres://$USER:$PASS@host",
        "https://example.com:8080/a@b git@github.com:a/b.git",
        "sk-learn-is-a-long-package-name-here task-abc123def456ghi789jkl012",
        f"{BEGIN} is how it starts",
        "bearer of bad news",
    ],
)
def test_what_only_looks_like_a_secret_is_left_alone(text: str) -> None:
    """Digests, ids, names, code, placeholders and prose."""
    assert masked(text).text == text


def test_several_secrets_and_their_places() -> None:
    """In characters of the masked text, also behind characters of several bytes."""
    found = masked(f"日本 {GITHUB} é {AWS_ID} x")
    assert found.text == "日本 [masked github-token] é [masked aws-key] x"
    assert [found.text[span.start : span.end] for span in found.spans] == [
        "[masked github-token]",
        "[masked aws-key]",
    ]


def test_hostile_texts_are_read_in_time() -> None:
    """Linear: no text makes it go back."""
    for part in ("password=", "a://b:", "curl ", "sk-", "token: x", "eyJ", "\"'\\", f"{BEGIN}\n"):
        masked(part * (100_000 // len(part)))
    masked(BEGIN + "A" * 100_000)


@given(st.text(max_size=60), st.text(max_size=60))
def test_text_around_a_secret_stays(before: str, after: str) -> None:
    """And nothing raises, not even on what is no text."""
    whole = masked(f"{before} {GITHUB} {after}")
    assert GITHUB not in whole.text
    assert "\ud800" not in masked("a\ud800b").text
