"""A handler that takes a file: the body of the request goes to the disk as it comes."""

from __future__ import annotations

import tempfile
from typing import IO, Any, ClassVar
from urllib.parse import unquote

from tornado.web import HTTPError, stream_request_body

from prevention_cpd.server.handler import Handler


@stream_request_body
class Upload(Handler):
    """Takes one file as the body of a `PUT` or `POST`.

    The page sends the header `X-XSRFToken`, and the file's name, percent-encoded, as `X-File-Name`.
    """

    #: The largest file, in bytes.
    largest: ClassVar[int] = 64 * 1024 * 1024

    async def prepare(self) -> None:
        """Let in who may come, before anything of the file is read."""
        await super().prepare()
        if int(self.request.headers.get("Content-Length", 0)) > self.largest:
            raise HTTPError(413)
        connection: Any = self.request.connection
        connection.set_max_body_size(self.largest)
        # Closed when the answer is sent.
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115

    def data_received(self, chunk: bytes) -> None:
        """Keep what has come."""
        self.file.write(chunk)

    def opened(self) -> IO[bytes]:
        """Return the file, open at its beginning; it is gone when the answer is sent."""
        self.file.seek(0)
        return self.file

    @property
    def file_name(self) -> str:
        """The name that the sender gives the file, without folders; it may be anything."""
        name = unquote(self.request.headers.get("X-File-Name", ""))
        return name.replace("\\", "/").rpartition("/")[2]

    def on_finish(self) -> None:
        """Let go of the file."""
        if hasattr(self, "file"):
            self.file.close()
