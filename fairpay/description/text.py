"""A description as text: decoded, cleaned of what is no text, and cut into words, sentences and lines."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.ratebook.lexicon import LanguageRow

MOST_CHARACTERS = 200_000
MOST_BYTES = 4 * MOST_CHARACTERS  # so many may stand for as many characters in UTF-8

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")  # a page break is a form feed
_NO_SIGN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # soft hyphens, direction marks
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A sentence ends at a full stop and the like before a space, at an empty line, and where an item of a list begins.
_PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:['’][^\W_]+)*)"
    r"|(?P<end>[.!?;](?=\s|$)|\n[^\S\n]*(?=\n)|[•◦▪‣●○■□➢✓]"
    r"|(?:\A|\n)[^\S\n]*(?:[-*–—·]|\(?[0-9a-zA-Z]{1,2}[.)])(?=\s))"
    r"|(?P<pause>[,:()–—]|(?<=\s)-(?=\s))"
)
_POSSESSIVE = re.compile(r"'s$")
_FILES_THAT_ARE_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xfe", b"\xfe\xff")

# So much of a text has to be short words of its language. One with few words is taken as it is, unless it is Welsh.
_LEAST = 10  # per cent
_SHORT = 20  # words


class Word(NamedTuple):
    """One word in small letters, where it stands, the number of its sentence, and the pause before it (“,”), if any."""

    said: str
    start: int
    end: int
    sentence: int
    pause: str


class Text:
    """A description: its clean `body`, its `words`, and how to find lines and what stands around a place."""

    def __init__(self, raw: str) -> None:
        body = _NO_SIGN.sub("", _LINE_END.sub("\n", raw))
        self.body = _NO_TEXT.sub(" ", body)
        self.words: list[Word] = []
        self._sentences: list[tuple[int, int]] = []
        begin, pause = 0, ""
        for piece in _PIECE.finditer(self.body):
            if piece.lastgroup == "word":
                said = _POSSESSIVE.sub("", piece[0].casefold().replace("’", "'"))
                self.words.append(Word(said, piece.start(), piece.end(), len(self._sentences), pause))
                pause = ""
            elif piece.lastgroup == "pause":
                pause = piece[0]
            else:
                self._sentences.append((begin, piece.start()))
                begin, pause = piece.end(), ""
        self._sentences.append((begin, len(self.body)))
        self._lines = [place.start() for place in re.finditer("\n", self.body)]

    def line(self, place: int) -> int:
        """Return the number of the line that a place is in, from 1."""
        return bisect_right(self._lines, place) + 1

    def around(self, first: Word, last: Word, most: int) -> tuple[str, str, str]:
        """Return the words of a place with what stands before and after them in its sentence, in one line each.

        No more than `most` characters are given on each side; "…" stands for what is left out.
        """
        start, end = self._sentences[first.sentence]
        before = " ".join(self.body[max(start, first.start - most) : first.start].split())
        after = " ".join(self.body[last.end : min(end, last.end + most)].split())
        if first.start - most > start:
            before = f"… {before.partition(' ')[2]}"
        if last.end + most < end:
            after = f"{after.rpartition(' ')[0]} …"
        return before, " ".join(self.body[first.start : last.end].split()), after


def decoded(raw: bytes) -> tuple[str, tuple[Caveat, ...]]:
    """Return the text of a file, and what to know about how it was read.

    UTF-8, with or without its mark, else Windows-1252, which any file can be read as.

    Raises:
        InputError: it is larger than any text that is taken, or no plain text (a PDF, a Word file, UTF-16).
    """
    if len(raw) > MOST_BYTES:
        raise _too_long()
    if raw.startswith(_FILES_THAT_ARE_NO_TEXT) or b"\0" in raw:
        raise InputError([Fault("text", "not-plain-text", {})])
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), (Caveat("text-windows-1252", {}),)


def read(raw: object) -> Text:
    """Return a text that can be checked.

    Raises:
        InputError: it is no text, longer than `MOST_CHARACTERS`, or has no words.
    """
    if not isinstance(raw, str):
        raise InputError([Fault("text", "not-text", {"name": "text"})])
    if len(raw) > MOST_CHARACTERS:
        raise _too_long()
    text = Text(raw)
    if not text.words:
        raise InputError([Fault("text", "empty-text", {})])
    return text


def _too_long() -> InputError:
    return InputError([Fault("text", "text-too-long", {"limit": f"{MOST_CHARACTERS:,}"})])


def language_notes(text: Text, languages: Mapping[str, LanguageRow]) -> tuple[Caveat, ...]:
    """Tell the language of a text by its short words, and say where some of it seems to be Welsh.

    Raises:
        InputError: it seems to be Welsh, or hardly any of it is English; only English can be checked.
    """
    english, welsh = (_share(text, languages[code]) for code in ("en", "cy"))
    short = len(text.words) < _SHORT
    if welsh > english and (short or welsh >= _LEAST):
        raise InputError([Fault("text", "welsh-text", {})])
    if english < _LEAST and not short:
        raise InputError([Fault("text", "not-english", {})])
    return (Caveat("partly-welsh", {}),) if welsh >= _LEAST else ()


def _share(text: Text, language: LanguageRow) -> int:
    """Return how many of the words are short words of a language, in whole per cent."""
    known = set(language.words)
    return 100 * sum(word.said in known for word in text.words) // len(text.words)
