"""The database of `make run`: the schema and the made-up landlord, in one process to be quick."""

from housing.data_cli import migrate, seed

if __name__ == "__main__":
    migrate()
    seed()
