"""The engine's front door: whole questions, answered with the packages below."""

from werklandschap.study.baseline import baseline_scan, each_park, scan_park
from werklandschap.study.outcome import BaselineScan, Estimate, ParkScan, Reliability

__all__ = [
    "BaselineScan",
    "Estimate",
    "ParkScan",
    "Reliability",
    "baseline_scan",
    "each_park",
    "scan_park",
]
