"""The environment, read once.

Belongs here: every variable the project reads, its default and where things lie under the home folder. Only `profiles.yml` reads the
environment besides (for the home folder). What a rule of the data is does not belong here: see sources.yaml and dbt_project.yml.
"""

from datetime import date
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
# The parsed project, from which Dagster knows the models; written by `make setup` alone.
MANIFEST = DBT_PROJECT / "target" / "manifest.json"
# Lists the contracts' columns for dbt; generated from the contracts.
CONTRACT_COLUMNS = DBT_PROJECT / "macros" / "contract_columns.sql"
# The catalogue's metrics for MetricFlow; generated from the catalogue.
SEMANTIC_LAYER = DBT_PROJECT / "models" / "marts" / "semantic" / "_semantic_layer.yml"
PRODUCT_VERSION = "0.1.0"


def dbt_sources_file(domain: str) -> Path:
    """The file that tells dbt where the landed tables of a domain lie; generated from the contracts."""
    return DBT_PROJECT / "models" / "staging" / domain / f"_{domain}__sources.yml"


class Settings(BaseSettings):
    """What a run may be told from outside; every field is LEARNING_IMPACT_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="LEARNING_IMPACT_", frozen=True)

    home: Path = Field(default=PROJECT_ROOT / "var", description="where everything a run makes lies")
    sources: Path | None = Field(default=None, description="sources.yaml; default: the one in <home>/exports")
    as_of: date | None = Field(
        default=None, description="the day the figures are as of; default: the newest delivery's"
    )
    rollback: bool = Field(default=False, description="let `current` move to a release of an earlier as-of date")
    key: str | None = Field(
        default=None, description="the pseudonym key, hexadecimal; default: <home>/identity/pseudonym.key"
    )
    schedule: str = Field(default="0 6 * * *", description="cron expression of the scheduled refresh")

    @field_validator("sources", "as_of", "key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """`make refresh SOURCES= ` and an unset variable mean the same."""
        return None if value == "" else value

    @field_validator("home", "sources")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        """Assets run from several working directories; a path means the same in all of them."""
        return None if value is None else value.expanduser().resolve()

    @property
    def exports(self) -> Path:
        """The inbox."""
        return self.home / "exports"

    @property
    def sources_file(self) -> Path:
        """The file that names the sources."""
        return self.sources or self.exports / "sources.yaml"

    @property
    def landing(self) -> Path:
        """What was delivered, as Parquet."""
        return self.home / "landing"

    @property
    def warehouse(self) -> Path:
        """The pipeline's own database; nobody else opens it."""
        return self.home / "warehouse.duckdb"

    @property
    def quarantine(self) -> Path:
        """Rows that fit no contract and rows that failed the gate; mode 700."""
        return self.home / "quarantine"

    @property
    def identity(self) -> Path:
        """The pseudonym key and its version; mode 700."""
        return self.home / "identity"

    @property
    def dbt_output(self) -> Path:
        """What dbt writes beside the warehouse: its parsed project, compiled SQL and logs."""
        return self.home / "dbt"

    @property
    def dagster_home(self) -> Path:
        """Dagster's run history."""
        return self.home / "dagster"

    @property
    def current(self) -> Path:
        """The link to the release that readers see."""
        return self.home / "current"
