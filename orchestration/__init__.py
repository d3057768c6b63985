"""Orchestration: the only room that imports the others. Dagster definitions, settings and user commands; no rule of the data lives here."""
