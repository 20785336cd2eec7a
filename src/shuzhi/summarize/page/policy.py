"""The page's content security policy: nothing from outside, of its own only what stands in it word for word."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The value of Content-Security-Policy for these inline scripts and style sheets.

    Source: https://www.w3.org/TR/CSP3/ (hash sources; data blocks are no scripts and need none).
    """
    return "; ".join((
        "default-src 'none'", f"script-src {_hashes(scripts)}", f"style-src {_hashes(styles)}", "img-src data:",
        "base-uri 'none'", "form-action 'none'",
    ))


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts) or "'none'"
