"""Receipts and invitation codes: what is kept of them is a hash."""

import hashlib
import hmac
import re
import secrets
from uuid import UUID

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread
LENGTH = 16  # 80 random bits
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
RECEIPT = re.compile(r"[0-9a-f]{32}")


def new_code() -> str:
    """Return a code as it is printed in a letter: four groups of four."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def code_hash(code: str) -> str:
    """Return what is kept of a code, however it was typed.

    >>> code_hash("abcd-0123 efgh-jkmn") == code_hash("ABCDO123EFGHJKMN")
    True
    """
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(READ_AS)
    return hashlib.sha256(f"invitation:{plain}".encode()).hexdigest()


def new_receipt() -> str:
    """Return 128 random bits in hexadecimal: the participant's own key, kept on their device."""
    return secrets.token_hex(16)


def receipt_hash(receipt: str) -> str:
    """Return what is kept of a receipt; empty for what is none."""
    plain = "".join(receipt.split()).lower()
    return hashlib.sha256(f"receipt:{plain}".encode()).hexdigest() if RECEIPT.fullmatch(plain) else ""


def account_hash(account: UUID, conversation: UUID, secret: str) -> str:
    """Return what says that an account joined a conversation: nobody without the secret can test it."""
    said = f"{conversation}:{account}".encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
