"""What CI runs is what the README tells people to run."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_ci_runs_the_command_of_the_readme():
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    last = [line for line in commands if line and not line.startswith("#")][-1]
    assert last.endswith("pytest")
    assert last in (ROOT / "README.md").read_text(encoding="utf-8")
