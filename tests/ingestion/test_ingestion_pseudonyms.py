"""Identifiers land as keyed hashes only; neither they nor the key can be found anywhere in landing."""

import hashlib
import hmac

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingestion.pseudonyms import PseudonymKey, hash_column, normalised, prefix
from tests.ingestion.inbox import KEY, Inbox

CON = duckdb.connect()


def expected(text: str, key: bytes = KEY) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


@example(ids=["1"], key=bytes(range(64)))
@example(ids=["1"], key=bytes(range(65)))
@given(
    ids=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5, unique=True),
    key=st.binary(min_size=16, max_size=100),
)
def test_a_key_is_the_left_half_of_hmac_sha256(ids: list[str], key: bytes) -> None:
    CON.execute("create or replace temp table given as select unnest($ids) as id", {"ids": ids})
    hash_column(CON, relation="given", column="id", into="keys", before="example|email|", key=PseudonymKey(key, 1))
    assert dict(CON.execute("select * from keys").fetchall()) == {
        text: expected(f"example|email|{text}", key) for text in ids
    }


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        ("email", "Mailto:A.B@Example.ORG", "a.b@example.org"),
        ("email", "mailto: a@b.nl", "a@b.nl"),
        ("surname", "de Vries-O'Brien 2", "devriesobrien"),
        ("surname", "E\u0301e\u0301n", "\u00e9\u00e9n"),
        ("surname", "12", None),
        ("employee_no", "007", "007"),
        ("person", "Ab|C", "Ab|C"),
    ],
)
def test_an_identifier_is_hashed_in_one_form(kind: str, text: str, form: str | None) -> None:
    assert CON.execute(f"select {normalised(kind, '$text::varchar')}", {"text": text}).fetchall() == [(form,)]


def test_ids_of_a_source_stay_in_it_and_what_matches_people_is_equal_across_sources() -> None:
    within = [
        prefix(kind, tenant="t", source=s)
        for kind in ("person", "spell", "assignment", "response", "absence")
        for s in "ab"
    ]
    across = [prefix(kind, tenant="t", source=s) for kind in ("employee_no", "email", "surname") for s in "ab"]
    assert len(set(within)) == 10
    assert len(set(across)) == 3
    assert prefix("email", tenant="t", source="a") != prefix("email", tenant="u", source="a")


def test_a_key_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="a pseudonym key of 15 bytes can be guessed; 16 are needed"):
        PseudonymKey(bytes(15), 1)


def test_a_key_has_no_readable_representation() -> None:
    key = PseudonymKey(b"\x07secret-key-of-the-company", 3)
    for text in (repr(key), str(key), f"{key}", key.fingerprint):
        assert "secret" not in text
        assert key.secret.hex() not in text


COLUMNS = {
    "source_person_key": {"from": "Nr"},
    "employee_no_key": {"from": "Nr"},
    "email_key": {"from": "Mail"},
    "surname_key": {"from": "Naam"},
    "birth_year": {"from": "Geboren", "formats": ["%d-%m-%Y"], "part": "year"},
}
PEOPLE = "Nr,Mail,Naam,Geboren\n0042199,Ann.Bakker@Example.org,Bakker,13-07-1980\n0042200,,Visser,31-02-1980\n"


def test_what_lands_is_the_keyed_hash_of_tenant_source_or_kind_and_id(inbox: Inbox) -> None:
    inbox.put("x.csv", PEOPLE)
    inbox.land(inbox.source(COLUMNS, table="hris.employees"))
    assert inbox.rows("hris.employees", "source_person_key, employee_no_key, email_key, surname_key, birth_year") == [
        (
            expected("example|test|0042199"),
            expected("example|employee_no|0042199"),
            expected("example|email|ann.bakker@example.org"),
            expected("example|surname|bakker"),
            1980,
        )
    ]


def test_no_identifier_and_no_key_stands_in_landing_in_any_form(inbox: Inbox) -> None:
    """Not as text, nor as a hash without a key, nor in compressed Parquet (which is read back for that)."""
    inbox.put("x.csv", PEOPLE)
    inbox.land(inbox.source(COLUMNS, table="hris.employees"))
    ids = ("0042199", "0042200", "42199", "bakker", "visser", "example.org", "13-07", "07-13")
    hashes = tuple(
        getattr(hashlib, name)(each.encode()).hexdigest()[:16] for each in ids for name in ("sha256", "md5", "sha1")
    )
    files = [path for path in inbox.home.glob("landing/**/*") if path.is_file()]
    assert len(files) == 2
    for path in files:
        content = path.read_bytes()
        text = content.decode("latin-1").lower()
        if path.suffix == ".parquet":
            text += str(duckdb.sql(f"select * from read_parquet('{path}')").fetchall()).lower()
            text += str(duckdb.sql(f"select * from parquet_metadata('{path}')").fetchall()).lower()
        assert not [each for each in (*ids, *hashes, KEY.hex()) if each in text]
        assert KEY not in content


def test_the_quarantine_is_for_its_owner_only(inbox: Inbox) -> None:
    inbox.put("x.csv", PEOPLE)
    (delivery,) = inbox.land(inbox.source(COLUMNS, table="hris.employees"))
    room = inbox.home / "quarantine"
    assert room.stat().st_mode & 0o777 == 0o700
    assert (room / delivery.delivery_id).stat().st_mode & 0o777 == 0o700
    (path,) = room.glob("*/*.parquet")
    assert path.stat().st_mode & 0o777 == 0o600
    assert inbox.quarantined() == [(3, "birth_year", "31-02-1980", "not_a_date")]


def test_an_id_that_is_blank_gives_no_key(inbox: Inbox) -> None:
    """The hash of an empty text would link everybody without an id."""
    inbox.put("x.csv", "Nr,Mail,Naam,Geboren\n1,,,\n , , ,\n")
    inbox.land(inbox.source(COLUMNS, table="hris.employees"))
    assert inbox.rows("hris.employees", "email_key, surname_key") == [(None, None)]
    assert inbox.quarantined("line_number, column_name, rule") == [(3, "source_person_key", "missing_value")]


def test_an_address_without_an_at_sign_is_none(inbox: Inbox) -> None:
    inbox.put("x.csv", "Nr,Mail,Naam,Geboren\n1,anonymous,,\n2,a@b c.nl,,\n3,a b@c.nl,,\n")
    inbox.land(inbox.source(COLUMNS, table="hris.employees"))
    assert inbox.quarantined() == [
        (2, "email_key", "anonymous", "not_an_email"),
        (3, "email_key", "a@b c.nl", "not_an_email"),
    ]
