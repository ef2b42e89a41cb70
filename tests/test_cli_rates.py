"""`fairpay cards`, `rates` and `receipt`, `--rates` and `--priced-on` on the command line."""

import csv
import io
import json

import pytest

from fairpay import cli
from fairpay.cli.question import DONE, FAILED, REFUSED

HOURS = ("--attendance", "4", "--preparation", "1")
WORK = ("--on", "2026-05-14", "--nation", "england", *HOURS)


@pytest.fixture
def run(capsys):
    """Return a function that runs the command line and returns its status, output and complaints."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = cli.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def data(answer: tuple[int, str, str]):
    assert answer[0] == DONE, answer[2]
    return json.loads(answer[1])


def test_cards_as_data(run):
    """4 hours with 1 of preparation: NICE's decision maker 150 over 5 hours, TEWV 2 blocks of 20, NHS England open."""
    found = {row["id"]: row for row in data(run("cards", *WORK, "--format", "json"))}
    decision = found["nice-current:decision-maker"]
    assert (decision["pay_session"], decision["true_hourly"]) == ("150.00", "30.00")
    assert decision["rule"] == "£150.00 for the session, up to 4 hours"
    assert (found["tewv:block"]["pay_session"], found["tewv:block"]["true_hourly"]) == ("40.00", "8.00")
    unclear = found["nhs-england:level-4"]
    assert (unclear["pay_session"], unclear["other_session"]) == ("75.00", "150.00")
    assert "boundary-unclear" in unclear["caveats"]
    assert unclear["preparation"] is True
    assert decision["preparation"] is None
    assert found["nice-current:review"]["why_not"].endswith("is for another kind of work.")


def test_cards_as_text_say_what_is_not_known(run):
    status, said, _ = run("cards", *WORK)
    assert status == DONE
    tewv = said.split("Tees, Esk and Wear Valleys")[1]
    assert "£40.00 for the session, £8.00 an hour  [£20.00 for each started block of 3 hours]" in tewv
    assert "Preparation paid: Not known" in tewv
    assert "Cancellation: Not known" in tewv


def test_cards_as_csv(run):
    _, said, _ = run("cards", *WORK, "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(said.removeprefix("\ufeff")))}
    assert rows["tewv:block"]["pay_session"] == "40.00"
    assert rows["tewv:block"]["preparation"] == ""


def test_rates_list(run):
    found = data(run("rates", "list", "--kind", "employer_ni", "--on", "2026-05-14", "--format", "json"))
    assert [(row["series"], row["value"]) for row in found] == [
        ("employer_ni.rate", "0.15"),
        ("employer_ni.threshold", "5000"),
    ]
    assert all(row["sources"][0]["title"] for row in found)
    _, said, _ = run("rates", "list", "--search", "level 4 role", "--format", "csv")
    assert {row["series"] for row in csv.DictReader(io.StringIO(said.removeprefix("\ufeff")))} == {
        "card.nhs-england.level-4"
    }


def test_rates_list_says_what_there_is_where_nothing_matches(run):
    status, said, _ = run("rates", "list", "--search", "no such words")
    assert status == DONE
    assert said.startswith("No figure matches. Kinds there are: access, afc, ")
    assert data(run("rates", "list", "--search", "no such words", "--format", "json")) == []
    status, said, complaint = run("rates", "list", "--kind", "nonsense", "--nation", "mars")
    assert (status, said) == (REFUSED, "")
    assert complaint.startswith("fairpay: kind: Choose the kind of figure from: access, afc, ")
    _, _, complaint = run("rates", "list", "--nation", "mars")
    assert complaint == ("fairpay: nation: Choose the nation from: england, scotland, wales, northern_ireland, uk.\n")


def test_an_amount_that_its_card_raises_is_marked(run):
    """CNWL's fee of 2022 is never below the London Living Wage, which has risen since."""
    _, said, _ = run("rates", "list", "--kind", "card", "--search", "cnwl")
    lines = {line.split()[-1] if "(" not in line else line.split("official")[1].strip() for line in said.splitlines()}
    assert lines == {"card.cnwl.standard.hour (may be more by now)", "card.cnwl.enhanced.hour"}
    _, said, _ = run("rates", "show", "card.cnwl.standard")
    assert "the rate card itself says that this amount rises (never below the London Living Wage" in said
    found = data(run("rates", "list", "--kind", "card", "--search", "cnwl", "--format", "json"))
    assert {row["id"]: row["index_rule"] for row in found} == {
        "card.cnwl.standard.hour": "never below the London Living Wage: a commitment of the trust",
        "card.cnwl.enhanced.hour": None,
    }


def test_rates_show(run):
    _, said, _ = run("rates", "show", "afc.england.7.entry", "--on", "2026-05-14")
    assert "49,387 pounds a year" in said
    assert "In force: 1 April 2026 – 31 March 2027" in said
    assert "Known from: 12 February 2026" in said
    by_id = data(run("rates", "show", "afc.england.2026-27.7.entry", "--format", "json"))
    assert [row["value"] for row in by_id] == ["49387"]
    assert len(data(run("rates", "show", "weekly_hours.scotland", "--format", "json"))) == 3  # 37.5, 37 and 36 hours
    assert "No dates: " in run("rates", "show", "consultancy.director-level")[1]
    status, _, complaint = run("rates", "show", "nonsense")
    assert (status, "no figure or series called “nonsense”" in complaint) == (REFUSED, True)
    assert run("rates", "show", "mileage.car", "--on", "2001-01-01")[0] == REFUSED


def test_a_hundred_miles_and_the_top_up(run):
    """45p until it became known on 21 May 2026 that it is 55p since 6 April: 45.00, 55.00, and 10.00 due."""
    show = ("rates", "show", "mileage.car", "--on", "2026-05-01", "--times", "100")
    assert data(run(*show, "--known-on", "2026-05-10", "--format", "json"))[0]["due"] == "45.00"
    later = data(run(*show, "--known-on", "2026-05-22", "--priced-on", "2026-05-10", "--format", "json"))[0]
    assert (later["then"], later["due"], later["top_up"]) == ("45.00", "55.00", "10.00")
    _, said, _ = run(*show, "--priced-on", "2026-05-10")
    assert "£0.45 × 100 = £45.00" in said
    assert "£0.55 × 100 = £55.00" in said
    assert said.endswith("Top-up due: £10.00\n")
    assert run(*show[:-1], "1e3")[0] == REFUSED


def test_the_top_up_of_a_task(run):
    """Scotland's Band 5 entry was 33,247 until 23 January 2026, then 33,295: 155.09 and 155.32, 0.22 due."""
    work = ("compare", "--on", "2025-10-01", "--nation", "scotland", "--attendance", "6", "--preparation", "2")
    work += ("--follow-up", "1", "--fee", "100", "--per", "day", "--priced-on", "2025-12-01")
    due = data(run(*work, "--band", "5", "--format", "json"))["top_up"]
    assert (due["then"]["session"], due["now"]["session"], due["pay"]["session"]) == ("155.09", "155.32", "0.22")
    assert due["now"]["working"]
    _, said, _ = run(*work, "--band", "5")
    assert "Top-up due at Band 5, entry point: £0.22 for one person and session, £0.22 in all." in said
    assert "£33,247.00" in said.split("Top-up due")[1]
    status, _, complaint = run(*work)
    assert (status, "Choose a band" in complaint) == (REFUSED, True)


def test_rates_changes(run):
    _, said, _ = run("rates", "changes", "--since", "2026-05-21", "--until", "2026-05-21")
    assert said == (
        "21 May 2026: Approved mileage, own car or van, first 10,000 miles in the tax year, "
        "0.55 pounds a mile instead of 0.45, back over 6 April 2026 – 20 May 2026\n"
    )
    rows = data(run("rates", "changes", "--since", "2026-05-21", "--until", "2026-05-21", "--format", "json"))
    assert [(row["replaced_value"], row["backdated_from"], row["backdated_to"]) for row in rows] == [
        ("0.45", "2026-04-06", "2026-05-20")
    ]
    assert run("rates", "changes", "--since", "last week")[0] == REFUSED


def test_rates_check(run, tmp_path):
    status, said, _ = run("rates", "check", "--on", "2026-11-21")
    assert status == DONE
    assert "consultancy.deloitte-maximum" in said.split("Figures past their review day: ")[1]
    assert "Figures past their review day: 0" in run("rates", "check", "--on", "2001-01-01")[1]
    (tmp_path / "ours.toml").write_text("id = 3", encoding="utf-8")
    status, said, _ = run("rates", "check", "--on", "2026-11-21", "--rates", tmp_path)
    assert status == FAILED
    assert "ours.toml: ours: organisation: Field required" in said


def test_rates_verify_list(run):
    _, said, _ = run("rates", "verify-list", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert {row["evidence"] for row in rows} == {"corroborated", "single", "derived", "unverified"}
    england = next(row for row in rows if row["id"] == "afc.england.2026-27.7.entry")
    assert england["confirm_in"].startswith("NHS Employers, pay scales for 2026/27")
    assert (england["value"], england["confirmed_on"]) == ("49387", "")


def test_rates_sources(run):
    rows = {row["id"]: row for row in data(run("rates", "sources", "--format", "json"))}
    assert rows["people-who-asked"]["kind"] == "own"


def test_receipts(run, tmp_path):
    path = tmp_path / "receipt.json"
    path.write_text(run("compare", *WORK, "--fee", "150", "--per", "day", "--format", "receipt")[1], encoding="utf-8")
    status, said, _ = run("receipt", "verify", path)
    assert (status, said.startswith("The receipt holds")) == (DONE, True)
    assert run("receipt", "line", path)[1].count("\n") == 1
    path.write_text(path.read_text(encoding="utf-8").replace('"30.00"', '"31.00"', 1), encoding="utf-8")
    status, said, _ = run("receipt", "verify", path)
    assert (status, "was altered" in said) == (FAILED, True)
    answer = run("receipt", "verify", path, "--format", "json")
    assert answer[0] == FAILED
    assert json.loads(answer[1])["altered"] is True
    path.write_text("{}", encoding="utf-8")
    assert run("receipt", "verify", path)[0] == REFUSED


def test_own_rates(run, tmp_path):
    card = tmp_path / "ours.toml"
    card.write_text(
        """
id = "ours"
organisation = "Our Trust"
title = "Payments"
nation = "england"
sector = "NHS trust"
undated = "a draft"
sources = ["own-organisation"]
evidence = "single"
last_checked = 2026-04-01
review_by = 2027-04-01
[[steps]]
id = "hour"
label = "An hour"
label_cy = "Awr"
  [[steps.bands]]
  id = "hour"
  amount = 21.50
  unit = "GBP/hour"
  place = "draft"
  evidence = "single"
""",
        encoding="utf-8",
    )
    found = data(run("compare", *WORK, "--card", "ours:hour", "--rates", card, "--format", "json"))
    assert found["rungs"][0]["pay"]["session"] == "86.00"  # 21.50 for 4 hours of attendance
    assert "own-rate" in [caveat["code"] for caveat in found["caveats"]]
    card.write_text("id = 3", encoding="utf-8")
    status, _, complaint = run("cards", *WORK, "--rates", card)
    assert (status, "ours.toml" in complaint) == (REFUSED, True)
