"""Data for programs: a REST API and OGC API Features."""
