"""Running the application until somebody stops it."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import signal
import socket
import stat
from typing import TYPE_CHECKING

from prevention_cpd.server.app import listen, make_app

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from prevention_cpd.server.app import Server
    from prevention_cpd.server.settings import Settings

#: Seconds for which a request that has begun may go on when the server is stopped.
_GRACE = 5


def serve(
    settings: Settings,
    address: str,
    port: int,
    *,
    tls: ssl.SSLContext | None = None,
    ready: Callable[[Server, int], object] = lambda _app, _port: None,
) -> None:
    """Answer at an address until Ctrl-C or a request to end; what has begun by then is finished.

    Args:
        settings: of the server.
        address: a name or number of this machine.
        port: 0 takes a free one.
        tls: encrypts, where it is given.
        ready: called with the application and the port as soon as it answers.

    Raises:
        CourseError: when the course or its record cannot be used.
        OSError: when the address cannot be used.
    """
    asyncio.run(_serve(settings, address, port, tls, ready))


async def _serve(
    settings: Settings,
    address: str,
    port: int,
    tls: ssl.SSLContext | None,
    ready: Callable[[Server, int], object],
) -> None:
    app = make_app(settings)
    stop = asyncio.Event()
    # Ctrl-C, a request to end, and the window that was closed.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no such handlers, and no SIGHUP; there Ctrl-C ends the loop by itself.
        with contextlib.suppress(NotImplementedError, AttributeError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
    try:
        server = listen(app, port, address, tls)
        # Port 0 has become a real one.
        bound = next(iter(server._sockets.values())).getsockname()[1]  # noqa: SLF001  # Tornado tells it nowhere else
        ready(app, bound)
        await stop.wait()
        server.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(app.keeping.settled(), _GRACE)
        await server.close_all_connections()
    finally:
        app.close()


def close_folder(folder: Path) -> bool:
    """Let only its owner into a folder; return whether it was open to others before.

    Raises:
        OSError: when it cannot be closed.
    """
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "posix" or not mode & 0o077:
        return False
    folder.chmod(mode & 0o700)
    return True


def is_open(folder: Path) -> bool:
    """Tell whether others on this machine can look into a folder."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    return os.name == "posix" and bool(mode & 0o077)


def own_address() -> str:
    """Return the number of this machine in the network that it is in; 127.0.0.1 where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: it only asks the system from where it would send.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def shown_address(address: str) -> str:
    """Return what stands in an address for browsers where the server was told to answer at this one.

    0.0.0.0 means every network of this machine, and can be opened from no other; IPv6 is put in brackets.
    """
    if address == "0.0.0.0":  # noqa: S104  # it is only compared
        return own_address()
    return f"[{address}]" if ":" in address else address


def is_this_machine(address: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
