"""What we measure: one plain function per indicator, one value per park."""

from werklandschap.indicators._declare import INDICATORS, Indicator, Theme, indicator
from werklandschap.indicators._once import forget

__all__ = ["INDICATORS", "Indicator", "Theme", "forget", "indicator"]
