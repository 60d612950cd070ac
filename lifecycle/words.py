"""Words for people: French by default, English selectable, every text through gettext.

Floor 0. Domain code speaks English; a :class:`Sentence` keeps its words and its
values apart until a door says which language the reader has.
"""

from __future__ import annotations

import errno
import gettext
import os
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language")


def N_(message: str) -> str:
    """Mark a text for translation where it is defined; it is translated where it is shown."""
    return message


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The gettext catalogue of a language; English is the language of the code and needs none."""
    return gettext.translation("lifecycle", LOCALE_DIR, languages=[language], fallback=True)


def language() -> str:
    """The reader's language: the one chosen, else LIFECYCLE_LANG, else French."""
    chosen = _language.get(None) or os.environ.get("LIFECYCLE_LANG", "fr")[:2].lower()
    return chosen if chosen in LANGUAGES else "fr"


def choose_language(code: str) -> None:
    """Speak this language ("fr" or "en") from now on, in this thread or task."""
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}; choose one of {', '.join(LANGUAGES)}")
    _language.set(code)


def _(message: str) -> str:
    """The text in the reader's language."""
    return catalogue(language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text in the reader's language, singular or plural after ``count``."""
    return catalogue(language()).ngettext(singular, plural, count)


@dataclass(frozen=True)
class Sentence:
    """A text with named values, translated when it is read.

    >>> str(Sentence("{code} is not known", {"code": "PC-1"}))  # doctest: +SKIP
    'PC-1 est inconnu'
    """

    words: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.words).format(**self.values)

    def in_language(self, code: str) -> str:
        """The sentence in a given language, whatever the reader's."""
        return catalogue(code).gettext(self.words).format(**self.values)


def say(words: str, **values: object) -> Sentence:
    """A :class:`Sentence`; ``words`` is also found by the extraction of texts."""
    return Sentence(words, values)


_OF_THE_SYSTEM = {
    errno.ENOENT: N_("no such file or folder"),
    errno.EACCES: N_("not permitted"),
    errno.EPERM: N_("not permitted"),
    errno.EEXIST: N_("it exists already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EIO: N_("the disk does not answer"),
    errno.EBUSY: N_("another program holds it"),
    errno.EMFILE: N_("too many files are open"),
    errno.EINVAL: N_("the system does not take this name"),
}


def of_system(trouble: OSError) -> Sentence:
    """What the operating system refused, in the reader's language: the system itself answers in its own."""
    known = _OF_THE_SYSTEM.get(trouble.errno or 0)
    return say(known) if known else say("system error {number}", number=trouble.errno or type(trouble).__name__)
