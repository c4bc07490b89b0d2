"""Which faults mean that the database is away or the disk is full, and not that we erred."""

import errno

from django.db import InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
# SQLite calls these operational too, but waiting does not mend them.
OURS = ("no such table", "no such column", "syntax error", "no such function", "too many sql variables")


def is_outage(exception: BaseException | None) -> bool:
    """Whether coming back later may help."""
    if isinstance(exception, OSError):
        return exception.errno in FULL
    if isinstance(exception, InterfaceError):
        return True
    text = str(exception).lower()
    return isinstance(exception, OperationalError) and not any(words in text for words in OURS)
