"""Text into SQL: literals from definitions and contracts.

Values of rows never pass here: they stay in columns; and the pseudonym key is a bound parameter.
"""


def literal(text: str) -> str:
    """The text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def literals(texts: tuple[str, ...]) -> str:
    """The texts as a comma-separated list of SQL string literals."""
    return ", ".join(literal(text) for text in texts)
