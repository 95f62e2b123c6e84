"""What can go wrong in the user's world; each error's text is the Indonesian sentence she reads."""


class UserError(Exception):
    """Something the user can understand and mend; str() is one complete Indonesian sentence."""


class InputError(UserError):
    """A value that cannot be accepted; nothing was written.

    `field` is the key of the figure or column concerned ("" where there is none).
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class FrozenError(UserError):
    """A period that was signed; only a Perubahan opens it again. Nothing was changed."""


class FileError(UserError):
    """A file that cannot be opened, read or written; the file is as it was before."""


class DamagedError(FileError):
    """A file whose content cannot be believed; a sibling or a backup of it may be whole."""
