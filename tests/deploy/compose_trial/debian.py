"""What Debian's packages give: an engine, `debootstrap`, and the Compose of a later Debian.

The mirror is the one that the machine itself uses; no address is written here.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.compose_trial.commands import TrialError, UnavailableError, run

COMPOSE_SUITE = "trixie"
"""The first Debian whose package `docker-compose` is Compose 2."""

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
PROGRAMS = {"dockerd": "docker.io", "containerd": "containerd", "debootstrap": "debootstrap"}
ADMIN_FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"
"""Debian's own programs first: another `docker` on the PATH may be only a client, and of another version."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """Where the machine's packages come from, and the suite that it runs."""

    address: str
    suite: str


def install_programs() -> None:
    """Install the engine and `debootstrap` where they are missing.

    Raises:
        UnavailableError: they cannot be installed here.
    """
    if os.geteuid() != 0:
        raise UnavailableError("only root may start an engine and make base images")
    if not shutil.which("apt-get"):
        raise UnavailableError("the engine and the base images come from Debian's packages: no apt-get here")
    missing = [package for program, package in PROGRAMS.items() if not program_path(program)]
    if not missing:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], variables=environment)
        run(
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing],
            variables=environment,
        )
    except TrialError as error:
        raise UnavailableError(f"{', '.join(missing)} cannot be installed: {error}") from error


def program_path(name: str) -> str | None:
    """Where Debian's program of that name is."""
    return shutil.which(name, path=ADMIN_FOLDERS)


def machine_mirror() -> Mirror:
    """Ask apt which mirror serves the suite that this machine runs.

    Raises:
        UnavailableError: none does, because this is no Debian.
    """
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text("utf-8").splitlines() if "=" in line
    )
    suite = release.get("VERSION_CODENAME", "").strip('"')
    targets = run(
        [
            "apt-get",
            "indextargets",
            "--format",
            "$(ORIGIN)|$(CODENAME)|$(COMPONENT)|$(SITE)",
            "Created-By: Packages",
        ]
    )
    for line in targets.splitlines():
        origin, codename, component, address = line.split("|")
        if (origin, codename, component) == ("Debian", suite, "main"):
            return Mirror(address, suite)
    raise UnavailableError("apt knows no mirror of this machine's own Debian")


def unpack_compose(mirror: Mirror, folder: Path) -> Path:
    """Unpack the later Debian's Compose into `folder`, beside the machine's packages, and return the program.

    Raises:
        UnavailableError: it is not to be had.
    """
    configuration = _apt_configuration(mirror, folder)
    environment = {**os.environ, "APT_CONFIG": str(configuration)}
    try:
        run(["apt-get", "update", "-q"], variables=environment)
        run(["apt-get", "download", "-q", "docker-compose"], variables=environment, folder=folder)
        (package,) = folder.glob("docker-compose_*.deb")
        run(["dpkg", "-x", package, folder / "unpacked"])
    except TrialError as error:
        raise UnavailableError(f"Debian's package docker-compose is not to be had: {error}") from error
    for program in (folder / "unpacked").rglob("docker-compose"):
        if program.is_file() and os.access(program, os.X_OK):
            return program
    raise UnavailableError("Debian's package docker-compose holds no program of that name")


def _apt_configuration(mirror: Mirror, folder: Path) -> Path:
    """Have apt know the later suite alone, and keep its state away from the machine's."""
    for name in ("sources", "preferences", "lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    # apt fetches as a user of its own.
    folder.chmod(0o755)
    (folder / "status").touch()
    sources = folder / "sources.list"
    sources.write_text(f"deb [signed-by={KEYRING}] {mirror.address} {COMPOSE_SUITE} main\n", "utf-8")
    configuration = folder / "apt.conf"
    configuration.write_text(
        f'Dir::Etc::SourceList "{sources}";\n'
        f'Dir::Etc::SourceParts "{folder / "sources"}";\n'
        f'Dir::Etc::Preferences "{folder / "none"}";\n'
        f'Dir::Etc::PreferencesParts "{folder / "preferences"}";\n'
        f'Dir::State "{folder}";\n'
        f'Dir::State::Status "{folder / "status"}";\n'
        f'Dir::State::Lists "{folder / "lists"}";\n'
        f'Dir::Cache "{folder / "cache"}";\n'
        'APT::Sandbox::User "root";\n',
        "utf-8",
    )
    return configuration
