"""The made-up landlord's homes and people, for demonstrations and tests. Nobody here is real."""
