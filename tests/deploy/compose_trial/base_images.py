"""The images that the project's files begin with, made from Debian's packages: no registry is asked.

One Debian serves as both. What the machine needs to reach the package index (its certificates, the index's
address) goes into these images at the time of the trial, and never into the project's files.
"""

import os
import shutil
from pathlib import Path

from tests.deploy.compose_trial.commands import TrialError, UnavailableError, run
from tests.deploy.compose_trial.debian import Mirror, program_path
from tests.deploy.compose_trial.engine import Engine

PYTHON_IMAGE = "pressmark-trial-python"
POSTGRES_IMAGE = "pressmark-trial-postgres"
REDIS_IMAGE = "pressmark-trial-redis"
"""Names of our own: the files take them as arguments, so the trial tries these, too."""

PACKAGES = "ca-certificates,python3,python3-pip,python3-venv,postgresql"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
INDEX_VARIABLES = ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX")
ENTRYPOINT = Path(__file__).with_name("postgres_entrypoint.sh")


def make_base_images(engine: Engine, mirror: Mirror, folder: Path, *, with_redis: bool = False) -> None:
    """Make the images under the names that this module states.

    Raises:
        UnavailableError: the packages are not to be had.
    """
    tree = folder / "tree"
    packages = f"{PACKAGES},redis-server" if with_redis else PACKAGES
    try:
        run(
            [
                # In namespaces of its own: whatever becomes of it, nothing stays mounted or running.
                "unshare", "--mount", "--pid", "--fork", "--kill-child",
                program_path("debootstrap") or "debootstrap",
                "--variant=minbase", f"--include={packages}", mirror.suite, tree, mirror.address,
            ]
        )  # fmt: skip
    except TrialError as error:
        raise UnavailableError(f"no base image can be made: {error}") from error
    _complete(tree)
    (programs,) = (path.relative_to(tree) for path in (tree / "usr/lib/postgresql").glob("*/bin"))
    archive = folder / "tree.tar"
    run(["tar", "--create", "--file", archive, "--directory", tree, "--one-file-system", "."])
    shutil.rmtree(tree)
    changes = [argument for change in _python_changes() for argument in ("--change", change)]
    engine.call("import", *changes, archive, PYTHON_IMAGE)
    archive.unlink()
    _make_postgres_image(engine, Path("/") / programs, folder)
    if with_redis:
        _make_redis_image(engine, folder)


def _complete(tree: Path) -> None:
    """Add what the images of a registry have and Debian's packages lack."""
    for link in ("python", "python3"):
        (tree / "usr/local/bin" / link).symlink_to("/usr/bin/python3")
    if CERTIFICATES.exists():
        shutil.copyfile(CERTIFICATES, tree / CERTIFICATES.relative_to("/"))
    shutil.copy(ENTRYPOINT, tree / "usr/local/bin/docker-entrypoint.sh")
    data = tree / "var/lib/postgresql/data"
    data.mkdir()
    shutil.copystat(data.parent, data)
    owner = data.parent.stat()
    os.chown(data, owner.st_uid, owner.st_gid)
    for leftover in (tree / "var/cache/apt/archives").glob("*.deb"):
        leftover.unlink()


def _python_changes() -> list[str]:
    variables = {name: str(CERTIFICATES) for name in CERTIFICATE_VARIABLES}
    variables |= {name: os.environ[name] for name in INDEX_VARIABLES if name in os.environ}
    # Debian keeps pip from its own Python; here that is all there is.
    variables |= {"PIP_BREAK_SYSTEM_PACKAGES": "1"}
    return [f"ENV {name}={value}" for name, value in variables.items()]


def _make_postgres_image(engine: Engine, programs: Path, folder: Path) -> None:
    """Have the same Debian start as PostgreSQL."""
    context = folder / "postgres-image"
    context.mkdir()
    lines = [
        f"FROM {PYTHON_IMAGE}",
        f"ENV PATH={programs}:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data",
        'ENTRYPOINT ["docker-entrypoint.sh"]',
        'CMD ["postgres", "-c", "listen_addresses=*"]',
        "STOPSIGNAL SIGINT",
    ]
    (context / "Dockerfile").write_text("\n".join(lines), "utf-8")
    engine.call("build", "--tag", POSTGRES_IMAGE, context)


def _make_redis_image(engine: Engine, folder: Path) -> None:
    """Have the same Debian start as Redis, as the user that the package has made."""
    context = folder / "redis-image"
    context.mkdir()
    # Debian's own default listens on loopback, and refuses whoever comes from elsewhere without a password.
    lines = [
        f"FROM {PYTHON_IMAGE}",
        "USER redis",
        'ENTRYPOINT ["setpriv", "--no-new-privs"]',
        'CMD ["redis-server"]',
    ]
    (context / "Dockerfile").write_text("\n".join(lines), "utf-8")
    engine.call("build", "--tag", REDIS_IMAGE, context)
