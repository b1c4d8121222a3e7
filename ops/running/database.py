"""The database of `make run`: the schema and the made-up landlord, in one process to be quick.

Beside real credentials, or in a landlord's own database, the schema alone.
"""

from housing.data_cli import add_demo, migrate
from housing.demo.seed import NotTheDemo
from housing.settings import load_settings

if __name__ == "__main__":
    migrate()
    try:
        print(add_demo(load_settings()))
    except NotTheDemo as refusal:
        print(refusal)
