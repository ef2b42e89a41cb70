"""The working: the steps by which a figure was reached, as data.

A step holds no words. `present/wording.py` turns its code into a sentence, in each language.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from fairpay import money
from fairpay.rate import Rate


class Step(NamedTuple):
    """One figure of a working.

    `op` is one of `OPERATIONS`, or `given` (put in by the user or a definition), or `rate`
    (read from the rate book; `rate` then says which). `inputs` are the codes of earlier steps.
    """

    code: str
    op: str
    inputs: tuple[str, ...]
    value: Decimal
    unit: str
    rate: Rate | None = None


OPERATIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "add": lambda values: reduce(money.add, values),
    "subtract": lambda values: money.subtract(values[0], values[1]),
    "multiply": lambda values: reduce(money.multiply, values),
    "divide": lambda values: money.divide(values[0], values[1]),
    "minimum": lambda values: min(values),
    "maximum": lambda values: max(values),
    "round_up": lambda values: money.whole_up(values[0]),
    "same": lambda values: values[0],
}


class Sheet:
    """Builds a working: every figure is written down as it is made."""

    __slots__ = ("steps", "values")

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps: list[Step] = list(steps)
        self.values: dict[str, Decimal] = {step.code: step.value for step in self.steps}

    def given(self, code: str, value: Decimal, unit: str) -> Decimal:
        """Write down a figure that the user gave or that a definition fixes."""
        return self._write(Step(code, "given", (), value, unit))

    def rate(self, code: str, rate: Rate) -> Decimal:
        """Write down a figure read from the rate book."""
        return self._write(Step(code, "rate", (), rate.value, rate.unit, rate))

    def work(self, code: str, op: str, inputs: tuple[str, ...], unit: str) -> Decimal:
        """Work out a figure from earlier ones and write it down."""
        values = self.values
        value = OPERATIONS[op]([values[name] for name in inputs])
        self.steps.append(Step(code, op, inputs, value, unit))
        values[code] = value
        return value

    def _write(self, step: Step) -> Decimal:
        self.steps.append(step)
        self.values[step.code] = step.value
        return step.value


class Working(tuple[Step, ...]):
    """All steps of one rung, in order; every step comes after its inputs."""

    __slots__ = ()

    def figure(self, code: str) -> Decimal:
        """Return the exact figure of the step `code`."""
        for step in self:
            if step.code == code:
                return step.value
        raise KeyError(code)

    def rates(self) -> Iterator[Rate]:
        """Yield every rate that was read."""
        return (step.rate for step in self if step.rate is not None)

    def check(self) -> None:
        """Work every step out again from its own inputs.

        Raises:
            ValueError: a step does not follow from its inputs, or uses one not yet written down.
        """
        values: dict[str, Decimal] = {}
        for step in self:
            if step.code in values:
                raise ValueError(f"{step.code} is written down twice")
            if step.op == "rate":
                right = step.rate is not None and step.rate.value == step.value
            elif step.op == "given":
                right = not step.inputs
            elif any(name not in values for name in step.inputs):
                raise ValueError(f"{step.code} comes before one of its inputs")
            else:
                right = OPERATIONS[step.op]([values[name] for name in step.inputs]) == step.value
            if not right:
                raise ValueError(f"{step.code} does not follow from its inputs")
            values[step.code] = step.value
