"""Where an advertised salary stands on the pay scale: on a point, between two, in its band, on another year's scale."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from fairpay.caveat import Caveat
from fairpay.comparators import afc
from fairpay.comparators.rung import Scope
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.task import BANDS


def about_salary(salary: Decimal, scale: afc.Scale, book: RateBook, scope: Scope) -> Iterator[Caveat]:
    """Say on which point of the scale a full-time salary is, else the nearest two, and points of other scales."""
    points = {rate: afc.rung_id(band, point) for (band, point), rate in scale.points.items() if band in BANDS}
    same = [name for rate, name in points.items() if rate.value == salary]
    if same:
        yield Caveat("salary-on-scale", {"salary": salary, "point": same[0]})
        return
    below = max((rate for rate in points if rate.value < salary), key=_value, default=None)
    above = min((rate for rate in points if rate.value > salary), key=_value, default=None)
    if below is None and above is not None:
        yield Caveat("salary-below-scale", {"salary": salary, "point": points[above], "above": above.value})
    elif below is not None and above is None:
        yield Caveat("salary-above-scale", {"salary": salary, "point": points[below], "below": below.value})
    elif below is not None and above is not None:
        params = {"salary": salary, "point": points[below], "below": below.value}
        yield Caveat("salary-between-points", params | {"next_point": points[above], "above": above.value})
    yield from _on_other_scales(salary, book, scope)


def about_salary_of_band(
    salary: Decimal, band: str, points: Collection[Rate], book: RateBook, scope: Scope
) -> Iterator[Caveat]:
    """Say whether a full-time salary is within the pay points of the band beside it, and points of other scales."""
    low, high = min(map(_value, points)), max(map(_value, points))
    params = {"salary": salary, "band": band, "low": low, "high": high}
    if low <= salary <= high:
        yield Caveat("salary-in-band", params)
        return
    yield Caveat("salary-below-band", params) if salary < low else Caveat("salary-above-band", params)
    yield from _on_other_scales(salary, book, scope)


def _value(rate: Rate) -> Decimal:
    return rate.value


def _on_other_scales(salary: Decimal, book: RateBook, scope: Scope) -> Iterator[Caveat]:
    """Name the points of other scales of the nation that are exactly this salary and were known."""
    for band in BANDS:
        for point in afc.POINTS:
            for rate in book.series.get(f"afc.{scope.nation}.{band}.{point}", ()):
                known = scope.known_on is None or rate.known_from is None or rate.known_from <= scope.known_on
                if rate.value == salary and known:
                    name = afc.rung_id(band, point)
                    yield Caveat("salary-on-other-scale", {"salary": salary, "point": name, "period": rate.period})
