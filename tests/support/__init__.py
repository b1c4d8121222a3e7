"""Real servers for the tests: PostgreSQL, the whole service. Nothing here stands in for a part."""
