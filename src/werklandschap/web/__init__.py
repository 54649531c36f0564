"""The platform: pages, accounts and long work around the engine; all of Django is here."""
