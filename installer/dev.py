"""Prepare a checkout, then run, test, measure or check it: all that a developer's machine needs.

Needs nothing but Python's standard library. Works on Linux and Windows. Every message goes to
stderr, so that the output of `run` stays the program's own.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "installer"
VENV = ROOT / ".venv"
STAMP_NAME = "prepared-for"

USAGE = """\
usage: python3 installer/dev.py COMMAND [--] [ARGUMENTS]

  run     [--] [ARGUMENTS] start the program with these arguments
  test    [--] [ARGUMENTS] run the tests; the arguments go to pytest
  bench   [--] [ARGUMENTS] run the measurements in tests.bench
  harness [--] [ARGUMENTS] kill, cut the power, damage and refuse thousands of times (tests/harness)
  check                    ruff, mypy and the architecture's contracts
  setup                    only prepare: .venv and the system's libraries
"""

# What the Qt platform, print and font code load from the system, and the Debian package of each.
QT_LIBRARIES = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libgthread-2.0.so.0", "libglib2.0-0"),
    ("libcups.so.2", "libcups2"),
    ("libxcb.so.1", "libxcb1"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-glx.so.0", "libxcb-glx0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render.so.0", "libxcb-render0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-util.so.1", "libxcb-util1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
)
# The tests drive a real window, on a screen of their own.
TEST_PROGRAMS = (("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("xclip", "xclip"))
# They read the QR of a printed sheet as a scanner would; on Windows the wheel brings the library.
TEST_LIBRARIES = (("libzbar.so.0", "libzbar0"),)

NETWORK_SIGNS = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Connection aborted",
    "Temporary failure in name resolution",
    "(from versions: none)",
)


class SetupError(Exception):
    """The machine could not be prepared; the message is one sentence for the developer."""


def say(message: str) -> None:
    """Tell the developer something without touching the program's own output."""
    print(f"dev.py: {message}", file=sys.stderr, flush=True)


# --- The system: Python, Qt's libraries, the tools of the tests ---


def require_supported_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Refuse a Python for which requirements.txt has no wheels."""
    if not (3, 11) <= version < (3, 14):
        raise SetupError(
            f"Python 3.11, 3.12 or 3.13 is needed, this is {version[0]}.{version[1]}; "
            "start it as, say, `python3.11 installer/dev.py`."
        )


def library_loads(name: str) -> bool:
    """Whether the dynamic linker finds this shared library for this very Python."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def program_exists(name: str) -> bool:
    """Whether a program of this name is on the PATH."""
    return shutil.which(name) is not None


def missing_packages(
    needed: Iterable[tuple[str, str]], present: Callable[[str], bool]
) -> list[str]:
    """The packages, each once, of those needed things that are not present."""
    return list(dict.fromkeys(package for name, package in needed if not present(name)))


def can_make_venv() -> bool:
    """Whether this Python can make an environment with pip in it; Debian's at first cannot."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def system_packages_to_install(*, window: bool, tests: bool) -> list[str]:
    """Debian packages without which the command cannot do its work; empty outside Linux."""
    if sys.platform != "linux":
        return []
    packages = [] if can_make_venv() else ["python3-venv"]
    if window:
        packages += missing_packages(QT_LIBRARIES, library_loads)
    if tests:
        packages += missing_packages(TEST_PROGRAMS, program_exists)
        packages += missing_packages(TEST_LIBRARIES, library_loads)
    return packages


def install_command(packages: Sequence[str]) -> list[str]:
    """The command by which Debian installs these packages."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def provide_system_packages(packages: Sequence[str]) -> None:
    """Install what is missing when we are root on Debian, else say how to."""
    if not packages:
        return
    command = install_command(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(f"Install what Debian calls {' '.join(packages)}, then try again.")
    if os.geteuid() != 0:
        raise SetupError(
            "Some system packages are missing; run this, then try again:\n"
            f"  sudo apt install {' '.join(command[2:])}"
        )
    say(f"installing {' '.join(packages)}")
    # Without a fresh list there may still be a usable older one: only the installation decides.
    apt(["apt-get", "update"])
    failure = apt(command)
    if failure:
        raise SetupError(f"apt-get could not install {' '.join(packages)}: {failure}")


def apt(command: Sequence[str]) -> str:
    """Run apt-get without questions; its last words if it fails, else nothing."""
    quiet = [command[0], "-qq", "-o", "DPkg::Lock::Timeout=300", *command[1:]]
    output = complaint(quiet, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    return "" if output is None else last_words(output)


def complaint(command: Sequence[str], env: Mapping[str, str] | None = None) -> str | None:
    """Run a tool without questions; all that it printed if it fails, None if it does not."""
    result = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return result.stdout if result.returncode else None


def last_words(output: str) -> str:
    """The last line of a tool's output that says something, an error before anything else."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "ERROR:", "Error:"))]
    return (errors or lines or ["it said nothing"])[-1]


# --- The environment in .venv ---


def venv_python(venv: Path = VENV) -> Path:
    """Where an environment keeps its Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def requirement_files(*, dev: bool) -> list[str]:
    """The requirement files of a run, or of a run and of development, in the order to install."""
    return ["requirements.txt", "requirements-dev.txt"] if dev else ["requirements.txt"]


def stamp_lines(*, dev: bool, folder: Path = REQUIREMENTS) -> list[str]:
    """What an environment was made for: the Python and the contents of the requirement files."""
    hashes = [
        f"{name} {hashlib.sha256((folder / name).read_bytes()).hexdigest()}"
        for name in requirement_files(dev=dev)
    ]
    # Wheels fit a minor version; a patched Python is no reason to download everything again.
    return [f"{platform.python_implementation()} 3.{sys.version_info.minor}", *hashes]


def read_stamp(venv: Path) -> list[str]:
    """The lines of the stamp; none when the set-up never ended or its Python is gone."""
    try:
        lines = (venv / STAMP_NAME).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return lines if venv_python(venv).exists() else []


def write_stamp(venv: Path, lines: Sequence[str]) -> None:
    """Leave the stamp, as the very last step of a set-up, whole or not at all."""
    draft = venv / (STAMP_NAME + ".new")
    draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    draft.replace(venv / STAMP_NAME)


def plan(
    have: Sequence[str], wanted: Sequence[str], all_lines: Sequence[str]
) -> Literal["ready", "add", "rebuild"]:
    """What an environment with the stamp `have` needs to become one with the stamp `wanted`.

    Packages are added only to an environment that agrees in all it has; any other is made anew,
    so that nothing of an older list survives in it.
    """
    if set(wanted) <= set(have):
        return "ready"
    return "add" if have and set(have) <= set(all_lines) else "rebuild"


def make_environment(*, dev: bool, venv: Path = VENV) -> None:
    """Bring .venv up to date; costs next to nothing when it already is."""
    wanted = stamp_lines(dev=dev)
    todo = plan(read_stamp(venv), wanted, stamp_lines(dev=True))
    if todo == "ready":
        return
    say(f"preparing {venv}; this downloads packages and takes a minute or two")
    try:
        (venv / STAMP_NAME).unlink(missing_ok=True)
        if todo == "rebuild":
            create_venv(venv)
        pip_install(venv, requirement_files(dev=dev)[-1])
        write_stamp(venv, wanted)
    except OSError as error:
        raise SetupError(f"{venv} could not be written: {error}.") from error


def create_venv(venv: Path) -> None:
    """Make an empty environment in place of whatever stands there."""
    if not can_make_venv():
        raise SetupError("This Python cannot make a .venv: apt install python3-venv.")
    output = complaint([sys.executable, "-m", "venv", "--clear", str(venv)])
    if output is not None:
        raise SetupError(f"{venv} could not be made: {last_words(output)}")


def pip_install(venv: Path, requirements: str) -> None:
    """Install one requirement file (and those it names), every package checked by its hash."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    pip = [str(venv_python(venv)), "-m", "pip", "install", *options]
    output = complaint([*pip, "--require-hashes", "-r", str(REQUIREMENTS / requirements)])
    if output is not None:
        raise SetupError(explain_pip_failure(output))


def explain_pip_failure(output: str) -> str:
    """One sentence for what pip says in many."""
    if "DO NOT MATCH THE HASHES" in output:
        return "A downloaded package is not the one whose hash stands in installer/requirements*."
    if "No space left on device" in output:
        return "The disk is full, the packages could not be installed."
    if any(sign in output for sign in NETWORK_SIGNS):
        return "pip cannot reach the package index: check the network or the proxy, then try again."
    return f"pip could not install the packages: {last_words(output)}"


def prepare(*, window: bool, dev: bool) -> None:
    """Make the machine ready; raises SetupError with what to do when it cannot be."""
    provide_system_packages(system_packages_to_install(window=window, tests=window and dev))
    make_environment(dev=dev)


# --- The commands ---


def run(arguments: Sequence[str]) -> int:
    """Start the program where the developer stands, so that relative paths mean what they say."""
    prepare(window=True, dev=False)
    return hand_over([str(ROOT / "main.py"), *arguments])


def run_module(name: str, arguments: Sequence[str]) -> int:
    """Run a tool of development (pytest, the measurements) from the project's root."""
    prepare(window=True, dev=True)
    os.chdir(ROOT)
    return hand_over(["-m", name, *arguments])


def run_tests(arguments: Sequence[str]) -> int:
    """Run the tests, a file at a time on each core; the arguments go to pytest."""
    workers = min(os.cpu_count() or 1, 4)
    return run_module("pytest", ["-n", str(workers), "--dist", "loadfile", *arguments])


def harness(arguments: Sequence[str]) -> int:
    """Run the harnesses with their large counts; the arguments go to pytest."""
    os.environ["IKU_HARNESS"] = "large"
    return run_module("pytest", ["tests/harness", "-s", *arguments])


def setup(arguments: Sequence[str]) -> int:
    """Prepare for everything and stop there."""
    if arguments:
        return refuse(f"setup takes no arguments: {' '.join(arguments)}")
    prepare(window=True, dev=True)
    say("ready")
    return 0


def check(arguments: Sequence[str]) -> int:
    """Let every checker speak, then fail if any of them was not content."""
    if arguments:
        return refuse(f"check takes no arguments: {' '.join(arguments)}")
    prepare(window=False, dev=True)
    contracts = "from importlinter.cli import lint_imports_command as lint; lint()"
    checkers = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", contracts, "--no-logo"],
    }
    failed = []
    for name, command in checkers.items():
        say(name)
        if subprocess.call([str(venv_python()), *command], cwd=ROOT, stdin=subprocess.DEVNULL):
            failed.append(name)
    say(f"not content: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def hand_over(arguments: Sequence[str]) -> int:
    """Become the environment's Python with these arguments; its exit code is ours.

    Where the system can replace a process it does, so that signals reach the program itself.
    """
    command = [str(venv_python()), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": run_tests,
    "bench": partial(run_module, "tests.bench"),
    "harness": harness,
    "check": check,
    "setup": setup,
}


def refuse(reason: str) -> int:
    """Answer a command line that means nothing."""
    say(reason)
    print(USAGE, end="", file=sys.stderr)
    return 2


def split_arguments(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command and the arguments it passes on, without the one `--` that may part them."""
    command, rest = (argv[0], list(argv[1:])) if argv else ("", [])
    return command, rest[1:] if rest[:1] == ["--"] else rest


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; the exit code is 2 for a wrong one, 1 if set-up fails."""
    command, arguments = split_arguments(argv)
    if command in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    if command not in COMMANDS:
        return refuse(f"unknown command: {command}" if command else "no command")
    try:
        require_supported_python()
        return COMMANDS[command](arguments)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("interrupted")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
