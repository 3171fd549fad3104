"""What the server and its workers say to one another: messages over sockets, each as a whole."""

import pickle
import socket
import struct
from typing import Any

LENGTH = struct.Struct("!Q")
READY, TAKEN, DONE = "ready", "taken", "done"


def send(end: socket.socket, message: object) -> None:
    """Write a message whole."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    end.sendall(LENGTH.pack(len(data)) + data)


def receive(end: socket.socket) -> Any:
    """Return the next message. Errors: EOFError where there will be none."""
    (length,) = LENGTH.unpack(_exactly(end, LENGTH.size))
    return pickle.loads(_exactly(end, length))


def _exactly(end: socket.socket, length: int) -> bytes:
    parts, left = [], length
    while left:
        part = end.recv(min(left, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
