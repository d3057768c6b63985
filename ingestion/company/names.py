"""Pools of names, with the accents that break a wrong encoding.

Belongs here: given names, prefixes, surnames and how they become an e-mail address. Every
character exists in windows-1252. Special people bring their names in cast.py.
"""

import unicodedata

EMAIL_DOMAIN = "exampleworks.example"

GIVEN_NAMES = (
    "Anna", "Zoë", "Daniël", "Emma", "Noah", "Chloé", "José", "Sofie", "Liam", "Anaïs", "Milan", "Björn", "Eva",
    "Fatima", "Jürgen", "Lotte", "Mohamed", "Renée", "Thijs", "Aïcha", "Bram", "Carlos", "Désirée", "Els", "Femke",
    "Gijs", "Hélène", "Ivo", "Jolijn", "Kees", "Loïs", "Maarten", "Nina", "Ömer", "Petra", "Quinten", "Rosa",
    "Søren", "Tom", "Ursula", "Vera", "Wout", "Xander", "Yara", "Zeynep", "Joël", "Margriet", "Raúl",
)  # fmt: skip
PREFIXES = ("", "van", "de", "van der", "van den", "ten")
SURNAMES = (
    "Jansen", "Müller", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos", "Peters", "Hendriks",
    "Dekker", "Brink", "Dijkstra", "Kuipers", "Sjöberg", "Nuñez", "Lefèvre", "Kovac", "Yilmaz", "Çelik", "García",
    "Öztürk", "Schröder", "Großmann", "Peña", "Brontë", "Molenaar", "Scholten", "Prins", "Huisman", "Postma",
    "Kramer", "Gerritsen", "Willems", "Maas", "Verbeek", "Koster", "Schouten", "Hoekstra", "Martens", "Evers",
    "Groot", "Wal", "Berg", "Veen", "Heuvel", "Laan", "Ruiter", "Claassen", "Driessen", "Nijhof", "Åkesson",
    "Fernández", "Brouwer",
)  # fmt: skip


def ascii_letters(text: str) -> str:
    """Lower-case ASCII letters of a name, as in an address: 'Zoë' -> 'zoe', 'Großmann' -> 'grossmann'."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
