"""Names that fit into the room that the server has for them."""

from hashlib import sha256

LONGEST_NAME = 64


def shorten(name: str, room: int = 0) -> str:
    """Fit a name into MySQL's 64 characters, leaving some free, by hashing what is over."""
    most = LONGEST_NAME - room
    digest = sha256(name.encode()).hexdigest()[:8]
    return name if len(name) <= most else f"{name[: most - 9]}_{digest}"
