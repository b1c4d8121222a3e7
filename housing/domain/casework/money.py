"""Money in pence, as said to a tenant."""


def pounds(pence: int) -> str:
    """Whole pounds without pence: £65, £24.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole}.{rest:02}" if rest else f"£{whole}"
