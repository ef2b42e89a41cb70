"""Budgets of the pages: processor time against a reference loop timed in the same run, and size.

The reference is twelve exact decimal steps, each a multiplication rounded half up to the penny. On
the machine that the budget was set on it took 2.2 µs, and a page was to take 5 ms: 2,270 times that.
A plain `pytest` opens each page once; `pytest tests/web/test_speed.py --benchmark-enable` holds the
budget, on the median of 50.
"""

import gzip
import time
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

import pytest

PAGES = {
    "form": "/price?lang=en",
    "result": "/result?lang=en",
    "result, with more in it": "/result?lang=cy&activity=lead-organisational-change&people=3&travel=2",
    "working": "/working?lang=en&rung=afc.7.entry",
    "faults": "/result?lang=en&travel=x&people=x&age=x",
}
MOST_BYTES = 15_000  # as sent, compressed


def reference() -> None:
    amount, factor, penny = Decimal("1234.56"), Decimal("1.0375"), Decimal("0.01")
    for _ in range(12):
        amount = (amount * factor).quantize(penny, ROUND_HALF_UP)


def seconds(call, times):
    """Return the processor time of each of some calls."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return taken


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quick_and_small(client, query, request, name):
    path, _, more = PAGES[name].partition("?")
    asked = query() | dict(pair.split("=") for pair in more.split("&"))

    def call():
        return client.get(path, query_string=asked)

    response = call()
    assert response.status_code == (422 if name == "faults" else 200)
    assert len(gzip.compress(response.data)) < MOST_BYTES
    if request.config.getoption("benchmark_enable"):
        loop = min(seconds(lambda: [reference() for _ in range(200)], 50)) / 200
        assert median(seconds(call, 50)) <= 2270 * loop
