"""Money as said to a tenant. Amounts are whole pence; nothing here adds or rounds them."""


def pounds(pence: int) -> str:
    """The amount in words for a text: "£65" or "£24.50"."""
    whole, rest = divmod(pence, 100)
    return f"£{whole}.{rest:02}" if rest else f"£{whole}"
