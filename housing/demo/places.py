"""200 made-up homes on twenty made-up streets in four patches.

Postcodes have the right shape but an area, HL, that Royal Mail does not use.
"""

from collections.abc import Iterator

from housing.domain.people.homes import Home

HOMES_PER_STREET = 10
HEATING = ("gas_boiler", "gas_boiler", "gas_boiler", "storage_heaters", "communal")

# Patch, then its streets: name, postcode, and whether the homes are flats in a block.
STREETS = {
    "Quayside": (
        ("Lantern Wharf", "HL1 1AA", True),
        ("Ropewalk Court", "HL1 1AB", True),
        ("Tidewater Street", "HL1 1AD", False),
        ("Pilot Lane", "HL1 1AE", False),
        ("Cooper's Reach", "HL1 1AF", False),
    ),
    "Lockfields": (
        ("Sluice House", "HL2 3BA", True),
        ("Barge Terrace", "HL2 3BB", False),
        ("Towpath Close", "HL2 3BD", False),
        ("Windlass Way", "HL2 3BE", False),
        ("Paddle Gate", "HL2 3BF", False),
    ),
    "Millgate": (
        ("Millstone Heights", "HL3 5DA", True),
        ("Hopper Row", "HL3 5DB", False),
        ("Weaver's Yard", "HL3 5DD", False),
        ("Bobbin Street", "HL3 5DE", False),
        ("Flywheel Road", "HL3 5DF", False),
    ),
    "Northbank": (
        ("Heron Tower", "HL4 7EA", True),
        ("Sedge Avenue", "HL4 7EB", False),
        ("Otter Crescent", "HL4 7ED", False),
        ("Willowbend", "HL4 7EE", False),
        ("Reedmarsh Drive", "HL4 7EF", False),
    ),
}


def demo_homes() -> Iterator[Home]:
    """All homes, in a fixed order; ids are given by the database."""
    number = 0
    for patch, streets in STREETS.items():
        for street, postcode, flats in streets:
            for door in range(1, HOMES_PER_STREET + 1):
                number += 1
                yield Home(
                    id=0,
                    reference=f"HRH{number:04}",
                    address=f"Flat {door}, {street}" if flats else f"{door} {street}",
                    postcode=postcode,
                    patch=patch,
                    bedrooms=1 + number % 4,
                    toilets=2 if number % 4 == 3 else 1,
                    floor=(door - 1) // 2 if flats else 0,
                    heating=HEATING[number % len(HEATING)],
                )
