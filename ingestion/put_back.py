"""Files put back: bytes that landed before return under the same name, after others have lain there.

Belongs here: telling which of the deliveries of one place lies there now, and the note that says so, `landing/put_back/<number>.json`. What
has landed is never changed and lands once, so that the return itself leaves no trace but this. Which deliveries count for all
other reasons stands in deliveries.py.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingestion.manifests import Manifest
from ingestion.storage import landing_of, new_file

_FOLDER = "put_back"


@dataclass(frozen=True)
class PutBack:
    """A delivery that lies again where another one lay."""

    delivery_id: str
    over: str


def read_put_back(home: Path) -> tuple[PutBack, ...]:
    """Every return so far, in order."""
    notes = sorted((landing_of(home) / _FOLDER).glob("*.json"))
    return tuple(PutBack(**json.loads(note.read_text(encoding="utf-8"))) for note in notes)


def lies_there(place: Iterable[Manifest], returned: Sequence[PutBack]) -> str:
    """The delivery whose bytes lie in a place now.

    Args:
        place: manifests of every full delivery under one name, of one source and kind; at least one.
        returned: every return, in order.

    Returns:
        The one that landed last, or the one that was put back over it since.
    """
    ids = {each.delivery_id for each in place}
    replaced = {old for each in place for old in each.replaces}
    # Each landing replaces all that lay in its place before, so that only the last is replaced by none.
    standing = min(ids - replaced or ids)
    for each in returned:
        if each.over == standing and each.delivery_id in ids:
            standing = each.delivery_id
    return standing


def note_put_back(home: Path, delivery: Manifest, manifests: Sequence[Manifest]) -> None:
    """Note that a delivery which landed before lies in its place again, unless it lies there already.

    Args:
        home: Folder that holds landing/.
        delivery: Of the file that was found.
        manifests: Of every complete delivery.
    """
    place = [each for each in manifests if is_in_place(each, delivery)]
    if not place:
        return
    returned = read_put_back(home)
    standing = lies_there(place, returned)
    if standing != delivery.delivery_id:
        with new_file(landing_of(home) / _FOLDER / f"{len(returned):06}.json", home=home) as hidden:
            hidden.write_text(json.dumps(asdict(PutBack(delivery.delivery_id, standing)), sort_keys=True) + "\n")


def is_in_place(one: Manifest, other: Manifest) -> bool:
    """Whether two full deliveries, read by one definition, lay under the same name."""
    places = [(each.source, each.file_kind, each.file_name, each.definition_sha256) for each in (one, other)]
    return places[0] == places[1] and one.delivery_kind == other.delivery_kind == "full"
