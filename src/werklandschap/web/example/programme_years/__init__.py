"""Nine years of the programme in a generated country, all of it through the real actions.

``python -m werklandschap.web.example.programme_years HOME`` fills a home with parks that
apply, go on, fade or leave; Green Deals with their money; vouchers, scans and labels. Only
the clock is not real: every action is told its moment. Nothing is written past an action.
How people behave is in `assumptions`, and nowhere else.
"""
