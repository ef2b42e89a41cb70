"""The reference loop that budgets of time are multiples of, timed in the same run."""

import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest


def reference() -> Decimal:
    amount, factor, penny = Decimal("1234.56"), Decimal("1.0375"), Decimal("0.01")
    for _ in range(12):
        amount = (amount * factor).quantize(penny, ROUND_HALF_UP)
    return amount


@pytest.fixture(scope="module")
def reference_seconds() -> float:
    """Time the reference loop: the best of many short runs."""
    best = float("inf")
    for _ in range(50):
        started = time.perf_counter()
        for _ in range(200):
            reference()
        best = min(best, (time.perf_counter() - started) / 200)
    return best


@pytest.fixture
def hold(benchmark: Any, reference_seconds: float) -> Callable[[Callable[[], Any], float], Any]:
    """Return a function that times a call and holds it to a multiple of the reference loop."""

    def run(call: Callable[[], Any], multiple: float) -> Any:
        answer = benchmark(call)
        if benchmark.enabled:
            ratio = benchmark.stats.stats.min / reference_seconds
            benchmark.extra_info["times the reference"] = round(ratio, 2)
            assert ratio <= multiple
        return answer

    return run


@pytest.fixture
def timed(request: pytest.FixtureRequest) -> bool:
    """Whether this run times benchmarks."""
    return not request.config.getoption("benchmark_disable") or request.config.getoption("benchmark_enable")
