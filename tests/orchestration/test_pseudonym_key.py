"""The pseudonym key: made once, kept from other users, never shown."""

from pathlib import Path

import pytest

from orchestration.pseudonym_key import KeyUnusable, pseudonym_key


def test_a_key_is_made_on_first_use_and_kept(tmp_path: Path) -> None:
    first = pseudonym_key(tmp_path / "identity", given=None)
    second = pseudonym_key(tmp_path / "identity", given=None)
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert (tmp_path / "identity").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "identity" / "pseudonym.key").stat().st_mode & 0o777 == 0o600


def test_a_key_of_the_environment_is_used_and_not_written_down(tmp_path: Path) -> None:
    given = pseudonym_key(tmp_path / "identity", given="ab" * 32)
    assert given.secret == bytes([0xAB]) * 32
    assert not (tmp_path / "identity" / "pseudonym.key").exists()


@pytest.mark.parametrize(("text", "says"), [("zz-secret", "not hexadecimal"), ("abcd", "holds 2 bytes")])
def test_a_text_that_is_no_key_is_refused_without_being_repeated(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(KeyUnusable, match=says) as refusal:
        pseudonym_key(tmp_path / "identity", given=text)
    assert text not in str(refusal.value)


def test_the_key_is_not_in_its_repr(tmp_path: Path) -> None:
    key = pseudonym_key(tmp_path / "identity", given="ab" * 32)
    assert "ab" * 4 not in repr(key)
    assert "171" not in repr(key)
