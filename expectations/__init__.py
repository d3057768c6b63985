"""Expectations: the gate. Great Expectations opens a candidate read-only and says whether it may be published."""
