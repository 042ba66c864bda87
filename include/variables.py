"""What a variable of the environment may say, and what is said where it says something else."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

OBJECT_STORE_SCHEME = "s3"
"""The only kind of object store whose client is installed."""


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the variable and says what to do."""


class Variables:
    """The variables of an environment, each read as what it is to be.

    Every method raises a `SettingsError` where the variable that it names cannot be used.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str:
        """What stands there, empty where nothing does."""
        return self._environment.get(name, "")

    def path(self, name: str, default: Path) -> Path:
        """A file or folder of this machine, from the root on."""
        return Path(self.text(name) or default).expanduser().absolute()

    def place(self, name: str, default: str) -> str:
        """A folder as a whole path, or the URL of an object store."""
        place = self._environment.get(name) or default
        scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:/", place)
        # The bucket may follow the name of one of Airflow's connections: s3://connection@bucket/prefix.
        is_bucket = re.match(rf"{OBJECT_STORE_SCHEME}://([^/@]+@)?[^/@]+(/|$)", place)
        if scheme and not is_bucket:
            raise SettingsError(
                f"{name} is {place!r}: set it to the plain path of a folder, "
                f"or to {OBJECT_STORE_SCHEME}://bucket/prefix, or unset it"
            )
        return place if is_bucket or not place else str(Path(place).expanduser().absolute())

    def whole_number(self, name: str, default: int, *, minimum: int = 1, maximum: int | None = None) -> int:
        """A whole number within bounds, bounds included."""
        text = self._environment.get(name)
        if not text:
            return default
        is_number = text.isascii() and text.isdigit()
        if not is_number or int(text) < minimum or (maximum is not None and int(text) > maximum):
            bounds = f"at least {minimum}" + (f" and at most {maximum}" if maximum is not None else "")
            raise SettingsError(f"{name} is {text!r}: set it to a whole number of {bounds}, or unset it")
        return int(text)

    def one_of(self, name: str, values: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self._environment.get(name) or default
        if value not in values:
            raise SettingsError(f"{name} is {value!r}: set it to {' or '.join(values)}, or unset it")
        return value

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Settings as `name=value name=value`, a value with spaces in quotes as for a shell."""
        try:
            pairs = [part.partition("=") for part in shlex.split(self.text(name))]
        except ValueError as error:
            raise SettingsError(f"{name} cannot be read ({error}): a quote is missing") from error
        for key, equals, _ in pairs:
            if not (key and equals):
                # What it is, is not said: it may hold a secret.
                raise SettingsError(f"{name} holds what is no pair: set it to name=value name=value ...")
        return tuple((key, value) for key, _, value in pairs)

    def contact(self, name: str) -> str:
        """What the header of a request can hold."""
        contact = self.text(name).strip()
        if not re.fullmatch(r"[ -'*-\[\]-~]{0,200}", contact):
            raise SettingsError(
                f"{name} is not usable: set it to a mail address or to the address of a page, "
                "in ASCII letters"
            )
        return contact

    def addresses(self, name: str) -> tuple[str, ...]:
        """Mail addresses, separated by commas."""
        addresses = tuple(part.strip() for part in self.text(name).split(",") if part.strip())
        for address in addresses:
            if not re.fullmatch(r"[!-~]+@[!-~]+", address):
                raise SettingsError(
                    f"{name} holds {address!r}: set it to mail addresses, separated by commas"
                )
        return addresses

    def secret_url(self, name: str, schemes: tuple[str, ...]) -> str:
        """A URL that no message repeats."""
        url = self.text(name)
        try:
            parts = urlsplit(url)
            is_usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_usable = False
        if url and not is_usable:
            beginnings = " or ".join(f"{scheme}://" for scheme in schemes)
            raise SettingsError(
                f"{name} is not usable: set it to a URL that begins with {beginnings}, or unset it"
            )
        return url
