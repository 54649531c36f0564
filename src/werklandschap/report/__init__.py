"""Documents for people: the report, the map and the files of a scan."""
