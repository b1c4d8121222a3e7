"""Requests that no browser of ours sends: bodies, headers, fields and numbers that are odd."""

import gzip
import zlib
from typing import NamedTuple

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Body(NamedTuple):
    """A body and the headers it comes with."""

    content: bytes
    headers: dict[str, str]


def _of(content: bytes, kind: str, **headers: str) -> Body:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Body(content, {"Content-Type": kind, **more})


PLAIN = b"text=x&csrf=x"
_MULTIPART = b'--b\r\nContent-Disposition: form-data; name="text"\r\n'
BODIES: dict[str, Body] = {
    "nothing": _of(b"", FORM),
    "no type": Body(PLAIN, {}),
    "wrong type": _of(PLAIN, "image/png"),
    "odd type": _of(PLAIN, ";;=//"),
    "bad utf-8": _of(b"text=\xff\xfe", FORM),
    "bad utf-8 escaped": _of(b"text=%ff%fe%ed%a0%80&text=%00", FORM),
    "doubled": _of(b"text=a&text=b&csrf=1&csrf=2&decision=x&decision=y", FORM),
    "many fields": _of(b"&".join(b"a%d=1" % n for n in range(5000)), FORM),
    "only separators": _of(b"&&&===;;;%%%", FORM),
    "too large": _of(b"text=" + b"x" * 200_000, FORM),
    "no boundary": _of(_MULTIPART, "multipart/form-data"),
    "empty boundary": _of(_MULTIPART, "multipart/form-data; boundary="),
    "wrong boundary": _of(_MULTIPART, "multipart/form-data; boundary=c"),
    "cut off": _of(_MULTIPART, "multipart/form-data; boundary=b"),
    "no name": _of(
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "part of another charset": _of(
        _MULTIPART + b"Content-Type: text/plain; charset=nonsense\r\n\r\nx\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "part that is compressed": _of(
        _MULTIPART + b"Content-Encoding: deflate\r\n\r\nno such thing\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "part in an odd encoding": _of(
        _MULTIPART + b"Content-Transfer-Encoding: nonsense\r\n\r\nx\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "part in broken base64": _of(
        _MULTIPART + b"Content-Transfer-Encoding: base64\r\n\r\n=x=\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "nested parts": _of(
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
        b"--c\r\n\r\nx\r\n--c--\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "file for a field": _of(
        b'--b\r\nContent-Disposition: form-data; name="text"; filename="x"\r\n\r\nx\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    **{
        f"charset {name}": _of(PLAIN, f"{FORM}; charset={name}")
        for name in ("nonsense", "base64", "utf-16", "utf-7", "idna", "undefined", "\u00e9", '"')
    },
    **{
        f"json in charset {name}": _of(b'{"text": "x"}', f"{JSON}; charset={name}")
        for name in ("nonsense", "hex", "utf-16")
    },
    **{
        f"{name} that is not": _of(PLAIN, FORM, Content_Encoding=name)
        for name in ("deflate", "gzip", "br", "zstd", "nonsense", "deflate, gzip")
    },
    "gzip": _of(gzip.compress(PLAIN), FORM, Content_Encoding="gzip"),
    "deflate bomb": _of(zlib.compress(b"x" * 10_000_000), FORM, Content_Encoding="deflate"),
    **{
        f"json {name}": _of(content, JSON)
        for name, content in {
            "nothing": b"",
            "broken": b'{"text": ',
            "list": b"[1, 2]",
            "null": b"null",
            "number": b"7",
            "text": b'"x"',
            "nested": b"[" * 10_000,
            "nested objects": b'{"text":' * 10_000,
            "nested and closed": b"[" * 10_000 + b"]" * 10_000,
            "not a number": b'{"text": NaN, "from": Infinity, "client_id": -Infinity}',
            "huge number": b'{"text": 1' + b"0" * 400 + b', "from": 1e400, "client_id": 1e999}',
            "longest number": b'{"text": ' + b"9" * 5000 + b"}",
            "bad utf-8": b'{"text": "\xff"}',
            "utf-16": '{"text": "x"}'.encode("utf-16"),
            "null byte": b'{"text": "a\\u0000b", "client_id": "\\u0000", "from": "\\u0000"}',
            "surrogate": b'{"text": "\\ud800", "client_id": "\\udfff", "from": "\\ud800"}',
            "of wrong kinds": b'{"text": {}, "from": [], "body": {}, "sid": [], "client_id": 7}',
            "odd text": b'{"from": "07700900123", "body": "\\ud800\\u0000", "sid": "\\ud800"}',
            "doubled": b'{"text": 1, "text": "x", "text": null}',
        }.items()
    },
}
VALUES = (
    *("", "\x00", "a\x00b", "\ud800", "9" * 400, "-1", "1e400", "\u00b2", "\u0663", "NaN", "None"),
    *("x" * 50_000, "0001-01-01", "9999-12-31", "2026-02-31", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-12:00", "2026-11-23T09:00:00", "9223372036854775808", "2147483648"),
    *("../..", "{{7*7}}", "' OR 1=1 --", "person:", ":dog", "a\nb\r\nc", "\u202e"),
)
"""What a field may hold."""
NUMBERS = (
    *("9" * 400, "1" + "0" * 400, "9223372036854775808", "2147483648", "-1", "0", "1e400", "NaN"),
    *("%00", "%FF", "%ED%A0%80", "%D9%A3", "%C2%B2", "x", "1.0", "%2B1", "1%0A"),
)
"""What may stand in an address where a number or a word belongs."""
HEADERS: tuple[dict[str, str], ...] = (
    {"Origin": "http://["},
    {"Origin": "\udcff"},
    {"X-CSRF-Token": "\udcff"},
    {"X-Twilio-Signature": "\udcff"},
    {"X-Forwarded-For": "\udcff"},
    {"Authorization": "Basic \udcff"},
    {"Cookie": "hearthline_desk=\udcff; hearthline_day=\udcff; hearthline_chat=\udcff"},
    {"Cookie": 'hearthline_signin="\\777"; ;;=;'},
    {"Content-Length": "0"},
    {"Last-Event-ID": "\udcff|:|x:"},
    {"Accept": "\udcff"},
)
