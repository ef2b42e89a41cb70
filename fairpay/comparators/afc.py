"""Agenda for Change: every band and point of the nation on the date, zone included."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from fairpay.caveat import Caveat
from fairpay.comparators.employed import employment_terms, pay_and_cost
from fairpay.comparators.rung import Label, Scope, Yardstick, yardstick
from fairpay.errors import RateNotFound
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.task import BANDS
from fairpay.working import Sheet

POINTS = ("entry", "intermediate", "top")
_BANDS = ("1", *BANDS)


def rung_id(band: str, point: str = "entry") -> str:
    """Return the id of the rung of a pay point."""
    return f"afc.{band}.{point}"


class Scale(NamedTuple):
    """The pay points of a nation, by band and point; `carried` where they are of the last known scale.

    `missing` are points of a scale which exists that have no figure.
    """

    points: Mapping[tuple[str, str], Rate]
    carried: bool
    missing: tuple[RateNotFound, ...]


def points(book: RateBook, scope: Scope) -> Iterator[Yardstick | RateNotFound]:
    """Yield every pay point of the nation on the date, lowest band first.

    Where the nation has no scale for the date, one error says so and names the nearest scales;
    with `last_known_scale` the last one before is carried on, with a caveat on each rung. A point
    that is missing from a scale which exists gives an error of its own.

    Raises:
        RateNotFound: the week, leave or on-costs of the nation are not known for the date.
    """
    try:
        found = scale(book, scope)
    except RateNotFound as error:
        yield error
        return
    yield from _worked_out(book, scope, found)
    yield from found.missing


def scale(book: RateBook, scope: Scope) -> Scale:
    """Return the pay scale of the nation on the date, or with `last_known_scale` the last one before.

    Raises:
        RateNotFound: there is none; the error names the nearest scales.
    """
    found: dict[tuple[str, str], Rate] = {}
    missing: dict[tuple[str, str], RateNotFound] = {}
    for band, point in product(_BANDS, POINTS):
        series = f"afc.{scope.nation}.{band}.{point}"
        if series in book.series:
            try:
                found[band, point] = book.rate(series, scope.on, scope.known_on)
            except RateNotFound as error:
                missing[band, point] = error
    if found:
        return Scale(found, carried=False, missing=tuple(missing.values()))
    last = _last_scale(missing)
    if scope.last_known_scale and last:
        return Scale(last, carried=True, missing=())
    raise _no_scale(book, scope, missing.values(), last)


def _last_scale(missing: dict[tuple[str, str], RateNotFound]) -> dict[tuple[str, str], Rate]:
    """Return the points of the scale that ended last before the date."""
    before = {key: error.before for key, error in missing.items() if error.before is not None}
    ends = [rate.period.end for rate in before.values() if rate.period.end is not None]
    return {key: rate for key, rate in before.items() if rate.period.end == max(ends)}


def _no_scale(
    book: RateBook, scope: Scope, missing: Iterable[RateNotFound], last: dict[tuple[str, str], Rate]
) -> RateNotFound:
    before = next(iter(last.values()), None)
    afters = [error.after for error in missing if error.after is not None]
    return RateNotFound(
        f"afc.{scope.nation}",
        scope.on,
        before,
        min(afters, key=lambda rate: rate.period.start or scope.on, default=None),
        code="scale-not-found",
        nation=scope.nation,
        year=book.pay_point_row(before).year if before else None,
    )


def _worked_out(book: RateBook, scope: Scope, found: Scale) -> Iterator[Yardstick]:
    terms = employment_terms(book, scope)
    for (band, point), rate in found.points.items():
        sheet = Sheet(terms)
        sheet.rate("salary.point", rate)
        pay_and_cost(sheet, salary_in_zone(sheet, book, scope))
        caveats = []
        if band not in BANDS:
            caveats.append(Caveat("band-closed", {"band": band}))
        if found.carried:
            caveats.append(carried_on(rate, scope))
        label = Label(f"afc.{point}", {"band": band})
        yield yardstick(rung_id(band, point), "afc", label, sheet, scope.on, caveats=caveats)


def carried_on(rate: Rate, scope: Scope) -> Caveat:
    """Say that a pay point is of the last known scale."""
    return Caveat("last-known-scale", {"period": rate.period, "nation": scope.nation})


def salary_in_zone(sheet: Sheet, book: RateBook, scope: Scope) -> str:
    """Write down the salary with its high cost area supplement, and return the code of what is then the salary.

    The supplement is a percentage of salary.point within two bounds; without a zone there is none.
    """
    if scope.zone == "none":
        return "salary.point"
    for part in ("percent", "minimum", "maximum"):
        rate = book.rate(f"supplement.{scope.zone}.{part}", scope.on, scope.known_on)
        sheet.rate(f"supplement.{part}", rate)
    sheet.work("supplement.share", "multiply", ("salary.point", "supplement.percent"), "GBP/year")
    sheet.work("supplement.at_least", "maximum", ("supplement.share", "supplement.minimum"), "GBP/year")
    sheet.work("supplement.due", "minimum", ("supplement.at_least", "supplement.maximum"), "GBP/year")
    sheet.work("salary.in_zone", "add", ("salary.point", "supplement.due"), "GBP/year")
    return "salary.in_zone"
