"""The six digits an authenticator app shows (RFC 6238), from the standard library."""

import base64
import hashlib
import hmac
import struct
import time


def one_time_code(typed_secret, at=None):
    compact = typed_secret.replace(" ", "").upper()
    key = base64.b32decode(compact + "=" * (-len(compact) % 8))
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place:place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
