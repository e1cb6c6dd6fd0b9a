"""Writing an exported file, closed to others where it holds keys of graded questions."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from prevention_cpd.core.problems import Code, CourseError, Problem


def write_file(path: Path, data: bytes, *, private: bool) -> None:
    """Write the file; a private one is never readable by others, not even while it is written.

    Args:
        path: where it goes; what is there is replaced.
        data: what it holds.
        private: whether only its owner may read it (mode 600).

    Raises:
        CourseError: when it cannot be written there.
    """
    try:
        if private:
            # The temporary file has mode 600 from the start, whatever stood at the path before.
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            try:
                with open(handle, "wb") as file:  # noqa: PTH123  # it is open already
                    file.write(data)
                os.replace(name, path)  # noqa: PTH105
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        else:
            path.write_bytes(data)
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        fix = "Name a file in a folder that is there and that you may write to"
        raise CourseError([Problem(file=path, line=0, code=Code.FILE_MISSING, what=what, fix=fix)]) from None
