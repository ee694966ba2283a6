"""Taking a command line apart, as far as exit codes go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcripts.shell import simple_commands


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("make", [("", "make")]),
        ("cd /a && grep 'x | y' f | head -5", [("", "cd"), ("&&", "grep"), ("|", "head")]),
        ('a "b; c" || true', [("", "a"), ("||", "true")]),
        ("FOO=1 sudo -E /usr/bin/go test 2>&1", [("", "go")]),
        ("sudo -u mta mailq show", [("", "mailq")]),
        ("sudo -n -u mta A=1 env -C /w make x", [("", "make")]),
        ("sudo -iu mta mailq", [("", "mailq")]),
        ("sudo LANG=C mailq show", [("", "mailq")]),
        ("sudo -uroot mailq", [("", "mailq")]),
        ("exec -a keeper /usr/bin/postfix start", [("", "postfix")]),
        ("time -f %e make && time -p make", [("", "make"), ("&&", "make")]),
        ("timeout 5 make; x > out.txt", [("", "make"), (";", "x")]),
        ("cat <<'EOF' > f\na | b\nEOF\ngrep x", [("", "cat"), ("\n", "grep")]),
        ("python - <<EOF | tee o\nprint(1)\nEOF", [("", "python"), ("|", "tee")]),
        ("if [ -f x ]; then echo y; fi", [("", "["), (";", "echo")]),
        ("for f in *; do wc $f; done | sort", [("", "for"), (";", "wc"), ("|", "sort")]),
        ("echo $(a | b) && test -f x", [("", "echo"), ("&&", "test")]),
        ("a # b | c\nd", [("", "a"), ("\n", "d")]),
        ("a &&\n  b", [("", "a"), ("&&", "b")]),
        ("(a; b) | c", [("", "a"), (";", "b"), ("|", "c")]),
        ("find . -exec grep x {} \\;", [("", "find")]),
        ("", []),
        ("'unclosed | x", [("", "unclosed | x")]),
    ],
)
def test_programs_and_what_joins_them(line: str, parts: list[tuple[str, str]]) -> None:
    """Quotes, substitutions, comments and here-documents hide what stands in them."""
    assert [(one.before, one.program) for one in simple_commands(line)] == parts


def test_the_quotes_inside_of_others_belong_to_the_word() -> None:
    """What runs on another host has quotes of its own."""
    (single,) = simple_commands("ssh h 'psql -c \"select 1\" x'")
    assert single.words == ("ssh", "h", 'psql -c "select 1" x')
    (double,) = simple_commands('ssh h "psql -c \\"a\\" -d \'b\'"')
    assert double.words == ("ssh", "h", "psql -c \"a\" -d 'b'")
    (glued,) = simple_commands("grep --a='b c'\"d\" it\\'s")
    assert glued.words == ("grep", "--a=b cd", "it\\'s")


@given(st.text(alphabet="ab '\"\\|&;<>()$\n#{}`=-/", max_size=60))
def test_nothing_raises(line: str) -> None:
    """However the quotes stand."""
    for command in simple_commands(line):
        assert command.words or command.redirects
        assert command.document != "\0"


def test_hostile_lines_end_in_time() -> None:
    """Quotes and brackets without an end."""
    for line in ("'" * 50_000, '"\\' * 25_000, "$(" * 25_000, "<<a\n" * 12_000, "((" * 25_000):
        simple_commands(line)


def test_redirections_and_here_documents_are_kept() -> None:
    """What a command writes, and what it writes there."""
    (cat, echo) = simple_commands("cat >/m/a.md <<'EOF' && x=1\none\ntwo\nEOF\necho hi>'/m/b c'")[
        ::2
    ]
    assert cat.words == ("cat",)
    assert cat.redirects == ((">", "/m/a.md"),)
    assert cat.document == "one\ntwo\n"
    assert echo.redirects == ((">", "/m/b c"),)
    (loop,) = simple_commands("for f in a b; do echo $f; done > /m/all")[1:]
    assert loop.redirects == ((">", "/m/all"),)
