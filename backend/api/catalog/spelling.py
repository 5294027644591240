"""What a search that finds nothing may have meant: the words of the catalogue that it nearly is.

A word may have one letter wrong, missing, added or swapped, from six letters on two. It may be two words of a name
written as one, or one written as two, and it may still be unfinished. Words with digits are codes, and meant as
they were typed.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, pairwise, product
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..core.text import fold
from ..live import log
from .models import Product

_WORD: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 8
_SHORTEST: Final = 4  # shorter words are near too many others
_TWO_WRONG_FROM: Final = 6
_LONGEST: Final = 40
_GUESSES: Final = 4  # for each word
_MOST_TRIES: Final = 24
# How much earlier than the newest product seen another may have been saved, and be seen only now.
_OVERLAP: Final = timedelta(minutes=1)


class Guess(NamedTuple):
    """*text*: what may have been meant for a word; *wrong*: in how many letters it differs."""

    text: str
    wrong: int


class Vocabulary:
    """The words of all names of products, and each two neighbours as one word; brought up to date by `read`.

    Words of products that are gone stay: whether a guess finds anything is for the caller to see.
    """

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()
        self._text: dict[str, str] = {}  # of a key: itself, or the two words that it is made of
        self._newest: datetime | None = None
        self._lock = threading.Lock()

    def read(self) -> None:
        """Take in the names that were saved since the last time."""
        with self._lock:
            products = Product.objects.order_by("updated_at")
            if self._newest:
                products = products.filter(updated_at__gte=self._newest - _OVERLAP)
            for name, saved in products.values_list("name", "updated_at").iterator(chunk_size=2000):
                self._learn(fold(name))
                self._newest = saved

    def _learn(self, name: str) -> None:
        found = list(_WORD.finditer(name))
        for word in found:
            self._add(word[0], word[0])
        for one, next_one in pairwise(found):
            self._add(one[0] + next_one[0], name[one.start() : next_one.end()])

    def _add(self, key: str, text: str) -> None:
        if len(key) <= _LONGEST and not _has_digit(key):
            self._uses[key] += 1
            if key not in self._text or key == text:  # a word of its own before two neighbours
                self._text[key] = text

    def near(self, word: str) -> list[Guess]:
        """What *word* may have been meant for, the likeliest first."""
        allowed = _allowed(word)
        if not allowed:
            return []
        keys = list(self._text)
        whole = process.extract(word, keys, scorer=OSA.distance, score_cutoff=allowed, limit=50)
        guesses = {self._text[key]: (wrong, -self._uses[key]) for key, wrong, _ in reversed(whole)}
        for text in self._taken_apart(word):
            guesses[text] = (0, 0)
        if not guesses:  # people are still typing: what it is the beginning of
            beginnings = list({key[: len(word)] for key in keys if len(key) > len(word)})
            begun = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=50)
            guesses = {text: (wrong, 0) for text, wrong, _ in begun}
        best = sorted(guesses, key=lambda text: (guesses[text], text))
        return [Guess(text, guesses[text][0]) for text in best[:_GUESSES]]

    def _taken_apart(self, word: str) -> Iterator[str]:
        """*word* as two words of the catalogue, of three letters each or more."""
        for cut in range(3, len(word) - 2):
            if word[:cut] in self._uses and word[cut:] in self._uses:
                yield f"{word[:cut]} {word[cut:]}"


_known: dict[str, Vocabulary] = {}  # by the epoch of the log; one at a time


def suggestion(search: str) -> str | None:
    """The search that may have been meant by *search*, which finds nothing; None where there is no good guess.

    What is returned finds at least one product.
    """
    said = _WORD.findall(fold(search))
    if not said or len(said) > _MOST_WORDS:
        return None
    vocabulary = _vocabulary()
    options = [[Guess(word, 0)] if _is_found(word) else vocabulary.near(word) for word in said]
    tries = _combined(options) if all(options) else []
    if len(said) > 1:  # a blank too many
        tries += [[guess] for guess in vocabulary.near("".join(said))]
    tries.sort(key=lambda guesses: sum(guess.wrong for guess in guesses))
    asked = " ".join(said)
    for guesses in tries:
        text = " ".join(guess.text for guess in guesses)
        if text != asked and _is_found(text):
            return text
    return None


def _vocabulary() -> Vocabulary:
    epoch = log.position().epoch
    known = _known.get(epoch)
    if known is None:  # the first question, or another history
        _known.clear()
        known = _known[epoch] = Vocabulary()
    known.read()
    return known


def _combined(options: list[list[Guess]]) -> list[list[Guess]]:
    return [list(guesses) for guesses in islice(product(*options), _MOST_TRIES)]


def _is_found(text: str) -> bool:
    return Product.objects.search(text).exists()


def _allowed(word: str) -> int:
    """How many letters of *word* may be wrong."""
    if not _SHORTEST <= len(word) <= _LONGEST or _has_digit(word):
        return 0
    return 2 if len(word) >= _TWO_WRONG_FROM else 1


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)
