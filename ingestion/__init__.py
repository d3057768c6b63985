"""Ingestion: read any export, check it against a contract, pseudonymise it, land it once.

What the data mean is decided later, in dbt.
"""
