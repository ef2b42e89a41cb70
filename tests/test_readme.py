"""The examples in the README run, and its first two code blocks are the two commands."""

import io
import re
import shlex
from contextlib import redirect_stdout
from fnmatch import fnmatch
from pathlib import Path

import pytest

import fairpay
from fairpay.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)


def test_the_first_two_blocks_are_the_two_commands():
    commands = [text.strip() for _, text in BLOCKS[:2]]
    assert all("\n" not in command for command in commands)
    assert commands[0].endswith("fairpay serve")
    assert commands[1].endswith("pytest")


def test_the_library_example_prints_what_it_says(capsys):
    example = next(text for kind, text in BLOCKS if kind == "python")
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    promised = re.findall(r"print\(.*\) +# (.+)", example)
    assert len(promised) == 4
    assert printed[:4] == promised
    assert len(printed) == 4 + len(result_steps())


def result_steps() -> tuple:
    task = fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "6"})
    return fairpay.compare(task, fairpay.Offer(amount="150", per="day")).working("afc.7.entry")


COMMANDS = [
    line for kind, text in BLOCKS if kind == "sh" and text.startswith("fairpay ") for line in text.strip().splitlines()
]
# What each of them must say, in the order in which they stand, and the exit status it ends with.
SAID = [
    ("£16.67 an hour", 0),
    ("£8.00 an hour", 0),
    ("12.71", 0),
    ("Top-up due: £10.00", 0),
    ("23 January 2026", 0),
    ("£77.31 short", 0),  # the question of the first example, from a file
    # 45 + 120 + 27 + 15 + 15 + 9 + 12 + 5 + 5 + 9 + 5 + 21 + 7 + 12 + 18 + 3 = 328; Band 5 starts at 326
    ("328", 0),
    ("→ Band 5, entry point", 0),
    ("That is below the indicative band of this work", 1),
    ("No usual reading gives the stated pay of £19,285", 1),
    ("£19,779.60", 0),  # 32,966 × 0.6
    ("Attendance hours", 0),
    ("People with lived experience                   £2,100.00    15.6%", 1),
    ("Service users and carers", 0),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the README shows, and the tests where its commands look for them."""
    for kind, text in BLOCKS:
        if kind == "toml":
            name = re.match(r"# (\w+\.toml)\n", text)
            (tmp_path / name[1]).write_text(text, encoding="utf-8")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("line", "said"), list(zip(COMMANDS, SAID, strict=True)))
def test_the_commands_run(line, said, folder):
    words, status = said
    arguments = shlex.split(line.split(" > ")[0])[1:]
    with redirect_stdout(io.StringIO()) as out:
        assert main(arguments) == status
    assert words in out.getvalue()


def test_the_board_of_forty_comes_to_what_is_said(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (command,) = re.findall(r"`fairpay (meeting tests/data[^`]*)`", README.replace("\n", " "))
    assert main(shlex.split(command)) == 1
    printed = capsys.readouterr().out
    said = README.split("board of forty side by side")[1].split("**")[0]
    for figure in re.findall(r"[0-9][0-9.,]*[0-9]%?", said.split("Exit")[0]):
        assert figure in printed, figure


def test_every_public_name_has_a_docstring():
    for name in fairpay.__all__:
        if not name.startswith("__"):
            assert getattr(fairpay, name).__doc__, name


def test_every_module_is_on_the_map():
    of_fairpay, of_webapp = README.split("## The map")[1].split("## ")[0].split("\nwebapp/")
    for package, the_map in (("fairpay", of_fairpay), ("webapp", of_webapp)):
        names = {path.stem for path in (ROOT / package).rglob("*.py")} - {"__init__", "__main__"}
        said = re.findall(r"\w+\*?", the_map)  # role* stands for role, role_form and so on
        assert [name for name in sorted(names) if not any(fnmatch(name, word) for word in said)] == []


def test_what_is_imported_later_is_there_to_be_found():
    assert set(fairpay.__all__) <= set(dir(fairpay))


def test_nothing_else_stands_at_the_top():
    allowed = {"pyproject.toml", "fairpay", "webapp", "rates", "tests", "README.md"}
    allowed |= {".ci", ".gitignore", "LICENSE", "CHANGELOG.md", ".git"}
    made = {".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".benchmarks", ".coverage", "build"}
    assert {path.name for path in ROOT.iterdir()} - made - allowed == set()
