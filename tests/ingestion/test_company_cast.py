"""Each member of the cast stands in the exports as its reason says, by rows read back from the files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ingestion.company.writing import write_company

END = date(2025, 12, 31)


class Exports:
    """The files of a company, by the role of a member of the cast."""

    def __init__(self, folder: Path) -> None:
        truth = json.loads((folder / "truth.json").read_text())
        self.folder = folder
        self.number = {member["role"]: member["number"] for member in truth["cast"]}
        self.reasons = {member["role"]: member["reason"] for member in truth["cast"]}

    def hris(self, kind: str, role: str) -> list[dict[str, str]]:
        """Rows of one file of the HRIS."""
        rows = self._rows(self.folder / f"hris/{kind}_{END}.csv", encoding="windows-1252", delimiter=";")
        return [row for row in rows if row["Medewerker"] == self.number[role]]

    def contracts(self, role: str) -> list[tuple[date, date | None]]:
        """First and last day of the contracts, the misfits left out."""
        return [
            (dutch(row["Datum in dienst"]), dutch(row["Datum uit dienst"]) if row["Datum uit dienst"] else None)
            for row in self.hris("Dienstverbanden", role)
            if row["Volgnummer"] in {"1", "2"}
        ]

    def completions(self, role: str, *, number: str = "ID number") -> list[tuple[str, dict[str, str]]]:
        """(file, row) of the completions whose account belongs to the member."""
        account = f"{int(self.number[role])}"
        return [
            (path.name, row)
            for path in sorted((self.folder / "lms").glob("completion-*.csv"))
            for row in self._rows(path)
            if row["Username"].endswith(account)
            and not row["Username"][: -len(account)][-1:].isdigit()
            and number in row
        ]

    def newest_wave(self) -> str:
        """Id of the newest wave of the engagement survey."""
        surveys = self._rows(self.folder / "survey" / "surveys.csv")
        return max((row["closed_on"], row["survey_id"]) for row in surveys if row["kind"] == "engagement")[1]

    def newest_responses(self) -> list[dict[str, str]]:
        """Rows of the newest wave, below the three header rows."""
        (path,) = (self.folder / "survey").glob(f"{self.newest_wave()}_*.csv")
        return list(self._rows(path))[2:]

    def newest_invited(self) -> set[str]:
        """Numbers of who was invited to the newest wave."""
        (path,) = (self.folder / "survey").glob(f"distribution-{self.newest_wave()}_*.csv")
        return {row["ExternalDataReference"] for row in self._rows(path)}

    @staticmethod
    def _rows(path: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> Iterator[dict[str, str]]:
        yield from csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter)


def dutch(text: str) -> date:
    day, month, year = map(int, text.split("-"))
    return date(year, month, day)


def moodle(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%y, %H:%M").date()  # noqa: DTZ007  (a local day is meant)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(write_company(tmp_path_factory.mktemp("cast") / "exports", people=100, months=24).folder)


@pytest.mark.parametrize(("role", "gap"), [("rehired_after_30_days", 30), ("rehired_after_31_days", 31)])
def test_rehires_stand_on_both_sides_of_the_thirty_days(exports: Exports, role: str, gap: int) -> None:
    (_, left), (back, still) = exports.contracts(role)
    assert left is not None
    assert (back - left).days - 1 == gap, "days without employment"
    assert still is None


def test_the_mover_has_two_places_without_a_day_between(exports: Exports) -> None:
    first, second = (row for row in exports.hris("Functies", "moves_team") if row["Volgnummer dienstverband"] == "1")
    assert first["Organisatorische eenheid"] != second["Organisatorische eenheid"]
    assert dutch(second["Begindatum"]) - dutch(first["Einddatum"]) == timedelta(days=1)
    assert dutch(second["Begindatum"]).day != 1


def test_two_contracts_at_once_add_up_to_one_fte(exports: Exports) -> None:
    (_, first_ends), (second_begins, second_ends) = exports.contracts("two_contracts_at_once")
    assert first_ends is second_ends is None
    assert second_begins < END
    assert [row["Deeltijdpercentage"] for row in exports.hris("Functies", "two_contracts_at_once")] == [
        "60,00",
        "40,00",
    ]


def test_one_is_trained_on_the_last_day_one_after_it_and_one_before_the_first(exports: Exports) -> None:
    days = {
        role: [moodle(row["Course complete"]) for _, row in exports.completions(role)]
        for role in ("trained_on_last_day", "completes_after_exit", "completes_before_hire")
    }
    assert days["trained_on_last_day"] == [exports.contracts("trained_on_last_day")[0][1]]
    last_day = exports.contracts("completes_after_exit")[0][1]
    assert last_day is not None
    assert days["completes_after_exit"][0] == last_day + timedelta(days=14)
    assert days["completes_before_hire"][0] == exports.contracts("completes_before_hire")[0][0] - timedelta(days=10)


def test_the_future_hire_starts_after_the_export(exports: Exports) -> None:
    assert exports.contracts("hired_in_future")[0][0] > END
    assert exports.hris("Dienstverbanden", "hired_in_future")[0]["Status"] == "Nog niet in dienst"


def test_the_rescinded_hire_and_the_contingent_worker_are_marked(exports: Exports) -> None:
    assert exports.hris("Dienstverbanden", "rescinded_hire")[0]["Indiensttreding ingetrokken"] == "Ja"
    assert exports.hris("Dienstverbanden", "contingent")[0]["Soort medewerker"] == "Inhuur"


def test_one_answers_twice_and_both_responses_are_complete(exports: Exports) -> None:
    number = exports.number["answers_twice"]
    responses = [row for row in exports.newest_responses() if row["ExternalReference"] == number]
    assert [row["Finished"] for row in responses] == ["1", "1"]
    assert responses[0]["RecordedDate"] != responses[1]["RecordedDate"]


def test_two_share_an_address_and_one_of_them_answers_with_nothing_else(exports: Exports) -> None:
    (first,), (second,) = (exports.hris("Medewerkers", f"shares_address_{which}") for which in ("first", "second"))
    assert first["E-mail werk"] == second["E-mail werk"] != ""
    answers = [row for row in exports.newest_responses() if row["RecipientEmail"] == first["E-mail werk"]]
    assert {row["ExternalReference"] for row in answers} == {exports.number["shares_address_first"], ""}


def test_addresses_are_unique_but_for_the_shared_one(exports: Exports) -> None:
    rows = list(Exports._rows(exports.folder / f"hris/Medewerkers_{END}.csv", encoding="windows-1252", delimiter=";"))
    addresses = [row["E-mail werk"] for row in rows if row["E-mail werk"]]
    assert len(addresses) - len(set(addresses)) == 1


def test_one_has_no_address_one_no_number_on_the_platform_and_one_another_address_there(exports: Exports) -> None:
    assert exports.hris("Medewerkers", "without_address")[0]["E-mail werk"] == ""
    ((_, account),) = exports.completions("without_address")
    assert (account["Email address"], account["ID number"]) == ("", exports.number["without_address"])
    ((_, account),) = exports.completions("no_number_on_platform")
    assert account["ID number"] == ""
    assert account["Email address"] == exports.hris("Medewerkers", "no_number_on_platform")[0]["E-mail werk"]
    ((_, account),) = exports.completions("other_address_on_platform")
    assert account["ID number"] == exports.number["other_address_on_platform"]
    assert account["Email address"] != exports.hris("Medewerkers", "other_address_on_platform")[0]["E-mail werk"]


def test_the_platform_knows_people_whom_the_hris_does_not(exports: Exports) -> None:
    roles = [role for role in exports.number if role.startswith("unknown_to_hris")]
    assert len(roles) == 4
    for role in roles:
        assert exports.hris("Medewerkers", role) == exports.hris("Dienstverbanden", role) == []
        ((_, account),) = exports.completions(role)
        assert account["ID number"] == ""
        assert account["Email address"].endswith("@supplier.example")


def test_statuses_and_dates_contradict_each_other_where_they_are_meant_to(exports: Exports) -> None:
    (row,) = exports.hris("Dienstverbanden", "active_but_left")
    assert row["Status"] == "Actief"
    assert dutch(row["Datum uit dienst"]) < END
    (row,) = exports.hris("Functies", "assignment_left_open")
    assert row["Einddatum"] == ""
    assert exports.hris("Dienstverbanden", "assignment_left_open")[0]["Datum uit dienst"] != ""
    assert exports.hris("Dienstverbanden", "on_long_leave")[0]["Status"] == "Langdurig verlof"


def test_the_flag_comes_after_the_notice(exports: Exports) -> None:
    (contract,) = exports.hris("Dienstverbanden", "flagged_after_notice")
    (flag,) = exports.hris("Talenten", "flagged_after_notice")
    assert dutch(contract["Datum opzegging"]) < dutch(flag["Begindatum"]) < dutch(contract["Datum uit dienst"])


def test_nobody_of_the_simulation_is_flagged_after_a_notice(exports: Exports) -> None:
    """Else the one who is would be lost among many."""
    notices = {
        row["Medewerker"]: dutch(row["Datum opzegging"])
        for row in Exports._rows(
            exports.folder / f"hris/Dienstverbanden_{END}.csv", encoding="windows-1252", delimiter=";"
        )
        if row["Datum opzegging"]
    }
    late = {
        row["Medewerker"]
        for row in Exports._rows(exports.folder / f"hris/Talenten_{END}.csv", encoding="windows-1252", delimiter=";")
        if dutch(row["Begindatum"]) >= notices.get(row["Medewerker"], date.max)
    }
    assert late == {exports.number["flagged_after_notice"]}


def test_the_same_contract_stands_there_twice(exports: Exports) -> None:
    first, second = exports.hris("Dienstverbanden", "exported_twice")
    assert first == second


def test_one_day_and_a_long_career_have_their_first_and_last_day(exports: Exports) -> None:
    ((first, last),) = exports.contracts("one_day")
    assert first == last
    ((first, last),) = exports.contracts("retires")
    assert first == date(1986, 9, 1)
    assert exports.hris("Dienstverbanden", "retires")[0]["Reden uit dienst"] == "Pensioen"


def test_invitations_are_a_snapshot_of_the_day_the_survey_opens(exports: Exports) -> None:
    invited = exports.newest_invited()
    expected = {
        "leaves_before_close": True,
        "joins_during_survey": False,
        "contingent": False,
        "hired_in_future": False,
        "answers_twice": True,
    }
    assert {role: exports.number[role] in invited for role in expected} == expected


def test_every_member_says_why_it_is_there(exports: Exports) -> None:
    assert len(exports.reasons) == 29
    assert all(len(reason) > 30 and reason.endswith((".", ").")) for reason in exports.reasons.values())
