"""The contracts are valid ODCS, and hold what landing and dbt rest on."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from open_data_contract_standard.model import OpenDataContractStandard

from ingestion.contracts import CONTRACTS, TECHNICAL, load_contracts
from ingestion.dbt_sources import dbt_sources_yaml
from ingestion.errors import ContractInvalid

FILES = sorted(CONTRACTS.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_contract_is_valid_by_the_json_schema_of_the_standard(path: Path) -> None:
    schema = json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text())
    problems = jsonschema.Draft201909Validator(schema).iter_errors(yaml.safe_load(path.read_text()))
    assert [f"{list(problem.path)}: {problem.message}" for problem in problems] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_contract_is_named_as_its_file(path: Path) -> None:
    contract = OpenDataContractStandard.from_file(str(path))
    assert contract.schema_ is not None
    assert (contract.domain, contract.schema_[0].name) == tuple(path.stem.split("_", 1))


def test_every_table_begins_with_the_technical_columns_and_has_a_key_that_begins_with_the_source() -> None:
    for contract in load_contracts().values():
        assert tuple(column.name for column in contract.columns[:5]) == TECHNICAL
        assert contract.key[0] == "source"
        assert len(contract.key) > 1


def test_a_column_of_a_key_is_required_but_for_the_start_of_a_unit_that_always_was_and_the_only_contract() -> None:
    nullable = {
        f"{contract.name}.{column.name}"
        for contract in load_contracts().values()
        for column in contract.columns
        if column.key_position is not None and not column.is_required
    }
    assert nullable == {"hris.org_units.valid_from", "hris.compensation.contract_number"}


def test_no_table_has_a_place_for_a_name_an_address_or_a_full_birth_date() -> None:
    for contract in load_contracts().values():
        for column in contract.columns:
            if column.name.endswith("_key"):
                assert column.pseudonym_kind is not None
                assert column.classification == "pseudonymous"
            else:
                assert column.pseudonym_kind is None
                assert not {"email", "surname", "birth_date", "first_name", "employee_no"} & {column.name}
            assert column.classification in {"pseudonymous", "personal", "organisational"}


def test_shape_is_read_as_the_contract_says_it() -> None:
    contracts = load_contracts()
    spells, fte = contracts["hris.employment_spells"], contracts["hris.job_assignments"].column("fte")
    assert spells.key == ("source", "spell_key")
    assert spells.column("last_day_on").not_before == "started_on"
    assert spells.column("exit_reason").allowed[:3] == ("voluntary", "involuntary", "retirement")
    assert (fte.data_type, fte.minimum, fte.maximum) == ("DECIMAL(9,6)", "0", "2")
    assert contracts["hris.job_assignments"].column("valid_to").is_half_open_end
    assert contracts["lms.learning_records"].column("minutes").unit == "minutes"


@pytest.mark.parametrize(
    ("defect", "replacement", "said"),
    [
        ("metric: invalidValues", "metric: nullValues", "does not enforce"),
        ("physicalType: BIGINT", "physicalType: HUGEINT", "HUGEINT is not one of"),
        ("- name: source\n", "- name: origin\n", "first columns must be"),
        ("value: person", "value: passport", "passport is not one of"),
    ],
)
def test_a_contract_with_something_that_is_not_enforced_is_refused(
    tmp_path: Path, defect: str, replacement: str, said: str
) -> None:
    text = (CONTRACTS / "hris_employees.yaml").read_text()
    assert defect in text
    (tmp_path / "hris_employees.yaml").write_text(text.replace(defect, replacement))
    with pytest.raises(ContractInvalid, match=said):
        load_contracts(tmp_path)


def test_the_sources_of_dbt_hold_every_table_and_column_of_the_contracts() -> None:
    sources = dbt_sources_yaml()
    assert sorted(sources) == ["finance", "hris", "landing", "lms", "plan", "skills", "survey"]
    for contract in load_contracts().values():
        tables = {table["name"]: table for table in sources[contract.domain]["sources"][0]["tables"]}
        listed = [(each["name"], each["data_type"].upper()) for each in tables[contract.table]["columns"]]
        assert listed == [(column.name, column.data_type) for column in contract.columns]
