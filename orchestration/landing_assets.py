"""Landing as Dagster assets: one multi-asset a source, and the register that says which deliveries count.

Belongs here: what a landing reports to Dagster and what may be retried. Reading, checking and writing belong to ingestion/.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import dagster as dg

from ingestion.contracts import load_contracts
from ingestion.definitions import Source, Sources
from ingestion.deliveries import write_deliveries, write_empty_tables
from ingestion.errors import IngestionError
from ingestion.finding import find_files
from ingestion.landing import LandedDelivery, LandedTable, land
from orchestration.dbt_assets import landing_key
from orchestration.pseudonym_key import pseudonym_key
from orchestration.settings import Settings

REGISTERS = ("company", "deliveries", "source_rules")

# Only a source that did not answer is worth asking again (an OSError of its file system); what ingestion itself refuses stays
# refused until somebody corrects it.
RETRIES = dg.RetryPolicy(max_retries=3, delay=2, backoff=dg.Backoff.EXPONENTIAL)


def raw_key(source: str, table: str) -> dg.AssetKey:
    """What one source delivered of one contract table: `raw/<source>/<domain>_<table>`."""
    return dg.AssetKey(["raw", source, table.replace(".", "_")])


def _tables(source: Source) -> list[str]:
    """The contract tables that a source feeds."""
    return sorted({table.table for kind in source.files.values() for table in kind.tables})


def _parts(table: str, deliveries: Sequence[LandedDelivery]) -> dict[str, LandedTable]:
    """What each file brought for a table, by file name."""
    return {delivery.file_name: part for delivery in deliveries for part in delivery.tables if part.table == table}


def _report(table: str, deliveries: Sequence[LandedDelivery]) -> dict[str, dg.MetadataValue]:
    """Rows in, landed and quarantined over the deliveries of a source, for the run's page."""
    parts = _parts(table, deliveries)
    by_rule: defaultdict[str, int] = defaultdict(int)
    for part in parts.values():
        for rule, count in part.quarantined_by_rule.items():
            by_rule[rule] += count
    landed = sum(part.rows_landed for part in parts.values())
    return {
        "dagster/row_count": dg.MetadataValue.int(landed),
        "rows_read": dg.MetadataValue.int(sum(part.rows_read for part in parts.values())),
        "rows_landed": dg.MetadataValue.int(landed),
        "rows_quarantined": dg.MetadataValue.int(sum(part.rows_quarantined for part in parts.values())),
        "quarantined_by_rule": dg.MetadataValue.json(dict(sorted(by_rule.items()))),
        "files": dg.MetadataValue.json(sorted(parts)),
    }


def source_asset(source: Source, *, settings: Settings) -> dg.AssetsDefinition:
    """One source: its files found, checked, pseudonymised and landed. A file landed before is passed over."""
    tables = _tables(source)

    @dg.multi_asset(
        name=f"land_{source.name}",
        specs=[
            dg.AssetSpec(
                raw_key(source.name, table),
                group_name="landing",
                description=f"What `{source.name}` delivered for the contract `{table}`, checked row by row and pseudonymised. "
                "Rows that do not fit lie in the quarantine with file, line, column, value, rule and remedy.",
                kinds={"parquet"},
            )
            for table in tables
        ],
        retry_policy=RETRIES,
    )
    def land_source(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        key = pseudonym_key(settings.identity, given=settings.key)
        try:
            found = find_files(source)
            deliveries = [
                land(source, file, home=settings.home, key=key.secret, key_version=key.version)
                for file in found
                if file.kind is not None
            ]
        except IngestionError as refusal:
            raise dg.Failure(description=str(refusal), allow_retries=False) from None
        for file in found:
            if file.kind is None and file.location != str(settings.sources_file):
                context.log.warning(f"{source.name}: {file.file_name} fits no pattern of the source and was not read")
        new = sum(1 for delivery in deliveries if not delivery.was_already_there)
        read = sum(part.rows_read for delivery in deliveries for part in delivery.tables)
        quarantined = sum(part.rows_quarantined for delivery in deliveries for part in delivery.tables)
        context.log.info(
            f"{source.name}: {len(deliveries)} files, {new} new; {read:,} rows read, {quarantined:,} quarantined"
        )
        for table in tables:
            yield dg.MaterializeResult(asset_key=raw_key(source.name, table), metadata=_report(table, deliveries))

    return land_source


def register_asset(sources: Sources, *, settings: Settings) -> dg.AssetsDefinition:
    """What dbt reads: the landed tables, empty ones where no source feeds them, and the register of deliveries."""
    contracts = load_contracts()
    feeding: defaultdict[str, list[dg.AssetKey]] = defaultdict(list)
    for source in sources.sources:
        for table in _tables(source):
            feeding[table].append(raw_key(source.name, table))
    specs = [
        dg.AssetSpec(
            landing_key(contract.domain, contract.table),
            deps=feeding[contract.name],
            group_name="landing",
            description=f"{contract.purpose} Grain: {contract.grain}.",
            kinds={"parquet"},
        )
        for contract in contracts.values()
    ] + [
        dg.AssetSpec(
            landing_key("landing", name),
            deps=sorted({key for keys in feeding.values() for key in keys}),
            group_name="landing",
            description=description,
            kinds={"parquet"},
        )
        for name, description in {
            "company": "The company block of sources.yaml: one row.",
            "deliveries": "Every accepted delivery and table: what it is, when it was known, and rows read = landed + quarantined.",
            "source_rules": "How sources.yaml decides the contradictions of each source.",
        }.items()
    ]

    @dg.multi_asset(name="register_deliveries", specs=specs)
    def register_deliveries(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        write_empty_tables(settings.home)
        register = write_deliveries(settings.home, sources).to_pylist()
        unbalanced = [row for row in register if row["rows_read"] != row["rows_landed"] + row["rows_quarantined"]]
        if unbalanced:
            raise dg.Failure(
                description=f"Rows were lost in landing (read is not landed + quarantined): {unbalanced[0]}",
                allow_retries=False,
            )
        deliveries = {row["delivery_id"] for row in register}
        context.log.info(f"{len(deliveries)} deliveries known so far; rows read = landed + quarantined in each")
        for spec in specs:
            yield dg.MaterializeResult(asset_key=spec.key)

    return register_deliveries
