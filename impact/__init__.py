"""Impact: estimates from cells. Pure functions; no database, no Dagster, no row of a person."""
