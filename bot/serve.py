"""Starts the Rasa server on loopback, from the environment.

BOT_TOKEN, BOT_PORT and BOT_MODEL come from the environment, and the token stays there: as an
argument of the command every account of the machine could read it in the list of processes.
"""

import os

from bot import command_line, import_stubs

# One thread each: the event loop is one thread, and a second only doubles the CPU a turn takes.
SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def main() -> None:
    os.umask(0o077)
    for name in SINGLE_THREADED:
        os.environ.setdefault(name, "1")
    # The gateway is the only caller, and addresses would show the token.
    os.environ.setdefault("SANIC_ACCESS_LOG", "False")
    import_stubs.leave_out(import_stubs.NEVER_CALLED)
    command_line.rasa("run", *_arguments())


def _arguments() -> "list[str]":
    return [
        "--enable-api",
        # One word: a token that begins with a dash would be read as another option.
        f"--auth-token={os.environ['BOT_TOKEN']}",
        *("--interface", "127.0.0.1"),
        *("--port", os.environ.get("BOT_PORT", "5005")),
        *("--model", os.environ["BOT_MODEL"]),
        *("--endpoints", "endpoints.yml"),
        *("--credentials", "credentials.yml"),
    ]


if __name__ == "__main__":
    main()
