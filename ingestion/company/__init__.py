"""The fictional company: exports in the vendors' own formats, with effects that are known because they were put in.

Simulation and writing of exports only. Reading exports is the work of the rest of ingestion, which must treat these
files as it treats any other and never looks at `truth.json`. Start at `writing.py`.
"""
