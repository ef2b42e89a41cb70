"""`fairpay budget check` and `fairpay budget template`."""

import csv
import json
import os
import sys
from io import StringIO
from pathlib import Path

import pytest

from fairpay.cli import main
from fairpay.present.budget_words import ADDED, DESTINATIONS, GROUPINGS, PLAN
from fairpay.present.language import LANGUAGES

FILES = Path(__file__).parent / "data" / "budgets"
ENGLAND = ["--nation", "england"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["budget", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_check_says_what_it_found_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", str(FILES / "WX07.csv"), *ENGLAND)
    assert (status, err) == (1, "")
    assert "15 rows were read. The lines come to £4,509.44." in out
    assert "The funding of £4,508.44 does not cover the plan of £4,509.44: £1.00 is missing." in out


def test_check_passes_a_budget_that_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", str(FILES / "WX23.csv"), *ENGLAND)
    assert status == 0
    assert "Every check was passed." in out
    assert "Access, care and travel" in out


def test_at_least_is_said_of_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", str(FILES / "WX02.csv"))
    assert "The lines come to at least £410,000.00." in out
    assert "£20,000.00 is not explained." in out


def test_ringfence_hours_and_period_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--ringfence",
        "lived_experience=50%",
        "--ringfence",
        "staff=0",
        "--hours-at",
        "afc.5.entry",
        "--format",
        "json",
    ]
    period = ["--period", "2026-04-01:2027-03-31", "--promised-days", "30"]
    status, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, *options, *period)
    data = json.loads(out)
    assert status == 1
    assert data["failed"] is True
    assert [fence["name"] for fence in data["ringfence"]] == ["lived_experience", "staff"]
    assert data["hours_given"]["at"] == "afc.5.entry"
    counts = {check["code"]: check["count"] for check in data["checks"]}
    assert (counts["outside-period"], counts["paid-late"], counts["personal-data"]) == (1, 1, 3)
    assert "07700 900123" not in out
    assert "example.org" not in out


def test_rows_come_back_with_columns_added(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out_file = tmp_path / "checked.csv"
    status, out, _ = run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--out", str(out_file))
    assert status == 1
    assert "rows were read" in out
    raw = out_file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 4
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    own = list(csv.reader(StringIO((FILES / "WX15.csv").read_text(encoding="utf-8"), newline="")))
    assert [row[: len(own[0])] for row in rows] == own
    assert rows[0][len(own[0]) :] == [f"fairpay: {title}" for title in ADDED.values()]
    found = dict(zip(ADDED, rows[1][len(own[0]) :], strict=True))
    assert (found["fees"], found["true_hourly"], found["computed"]) == ("2500.00", "25.00", "2500.00")
    assert found["checks"] == "expenses-inside-fee"
    assert found["held"] == "floor.national_living_wage floor.real_living_wage"


def test_csv_on_standard_output_is_the_same_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out_file = tmp_path / "checked.csv"
    run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--out", str(out_file))
    _, out, _ = run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--format", "csv")
    assert out.encode().replace(b"\r\n", b"\n") == out_file.read_bytes().replace(b"\r\n", b"\n")


def test_two_processes_write_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in ("1", "2"):
        out_file = str(tmp_path / f"{number}.csv")
        run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--out", out_file, "--processes", number)
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.csv"], "could not be read"),
        ([str(FILES / "WX15.csv"), "--ringfence", "staff=half"], "ringfence"),
        ([str(FILES / "WX15.csv"), "--ringfence", "staff=1%", "--ringfence", "staff=2%"], "given twice"),
        ([str(FILES / "WX15.csv"), "--period", "2026"], "period"),
        (["--ringfence", "staff=1%", str(FILES / "none.csv")], "could not be read"),
        ([str(FILES / "WX15.csv"), "--out", str(FILES / "none" / "out.csv")], "out.csv could not be written"),
        ([str(FILES / "WX15.csv"), "--out", str(FILES / "WX15.csv")], "it is the file that is being read"),
    ],
)
def test_what_cannot_be_done_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    status, out, err = run(capsys, "check", *arguments)
    assert (status, out) == (2, "")
    assert said in err


HEADS = "Date,Category,People,Sessions,Hours,Fee,Per,Budget,Paid on\n"


def test_what_is_wrong_with_rows_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    lines = [
        "2026-05-14,Venue,,,,,,100.00,",
        "2026-05-14,Venue,,,,,,lots,",
        ",Venue,,,,,,1.00,",
        "14/05/2026,X,,,,,,1,,extra",
    ]
    file.write_text(HEADS + "\n".join(lines), encoding="utf-8")
    status, out, _ = run(capsys, "check", str(file))
    assert status == 1
    not_money = (
        "Enter “Budgeted” in pounds and pence, like 150 or 1,234.50. "
        "Use a full stop before the pence and no other signs or letters."
    )
    assert out.splitlines()[:7] == [
        "4 rows were read. The lines come to £100.00.",
        "3 rows have a fault and are in no sum. First rows: 3, 4, 5.",
        "",
        "What to correct",
        f"  Row 3, “Budgeted”: {not_money}",
        "  Row 4, “Date”: Enter “Date”.",
        "  Row 5: This row has 1 more filled cells than the file has headings. Move or delete them.",
    ]
    data = json.loads(run(capsys, "check", str(file), "--format", "json")[1])
    assert [(fault["row"], fault["column"], fault["code"]) for fault in data["faults"]] == [
        (3, "budgeted", "not-money"),
        (4, "date", "missing"),
        (5, "", "extra-cells"),
    ]
    assert data["faults"][1]["message"] == "Enter “Date”."
    together = run(capsys, "check", str(file), "--processes", "2")[1]
    assert together == out


def test_one_row_is_said_as_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(HEADS + "2026-05-14,Venue,,,,,,lots,", encoding="utf-8")
    out = run(capsys, "check", str(file))[1]
    assert out.startswith("1 row was read. The lines come to £0.00.\n1 row has a fault and is in no sum: row 2.\n")


def test_no_more_than_twenty_faults_are_listed_and_none_tells_what_is_personal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "plan.csv"
    line = "z" * 1001 + ",2026-05-14,Venue,,,,,,1,\n"
    file.write_text(f"Of x@example.org,{HEADS}{line * 30}", encoding="utf-8")
    out = run(capsys, "check", str(file))[1]
    assert "example.org" not in out
    listed = [line for line in out.splitlines() if "(not shown: it looks like personal data)" in line]
    assert len(listed) == 20
    assert "  Only the first 20 are listed. Each is in its row of the file that comes back." in out


def test_notes_on_the_file_are_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes((HEADS + "2026-05-14,Café,,,,,,£1,").encode("cp1252"))
    _, out, _ = run(capsys, "check", str(file))
    assert "What to know about the file\n  - The file is not in UTF-8. It was read as Windows-1252," in out
    data = json.loads(run(capsys, "check", str(file), "--format", "json")[1])
    assert [note["code"] for note in data["notes"]] == ["windows-1252"]
    assert data["notes"][0]["message"].startswith("The file is not in UTF-8.")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_breaks_half_way_leaves_what_was_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, there: bool
) -> None:
    file, out = tmp_path / "plan.csv", tmp_path / "out" / name
    out.parent.mkdir()
    if there:
        out.write_text("mine", encoding="utf-8")
    file.write_text(
        HEADS + "2026-05-14,Venue,,,,,,1.00,\n" * 900 + '2026-05-14,"Venue,,,,,,1.00,\n' * 2, encoding="utf-8"
    )
    status, _, err = run(capsys, "check", str(file), "--out", str(out))
    assert (status, "line 902" in err) == (2, True)
    assert [path.name for path in out.parent.iterdir()] == ([name] if there else [])
    assert not there or out.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights and links")
def test_a_file_that_is_replaced_keeps_its_rights_and_its_link(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out, link = tmp_path / "out.csv", tmp_path / "link.csv"
    out.write_text("mine", encoding="utf-8")
    out.chmod(0o640)
    link.symlink_to(out)
    assert run(capsys, "check", str(FILES / "WX02.csv"), "--out", str(link))[0] == 0
    assert link.is_symlink()
    assert "fairpay: checks" in out.read_text(encoding="utf-8")
    assert out.stat().st_mode & 0o777 == 0o640
    run(capsys, "check", str(FILES / "WX02.csv"), "--out", "/dev/null")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("command", ["check", "template"])
def test_without_the_package_that_writes_workbooks_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file = [str(FILES / "WX15.csv")] if command == "check" else []
    status, out, err = run(capsys, command, *file, "--out", str(tmp_path / "out.xlsx"))
    assert (status, out) == (2, "")
    assert 'pip install "fairpay[xlsx]"' in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_can_be_checked_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
    template = tmp_path / "template.csv"
    assert run(capsys, "template", "--out", str(template), "--lang", lang)[0] == 0
    status, out, _ = run(capsys, "check", str(template), "--format", "json")
    data = json.loads(out)
    assert (data["rows"], data["not_read"], data["whole"]["computed"]) == (1, 0, "675.00")  # 3 × 150 + 45 + 120 + 60
    assert data["checks"] == data["findings"] == []
    assert status == 0


def test_every_word_can_be_said_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in LANGUAGES:
        _, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--lang", lang, "--format", "csv")
        assert "%(" not in out
        _, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--lang", lang)
        assert "%(" not in out


def test_every_part_has_a_name() -> None:
    from fairpay.budget.result import UNEXPLAINED, PlanAgainstActual
    from fairpay.budget.sums import GROUPINGS as KINDS
    from fairpay.budget.where import DESTINATIONS as PLACES

    assert set(DESTINATIONS) == {*PLACES, UNEXPLAINED}
    assert set(KINDS) <= set(GROUPINGS)
    assert tuple(PLAN) == PlanAgainstActual._fields
