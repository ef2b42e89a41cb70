"""What may be put in, and what is refused: by field, by code, all faults together, nothing guessed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import fairpay
from fairpay import Hours, InputError, Offer, Task
from fairpay.taskfile import read_table

TASK: dict[str, Any] = {"on": "2026-05-14", "nation": "england", "hours": {"attendance": "6"}}
OFFER: dict[str, Any] = {"amount": "150", "per": "day"}


def faults(make: Callable[[], Any]) -> list[tuple[str, str]]:
    """Return the fields and codes of what is wrong."""
    with pytest.raises(InputError) as caught:
        make()
    assert isinstance(caught.value, ValueError)
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def compared(task: dict[str, Any] | None = None, offer: dict[str, Any] | None = None, **options: Any) -> fairpay.Result:
    return fairpay.compare(Task(**TASK | (task or {})), Offer(**offer or OFFER), **options)


# Numbers

# What is no number in any field.
NO_NUMBER: list[Any] = [
    "",
    " ",
    "abc",
    "150p",
    "1,50",  # one and a half to many, and never 150
    "1.234,50",
    "12,34",
    "1,2345",
    "1,234,56",
    "1 234",
    "1'234",
    "1e3",
    "1E-400",
    "1e999999999",
    "1_000",
    "+150",
    "--150",
    "-",
    ".5",
    "5.",
    "1.2.3",
    "0x96",
    "0b11",
    "１５０",  # full-width
    "١٥٠",  # Arabic-Indic
    "१५०",  # Devanagari
    "½",
    "²",
    "NaN",
    "nan",
    "sNaN",
    "Infinity",
    "-inf",
    "150\n",
    "150\x00",
    "\ufeff150",
    "\u2212150",  # a minus sign that is no hyphen
    "9" * 20_000,
    " " * 40 + "1",
    "x150",
    "150x",
    "\ud800",
    1.5,
    150.0,
    float("nan"),
    float("inf"),
    True,
    False,
    [150],
    {"pounds": 150},
    b"150",
    10**12,
    -(10**12),
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("Infinity"),
    Decimal("1E-400"),
    Decimal("1E+400"),
]
named = pytest.mark.parametrize("value", NO_NUMBER, ids=lambda value: ascii(value)[:30])


@named
def test_no_fee(value: Any) -> None:
    assert faults(lambda: Offer(amount=value, per="day")) == [("amount", "not-money")]


@named
@pytest.mark.parametrize("kind", ["attendance", "preparation", "follow_up", "travel", "recovery"])
def test_no_hours(kind: str, value: Any) -> None:
    assert faults(lambda: Hours(**{"attendance": "6"} | {kind: value})) == [(kind, "not-a-number")]


@named
@pytest.mark.parametrize("name", ["people", "sessions", "age"])
def test_no_whole_number(name: str, value: Any) -> None:
    assert faults(lambda: Task(**TASK | {name: value})) == [(name, "not-whole")]


def test_more_digits_than_python_turns_into_text() -> None:
    assert faults(lambda: Offer(amount=10**5000, per="day")) == [("amount", "not-money")]
    assert faults(lambda: Hours(attendance=-(10**5000))) == [("attendance", "not-a-number")]
    assert faults(lambda: Task(**TASK | {"people": 10**5000})) == [("people", "not-whole")]


@pytest.mark.parametrize("value", ["3.0", "3.5", "1,000", Decimal("3.0"), Decimal("2.5")])
def test_people_come_whole(value: Any) -> None:
    assert faults(lambda: Task(**TASK | {"people": value})) == [("people", "not-whole")]


@pytest.mark.parametrize("value", ["£", "£ ", "££150", "150£", "-£150", "€150", "150 pounds", "$150"])
def test_no_money(value: str) -> None:
    assert faults(lambda: Offer(amount=value, per="day")) == [("amount", "not-money")]


@pytest.mark.parametrize("value", ["150.005", "150.000", "0.001", Decimal("150.005")])
def test_a_fee_has_two_decimals_at_most(value: Any) -> None:
    assert faults(lambda: Offer(amount=value, per="day")) == [("amount", "too-many-decimals")]


@pytest.mark.parametrize(
    ("value", "pounds"),
    [
        ("150", "150"),
        ("0", "0"),
        ("0.00", "0"),
        ("-0", "0"),
        ("150.5", "150.50"),
        ("1234.50", "1234.50"),
        ("£1,234.50", "1234.50"),
        ("£ 150", "150"),
        (" 150 ", "150"),
        ("\u00a0150\u00a0", "150"),
        ("\u202f150\t", "150"),
        ("5000", "5000"),
        ("5000.00", "5000"),
        (150, "150"),
        (Decimal("150.50"), "150.50"),
    ],
)
def test_fees_that_are_taken(value: Any, pounds: str) -> None:
    taken = Offer(amount=value, per="day").amount
    assert taken == Decimal(pounds)
    assert not str(taken).startswith("-")


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("7.5", "7.5"),
        ("7.5".rjust(40), "7.5"),
        (" 7.5\u00a0", "7.5"),
        ("0.123456789", "0.123456789"),
        (6, "6"),
        (Decimal("3.25"), "3.25"),
    ],
)
def test_hours_that_are_taken(value: Any, hours: str) -> None:
    assert Hours(attendance=value).attendance == Decimal(hours)


def test_ten_decimals_are_no_hours_that_a_person_meant() -> None:
    assert faults(lambda: Hours(attendance="0.1234567891")) == [("attendance", "not-a-number")]


@pytest.mark.parametrize(
    ("per", "value", "high"),
    [
        ("day", "-150", "5,000"),
        ("day", "-0.01", "5,000"),
        ("day", "£-150", "5,000"),
        ("day", "5000.01", "5,000"),
        ("half-day", "5000.01", "5,000"),
        ("hour", "5000.01", "5,000"),
        ("session", "5000.01", "5,000"),
        ("task", "100000.01", "100,000"),
        ("day", "999999999", "5,000"),
    ],
)
def test_a_fee_out_of_range_names_the_range(per: str, value: str, high: str) -> None:
    with pytest.raises(InputError) as caught:
        Offer(amount=value, per=per)
    (fault,) = caught.value.faults
    assert (fault.field, fault.code) == ("amount", "out-of-range")
    assert f"between 0 and {high}." in str(fault)


@pytest.mark.parametrize(
    ("kind", "most"),
    [("attendance", 24), ("preparation", 200), ("follow_up", 200), ("travel", 48), ("recovery", 200)],
)
def test_hours_out_of_range_name_the_range(kind: str, most: int) -> None:
    for value in (f"{most}.01", "-1", "-0.5"):
        with pytest.raises(InputError) as caught:
            Hours(**{"attendance": "6"} | {kind: value})
        (fault,) = caught.value.faults
        assert (fault.field, fault.code) == (kind, "out-of-range")
        assert f"between 0 and {most}." in str(fault)
    assert getattr(Hours(**{"attendance": "6"} | {kind: most}), kind) == most


@pytest.mark.parametrize(
    ("name", "low", "high", "said"),
    [("people", 1, 10_000, "10,000"), ("sessions", 1, 1_000, "1,000"), ("age", 16, 120, "120")],
)
def test_whole_numbers_out_of_range_name_the_range(name: str, low: int, high: int, said: str) -> None:
    for value in (low - 1, high + 1, str(high + 1), "-1"):
        with pytest.raises(InputError) as caught:
            Task(**TASK | {name: value})
        (fault,) = caught.value.faults
        assert (fault.field, fault.code) == (name, "out-of-range")
        assert f"between {low} and {said}." in str(fault)
    for value in (low, str(high), Decimal(low)):
        assert getattr(Task(**TASK | {name: value}), name) == int(value)


def test_there_must_be_some_work() -> None:
    nothing = {"attendance": "0", "travel": "3", "recovery": "2", "count_travel": True, "count_recovery": True}
    assert faults(lambda: Hours(**nothing)) == [("attendance", "no-hours")]
    assert Hours(attendance="0", follow_up="0.1").worked == Decimal("0.1")


# Dates, choices, words


@pytest.mark.parametrize(
    "value",
    [
        "",
        "today",
        "2026-5-14",
        "14/05/2026",
        "20260514",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "2026-05-14T10:00",
        "2026-05-14\n",
        "+2026-05-14",
        "٢٠٢٦-٠٥-١٤",
        "２０２６-０５-１４",
        None,
        20260514,
        datetime(2026, 5, 14, tzinfo=UTC),
        time(10),
        ["2026-05-14"],
    ],
    ids=ascii,
)
def test_no_date(value: Any) -> None:
    assert faults(lambda: Task(**TASK | {"on": value})) == [("on", "not-a-date")]


@pytest.mark.parametrize("value", ["2026-05-14", " 2026-05-14 ", "\u00a02026-05-14", date(2026, 5, 14)])
def test_dates_that_are_taken(value: Any) -> None:
    assert Task(**TASK | {"on": value}).on == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("name", "value", "choices"),
    [
        ("nation", "uk", "england, scotland, wales, northern_ireland"),
        ("nation", "Northern Ireland", "england, scotland, wales, northern_ireland"),
        ("nation", 1, "england, scotland, wales, northern_ireland"),
        ("nation", None, "england, scotland, wales, northern_ireland"),
        ("zone", "london", "none, inner, outer, fringe"),
        ("band", "10", "2, 3, 4, 5, 6, 7, 8a, 8b, 8c, 8d, 9"),
        ("band", "8", "2, 3, 4, 5, 6, 7, 8a, 8b, 8c, 8d, 9"),
        ("band", 17, "2, 3, 4, 5, 6, 7, 8a, 8b, 8c, 8d, 9"),
    ],
)
def test_a_choice_names_the_choices(name: str, value: Any, choices: str) -> None:
    with pytest.raises(InputError) as caught:
        Task(**TASK | {name: value})
    (fault,) = caught.value.faults
    assert (fault.field, fault.code) == (name, "not-a-choice")
    assert str(fault) == f"Choose {name} from: {choices}."


def test_choices_in_capitals_or_with_blanks_around_are_taken() -> None:
    task = Task(**TASK | {"nation": " England", "zone": "Inner\u00a0", "band": "8A"})
    assert (task.nation, task.zone, task.band) == ("england", "inner", "8a")
    assert Offer(amount="150", per="Half-Day").per == "half-day"


@pytest.mark.parametrize("value", ["year", "week", "", None, 1])
def test_a_fee_has_one_of_five_units(value: Any) -> None:
    code = "not-a-choice" if value is not None else "amount-or-card"
    assert [code for _, code in faults(lambda: Offer(amount="150", per=value))] == [code]


@pytest.mark.parametrize("value", ["1", " 1 ", 1])
def test_band_1_is_closed(value: Any) -> None:
    assert faults(lambda: Task(**TASK | {"band": value})) == [("band", "band-closed")]


@pytest.mark.parametrize("nation", ["scotland", "wales", "northern_ireland"])
def test_zones_exist_in_england_only(nation: str) -> None:
    assert faults(lambda: Task(**TASK | {"nation": nation, "zone": "inner"})) == [("zone", "zone-outside-england")]
    assert Task(**TASK | {"nation": nation, "zone": "none"}).zone == "none"


@pytest.mark.parametrize("value", ["yes", 1, 0, "true", None])
def test_whether_travel_counts_is_true_or_false(value: Any) -> None:
    assert faults(lambda: Hours(attendance="6", count_travel=value)) == [("count_travel", "not-true-or-false")]


@pytest.mark.parametrize("name", ["activity", "benchmark"])
def test_names_are_text(name: str) -> None:
    assert faults(lambda: Task(**TASK | {name: 7})) == [(name, "not-text")]
    assert faults(lambda: Offer(card=7)) == [("card", "not-text")]


@pytest.mark.parametrize("value", ["6", 6, ["6"], None])
def test_tables_are_tables(value: Any) -> None:
    assert faults(lambda: Task(**TASK | {"hours": value})) == [("hours", "not-a-table")]
    if value is not None:
        assert faults(lambda: Task(**TASK | {"levels": value})) == [("levels", "not-a-table")]


# Together


@pytest.mark.parametrize(
    "offer",
    [
        {},
        {"amount": "150"},
        {"per": "day"},
        {"amount": "150", "per": "day", "card": "tewv:block"},
        {"per": "day", "card": "tewv:block"},
        {"amount": "150", "card": "tewv:block"},
    ],
)
def test_an_offer_is_an_amount_with_its_unit_or_a_card(offer: dict[str, Any]) -> None:
    assert faults(lambda: Offer(**offer)) == [("amount", "amount-or-card")]


def test_what_is_missing_is_named() -> None:
    assert faults(Task) == [("on", "missing"), ("nation", "missing"), ("hours", "missing")]
    assert faults(Hours) == [("attendance", "missing")]


def test_all_faults_at_once_with_those_of_the_hours_inside() -> None:
    def make() -> Task:
        return Task(
            on="soon",
            nation="uk",
            hours={"attendance": "six", "preparation": "-1", "lunch": "1"},
            people="0",
            sessions=1.5,
            wages="12",
        )

    assert faults(make) == [
        ("on", "not-a-date"),
        ("nation", "not-a-choice"),
        ("hours.attendance", "not-a-number"),
        ("hours.preparation", "out-of-range"),
        ("hours.lunch", "unknown-field"),
        ("people", "out-of-range"),
        ("sessions", "not-whole"),
        ("wages", "unknown-field"),
    ]
    with pytest.raises(InputError) as caught:
        make()
    lines = str(caught.value).splitlines()
    assert len(lines) == 8
    assert lines[3] == "hours.preparation: Enter preparation between 0 and 200."
    assert lines[7] == "wages: There is no field called “wages”. Take it out, or check how it is spelt."
    assert caught.value.code == "not-a-date"  # of the first


@pytest.mark.parametrize("name", ["self", "data", "wage", "On", "hours.attendance", "", "é"])
def test_unknown_fields_are_named(name: str) -> None:
    assert faults(lambda: Task(**TASK | {name: 1})) == [(name, "unknown-field")]
    assert faults(lambda: Offer(**OFFER | {name: 1})) == [(name, "unknown-field")]
    inside = TASK["hours"] | {name: 1}
    assert faults(lambda: Task(**TASK | {"hours": inside})) == [(f"hours.{name}", "unknown-field")]


def test_hours_without_work_are_named_inside_the_task() -> None:
    assert faults(lambda: Task(**TASK | {"hours": {"attendance": "0"}})) == [("hours.attendance", "no-hours")]


def test_inputs_cannot_be_changed() -> None:
    task = Task(**TASK)
    with pytest.raises(ValueError, match="frozen"):
        task.people = 2


# Against the rate book


def test_faults_against_the_rate_book_come_together() -> None:
    task = {"on": "2022-03-31", "activity": "juggling", "levels": {"communication": 1, "charm": 6}}
    found = faults(lambda: compared(task, {"card": "tewv:hour"}, known_on=date(2022, 3, 31)))
    assert found[:4] == [
        ("on", "before-first-rate"),
        ("known_on", "known-before-first-rate"),
        ("activity", "unknown-activity"),
        ("levels.charm", "unknown-factor"),
    ]
    assert found[-1] == ("card", "unknown-card-step")
    assert [code for _, code in found[4:-1]] == ["missing-factor"] * 15


def test_a_day_before_the_first_rates_names_the_first() -> None:
    with pytest.raises(
        InputError, match="2022-03-31 is before the first rates in the rate book, which start on 2022-04"
    ):
        compared({"on": "2022-03-31"})
    assert compared({"on": "2022-04-01"}).paid.pay.session == 150


def test_known_on_before_anything_was_known() -> None:
    with pytest.raises(InputError, match="Nothing in the rate book was known on 2022-03-31") as caught:
        compared(known_on=date(2022, 3, 31))
    assert [fault.field for fault in caught.value.faults] == ["known_on"]


@pytest.mark.parametrize(
    ("on", "known_on"),
    [("2022-06-01", None), ("2023-03-31", None), ("2023-06-01", date(2023, 3, 31))],
)
def test_a_nation_whose_week_is_not_known_cannot_be_priced(on: str, known_on: date | None) -> None:
    # Scotland's whole-time week is in the rate book from 1 April 2023, and was known from that day.
    task = {"on": on, "nation": "scotland"}
    for offer in (OFFER, {"amount": "150", "per": "session"}, {"card": "tewv:block"}):
        found = faults(lambda offer=offer: compared(task, offer, known_on=known_on))
        assert found == [("on", "rate-not-found")]
    with pytest.raises(InputError, match="The last one before: none"):
        compared(task, known_on=known_on)


@pytest.mark.parametrize("value", ["", "Co-facilitate-workshop", "co-facilitate-workshop ", "ghost"])
def test_an_unknown_activity_names_the_choices(value: str) -> None:
    with pytest.raises(InputError, match="peer-support-session, co-facilitate-workshop, deliver-training") as caught:
        compared({"activity": value})
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("activity", "unknown-activity")]


@pytest.mark.parametrize("level", [0, 7, -1, "3.0", 3.0, True, [3], Decimal(3)])
def test_a_factor_level_is_a_whole_number_within_its_factor(level: Any) -> None:
    levels = dict.fromkeys([factor.id for factor in fairpay.rates().plan.factors], 1) | {"communication": level}
    with pytest.raises(InputError, match="from 1 to 6") as caught:
        fairpay.evaluate(levels)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("levels.communication", "factor-level")]
    assert faults(lambda: compared({"levels": levels})) == [("levels.communication", "factor-level")]


# Task files


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("task.json", '{"fee": 150.10, "people": 3, "on": "2026-05-14", "hours": {"attendance": 7.5}}'),
        ("task.JSON", '{"fee": 150.10, "people": 3, "on": "2026-05-14", "hours": {"attendance": 7.5}}'),
        ("task.toml", 'fee = 150.10\npeople = 3\non = "2026-05-14"\n[hours]\nattendance = 7.5\n'),
        ("task.toml", 'fee = 150.10\r\npeople = 3\r\non = "2026-05-14"\r\n[hours]\r\nattendance = 7.5\r\n'),
    ],
)
def test_numbers_in_a_file_stay_exact(tmp_path: Path, name: str, content: str) -> None:
    table = read_table(file(tmp_path, name, content))
    assert table == {
        "fee": Decimal("150.10"),
        "people": 3,
        "on": "2026-05-14",
        "hours": {"attendance": Decimal("7.5")},
    }
    assert str(table["fee"]) == "150.10"


def test_a_date_in_toml_is_a_date(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, "task.toml", "on = 2026-05-14"))
    assert Task(**TASK | table).on == date(2026, 5, 14)
    table = read_table(file(tmp_path, "task.toml", "on = 2026-05-14T10:00:00"))
    assert faults(lambda: Task(**TASK | table)) == [("on", "not-a-date")]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("task.json", "", "file-syntax", "line 1"),
        ("task.json", '{\n"a": 1,\n"b": }', "file-syntax", "line 3"),
        ("task.json", '{"a": NaN}', "file-syntax", "NaN is not a number"),
        ("task.json", '{"a": -Infinity}', "file-syntax", "-Infinity is not a number"),
        ("task.json", '{"a": 1, "a": 2}', "file-syntax", "a name is there twice"),
        ("task.json", '{"hours": {"a": 1, "a": 1}}', "file-syntax", "a name is there twice"),
        ("task.json", "[" * 60_000, "file-syntax", "nested too deep"),
        ("task.json", '{"a":' * 10_000, "file-syntax", "nested too deep"),
        ("task.json", "[" * 100_000, "file-too-large", "64 kB"),
        ("task.json", '{"a": 1e9999999999999999999999}', "file-syntax", "too large or too small"),
        ("task.json", '{"a": ' + "9" * 5000 + "}", "file-syntax", "too large"),
        ("task.json", "[1]", "file-not-a-table", "one table"),
        ("task.json", "null", "file-not-a-table", "one table"),
        ("task.json", '"x"', "file-not-a-table", "one table"),
        ("task.json", b'{"a": "\xff"}', "file-not-read", "not text in UTF-8"),
        ("task.json", '{"a": 1}'.encode("utf-16"), "file-not-read", "not text in UTF-8"),
        ("task.json", '\ufeff{"a": 1}', "file-syntax", "line 1"),
        ("task.toml", "a = 1\nb = \n", "file-syntax", "line 2"),
        ("task.toml", "a = 1\na = 2\n", "file-syntax", "overwrite"),
        ("task.toml", "a = " + "[" * 60_000, "file-syntax", "nested too deep"),
        ("task.toml", "a = " + "[" * 100_000, "file-too-large", "64 kB"),
        ("task.toml", "a = 1e9999999999999999999999", "file-syntax", "too large or too small"),
        ("task.yaml", "a: 1", "file-type", ".json or .toml"),
        ("task", "{}", "file-type", ".json or .toml"),
        ("task.json", " " * 65_537, "file-too-large", "64 kB"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, name: str, content: str | bytes, code: str, said: str) -> None:
    path = file(tmp_path, name, content)
    with pytest.raises(InputError, match=r"\.$") as caught:
        read_table(path)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("", code)]
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    if code == "file-syntax":
        assert f"is not correct {name[-4:].upper()} (" in str(caught.value)


def test_the_largest_file_that_is_taken(tmp_path: Path) -> None:
    assert read_table(file(tmp_path, "task.json", "{}".ljust(65_536))) == {}


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.json", "No such file"), (tmp_path, "directory")):
        with pytest.raises(InputError, match=said) as caught:
            read_table(path)
        assert [(fault.field, fault.code) for fault in caught.value.faults] == [("", "file-not-read")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("task.toml", "amount = nan"),
        ("task.toml", "amount = inf"),
        ("task.json", '{"amount": 1e999999999}'),
        ("task.json", '{"amount": 1E-400}'),
        ("task.json", '{"amount": true}'),
        ("task.json", '{"amount": [150]}'),
        ("task.json", '{"amount": null}'),
    ],
)
def test_numbers_of_a_file_that_are_no_fee(tmp_path: Path, name: str, content: str) -> None:
    table = read_table(file(tmp_path, name, content))
    code = "amount-or-card" if table["amount"] is None else "not-money"
    assert faults(lambda: Offer(**table, per="day")) == [("amount", code)]


def test_a_lone_surrogate_from_json_is_refused_like_any_other_name(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, "task.json", '{"activity": "\\ud800"}'))
    assert faults(lambda: compared(table)) == [("activity", "unknown-activity")]


def test_known_on_may_be_text_and_basis_is_one_of_two() -> None:
    task = Task(on="2026-05-14", nation="england", hours={"attendance": "3"})
    offer = Offer(amount="50", per="session")
    known = fairpay.compare(task, offer, known_on="2026-05-14").known_on
    assert known is not None
    assert known.isoformat() == "2026-05-14"
    for options, field in (({"known_on": "14 May"}, "known_on"), ({"basis": "price"}, "basis")):
        with pytest.raises(InputError) as refusal:
            fairpay.compare(task, offer, **options)
        assert [fault.field for fault in refusal.value.faults] == [field]


def test_a_band_may_be_a_whole_number() -> None:
    assert Task(on="2026-05-14", nation="england", hours={"attendance": "3"}, band=7).band == "7"
    with pytest.raises(InputError):
        Task(on="2026-05-14", nation="england", hours={"attendance": "3"}, band=True)
