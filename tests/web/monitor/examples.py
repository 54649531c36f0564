"""Examples of the parts of addresses of the dashboard."""

PUBLIC = {
    "course",
    "course_data",
    "forecast",
    "programme_effect",
    "quarterly_report",
    "quarterly_slides",
}
OF_A_PARK = frozenset()


def examples(*, park, people, plan):
    """Name a quarter."""
    return {"year": 2026, "quarter": 1}
