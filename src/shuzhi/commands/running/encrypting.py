"""Whether the 内部 zip is encrypted, and with which password: settled before anything is written."""

from collections.abc import Callable

from shuzhi.deliver.encrypted import sound
from shuzhi.model.settings import Settings

Password = Callable[[], str | None]


def nobody() -> str | None:
    """The password where nobody can be asked for one."""
    return None


def wanted(password: Password, settings: Settings, *, asked: bool) -> Password:
    """What gives the password to encrypt with; one that gives None where neither somebody `asked` nor 参数 wants it.

    A function, so that the password stands in nothing that is printed, pickled or kept. Raises NotEncrypted.
    """
    if not asked and "encrypt" not in settings.switches:
        return nobody
    given = sound(password())
    return lambda: given
