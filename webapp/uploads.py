"""How many files are read at the same time: the next one is told to come back, and the pages stay quick."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from werkzeug.exceptions import ServiceUnavailable

from webapp import limits

_PLACES = BoundedSemaphore(limits.UPLOADS_AT_ONCE)


@contextmanager
def reading() -> Iterator[None]:
    """Hold one of the few places for reading a file, as a context.

    Raises:
        ServiceUnavailable: all of them are taken. Its answer says after how many seconds to try again.
    """
    if not _PLACES.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=limits.UPLOAD_RETRY_SECONDS)
    try:
        yield
    finally:
        _PLACES.release()
