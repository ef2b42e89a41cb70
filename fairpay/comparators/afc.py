"""Agenda for Change: every band and point of the nation on the date, zone included."""

from collections.abc import Iterable, Iterator
from itertools import product

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


def points(book: RateBook, scope: Scope) -> Iterator[Yardstick | RateNotFound]:
    """Yield every pay point of the nation on the date, lowest band first.

    Where the nation has no scale for the date, one error says so and names the nearest scales;
    with `last_known_scale` the last one before is carried on, with a caveat on each rung. A point
    that is missing from a scale which exists gives an error of its own.

    Raises:
        RateNotFound: the week, leave or on-costs of the nation are not known for the date.
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
        yield from _worked_out(book, scope, found)
        yield from missing.values()
        return
    last = _last_scale(missing)
    if scope.last_known_scale and last:
        yield from _worked_out(book, scope, last, carried=True)
    else:
        yield _no_scale(book, scope, missing.values(), last)


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


def _worked_out(
    book: RateBook, scope: Scope, rates: dict[tuple[str, str], Rate], *, carried: bool = False
) -> Iterator[Yardstick]:
    terms = employment_terms(book, scope)
    for (band, point), rate in rates.items():
        sheet = Sheet(terms)
        sheet.rate("salary.point", rate)
        salary = _supplemented(sheet, book, scope) if scope.zone != "none" else "salary.point"
        pay_and_cost(sheet, salary)
        caveats = []
        if band not in BANDS:
            caveats.append(Caveat("band-closed", {"band": band}))
        if carried:
            caveats.append(Caveat("last-known-scale", {"period": rate.period, "nation": scope.nation}))
        label = Label(f"afc.{point}", {"band": band})
        yield yardstick(rung_id(band, point), "afc", label, sheet, scope.on, caveats=caveats)


def _supplemented(sheet: Sheet, book: RateBook, scope: Scope) -> str:
    """Write down the salary with its high cost area supplement: a percentage within two bounds."""
    for part in ("percent", "minimum", "maximum"):
        rate = book.rate(f"supplement.{scope.zone}.{part}", scope.on, scope.known_on)
        sheet.rate(f"supplement.{part}", rate)
    sheet.work("supplement.share", "multiply", ("salary.point", "supplement.percent"), "GBP/year")
    sheet.work("supplement.at_least", "maximum", ("supplement.share", "supplement.minimum"), "GBP/year")
    sheet.work("supplement.due", "minimum", ("supplement.at_least", "supplement.maximum"), "GBP/year")
    sheet.work("salary.in_zone", "add", ("salary.point", "supplement.due"), "GBP/year")
    return "salary.in_zone"
