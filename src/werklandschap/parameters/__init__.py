"""Dated numbers with a unit and a source, kept as data and never in code."""

from werklandschap.parameters.read import (
    Assumptions,
    Level,
    Mark,
    Parameter,
    ParameterNotYetInForce,
    UnknownParameter,
    check_known,
    every_parameter,
    parameter,
    scan_parameters,
)

__all__ = [
    "Assumptions",
    "Level",
    "Mark",
    "Parameter",
    "ParameterNotYetInForce",
    "UnknownParameter",
    "check_known",
    "every_parameter",
    "parameter",
    "scan_parameters",
]
