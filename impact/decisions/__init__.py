"""Decisions: what follows from published figures and the plan. Tables in, tables out; no database, no clock, no row of a person."""
