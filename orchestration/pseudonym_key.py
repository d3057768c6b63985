"""The key that pseudonyms are made with: where it comes from and how it is kept.

How identifiers become keyed hashes belongs to ingestion/pseudonyms.py.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32


class KeyUnusable(Exception):
    """The pseudonym key cannot be read as a key; says where it came from and what to do."""


@dataclass(frozen=True)
class PseudonymKey:
    """The key and its version. The repr hides the key, so that no log can hold it."""

    secret: bytes
    version: int

    def __repr__(self) -> str:
        return f"PseudonymKey(version={self.version})"


def _parse(text: str, *, origin: str) -> bytes:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        raise KeyUnusable(f"{origin} is not hexadecimal. Give {2 * KEY_BYTES} hexadecimal digits.") from None
    if len(secret) < KEY_BYTES:
        raise KeyUnusable(
            f"{origin} holds {len(secret)} bytes. Give at least {KEY_BYTES} (that is {2 * KEY_BYTES} digits)."
        )
    return secret


def pseudonym_key(identity: Path, *, given: str | None) -> PseudonymKey:
    """The key given by the environment, else the one in the identity folder, which is made on first use.

    Args:
        identity: the folder that holds the key file and its version; made with mode 700.
        given: the key as hexadecimal text, or None.

    Raises:
        KeyUnusable: the text is no key of at least 32 bytes.
    """
    identity.mkdir(mode=0o700, parents=True, exist_ok=True)
    identity.chmod(0o700)
    version_file = identity / "key.json"
    version = int(json.loads(version_file.read_text())["version"]) if version_file.exists() else 1
    if not version_file.exists():
        version_file.write_text(json.dumps({"version": version}) + "\n")
    if given is not None:
        return PseudonymKey(_parse(given, origin="LEARNING_IMPACT_KEY"), version)
    key_file = identity / "pseudonym.key"
    if not key_file.exists():
        unfinished = key_file.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_hex(KEY_BYTES) + "\n")
        unfinished.replace(key_file)
    return PseudonymKey(_parse(key_file.read_text(), origin=str(key_file)), version)
