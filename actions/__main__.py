"""`python -m actions`: the action server on loopback."""

from actions.server import make_server
from housing import process
from housing.bootstrap import build
from housing.settings import load_settings


def main() -> None:
    process.begin()
    settings = load_settings()
    server = make_server(build(settings))
    server.run(host="127.0.0.1", port=settings.actions_port, single_process=True, motd=False)


if __name__ == "__main__":
    main()
