"""Files written in one step and removed, with failures told in words."""

from __future__ import annotations

import tempfile
from pathlib import Path

from installers.api import NotSupported


def write(path: Path, content: bytes, mode: int = 0o644) -> bool:
    """Put the file there so that no reader ever sees half of it; False if it was so already.

    Raises
    ------
    NotSupported
        The file cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == content and path.stat().st_mode & 0o777 == mode:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content, mode)
    except OSError as error:
        raise NotSupported(f"{path} could not be written: {error.strerror}. Make its folder writable.") from error
    return True


def remove(path: Path) -> bool:
    """Remove the file; False if there was none.

    Raises
    ------
    NotSupported
        The file cannot be removed.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise NotSupported(f"{path} could not be removed: {error.strerror}. Remove it by hand.") from error
    return True


def _replace(path: Path, content: bytes, mode: int) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        new = Path(file.name)
        try:
            file.write(content)
            file.flush()
            new.chmod(mode)
            new.replace(path)
        except OSError:
            new.unlink()
            raise
