"""Round the table: the seats at a meeting, what each is paid an hour, and whom the money reaches."""

from fairpay.meetings.answer import Meeting, Part, meeting
from fairpay.meetings.parity import Parity, Raise
from fairpay.meetings.pricing import Seat

__all__ = ["Meeting", "Parity", "Part", "Raise", "Seat", "meeting"]
