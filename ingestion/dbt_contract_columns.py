"""A dbt macro that lists the contracts' columns, generated from the contracts, so that a model can go through them all.

Belongs here: the text of that macro. The caller writes the file; what is counted of the columns stands in the models that call it. Macros are
known when dbt parses, which its graph of sources is not: hence a file, and not a query of the graph.
"""

from collections.abc import Mapping

from ingestion.contracts import Contract, load_contracts

_HEADER = """\
{# Generated from the contracts by `python -m orchestration.commands generated`: change those, not this. #}

{#
  Every contract table with its columns but the technical ones, as lists: of tables [domain, table, columns], of columns
  [name, what an empty cell means or '', column beside which it is needed or '', whether some are expected to be filled].
#}
"""


def contract_columns_macro(contracts: Mapping[str, Contract] | None = None) -> str:
    """The content of dbt's macro file.

    Args:
        contracts: Contracts by name; None for those of this package.
    """
    listed = (load_contracts() if contracts is None else contracts).values()
    tables = ",\n".join(_table(contract) for contract in listed)
    return f"{_HEADER}{{% macro contract_columns() %}}{{{{ return([\n{tables}\n]) }}}}{{% endmacro %}}\n"


def _table(contract: Contract) -> str:
    columns = ",\n".join(
        f"        [{column.name!r}, {column.empty_means or ''!r}, {column.needed_with or ''!r}, {str(column.is_some_expected).lower()}]"
        for column in contract.filled
    )
    return f"    [{contract.domain!r}, {contract.table!r}, [\n{columns}\n    ]]"
