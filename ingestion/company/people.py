"""Who the people are: names, numbers, gender and e-mail addresses. None of it has any effect on what happens to them.

Belongs here: drawing personal data, and the texts derived from them. Not here: careers (careers.py) and people who are
special for a reason (cast.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.names import EMAIL_DOMAIN, GIVEN_NAMES, PREFIXES, SURNAMES, ascii_letters
from ingestion.company.tables import Days, Ints, People
from ingestion.company.texts import Texts, glue, pick, take, whole_numbers

FIRST_NUMBER = 1_001
NUMBER_DIGITS = 6
"""Employee numbers have leading zeros: a source that reads them as integers matches nobody."""
GENDERS = ("M", "V", "O", "")
GENDER_SHARES = np.array([0.49, 0.49, 0.01, 0.01])
PREFIX_SHARES = np.array([0.78, 0.08, 0.05, 0.05, 0.03, 0.01])


@dataclass(frozen=True)
class Pools:
    """The names that People point into."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


def draw_people(born: Days, *, rng: np.random.Generator) -> People:
    """Names, numbers and gender for people of whom only the birth date is known."""
    count = len(born)
    rows: Ints = np.arange(count)
    everybody = np.ones(count, dtype=np.bool_)
    return People(
        number=FIRST_NUMBER + rows,
        given=rng.integers(0, len(GIVEN_NAMES), count),
        prefix=np.searchsorted(np.cumsum(PREFIX_SHARES)[:-1], rng.random(count), side="right"),
        surname=rng.integers(0, len(SURNAMES), count),
        gender=np.searchsorted(np.cumsum(GENDER_SHARES)[:-1], rng.random(count), side="right"),
        born=born,
        email_of=rows,
        is_in_hris=everybody,
        has_platform_number=everybody,
    )


def number_texts(people: People) -> Texts:
    """Employee numbers as the HRIS shows them: '001001'."""
    return whole_numbers(people.number, digits=NUMBER_DIGITS)


def full_names(people: People, *, pools: Pools) -> Texts:
    """Given name, prefix and surname, as the learning platform shows them."""
    prefix = pick([f"{text} " if text else "" for text in PREFIXES], people.prefix)
    return glue(pick(pools.given, people.given), " ", prefix, pick(pools.surnames, people.surname))


def usernames(people: People, *, pools: Pools) -> Texts:
    """Account names of the learning platform: surname in ASCII and the number without zeros ('sjoberg1001')."""
    return glue(pick([ascii_letters(text) for text in pools.surnames], people.surname), whole_numbers(people.number))


def email_texts(people: People, *, pools: Pools) -> Texts:
    """Addresses, unique but for those who share one; null for those without."""
    given = pick([ascii_letters(text) for text in pools.given], people.given)
    surname = pick([ascii_letters(text) for text in pools.surnames], people.surname)
    own = glue(given, ".", surname, whole_numbers(people.number), f"@{EMAIL_DOMAIN}")
    return take(own, people.email_of)
