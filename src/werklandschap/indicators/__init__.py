"""What we measure: one plain function per indicator, one value per park."""

from werklandschap.indicators._declare import INDICATORS, Indicator, Theme, indicator

__all__ = ["INDICATORS", "Indicator", "Theme", "indicator"]
