"""The developer's tool: what it understands, what it finds missing, when it prepares anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import dev


def test_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["jalankan"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "unknown command: jalankan" in err
    assert dev.USAGE in err


def test_no_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.USAGE in capsys.readouterr().err


def test_help_is_not_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert capsys.readouterr().out == dev.USAGE


@pytest.mark.parametrize("command", ["check", "setup"])
def test_commands_without_arguments_refuse_them(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main([command, "lebih"]) == 2
    assert "takes no arguments: lebih" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "arguments"),
    [
        (["run"], []),
        (["run", "--"], []),
        (["run", "--", "hitung", "a b.iku"], ["hitung", "a b.iku"]),
        (["run", "hitung", "a b.iku"], ["hitung", "a b.iku"]),
        (["run", "hitung", "--", "-x"], ["hitung", "--", "-x"]),
        (["run", "--", "--", ""], ["--", ""]),
        (["run", "--help"], ["--help"]),
    ],
)
def test_arguments_pass_through_exactly(argv: list[str], arguments: list[str]) -> None:
    assert dev.split_arguments(argv) == ("run", arguments)


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_a_python_without_wheels_is_refused(version: tuple[int, int]) -> None:
    with pytest.raises(dev.SetupError, match=r"Python 3\.11, 3\.12 or 3\.13 is needed"):
        dev.require_supported_python(version)


def test_missing_libraries_become_packages_each_once() -> None:
    there = {name for name, _ in dev.QT_LIBRARIES} - {
        "libglib-2.0.so.0",
        "libgthread-2.0.so.0",
        "libxcb-cursor.so.0",
    }
    assert dev.missing_packages(dev.QT_LIBRARIES, there.__contains__) == [
        "libglib2.0-0",
        "libxcb-cursor0",
    ]


def test_nothing_missing_asks_for_nothing() -> None:
    assert dev.missing_packages(dev.QT_LIBRARIES, lambda _: True) == []
    dev.provide_system_packages([])


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are a matter of Linux")
def test_an_ordinary_user_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(dev.SetupError) as caught:
        dev.provide_system_packages(["libegl1", "xclip"])
    assert str(caught.value).endswith("  sudo apt install -y --no-install-recommends libegl1 xclip")


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not dev.library_loads("libtidak-ada.so.99")


# --- The stamp ---


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    folder = tmp_path / "installer"
    folder.mkdir()
    (folder / "requirements.txt").write_text("a==1\n")
    (folder / "requirements-dev.txt").write_text("-r requirements.txt\nb==1\n")
    return folder


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    folder = tmp_path / ".venv"
    python = dev.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    return folder


def plan(venv: Path, requirements: Path, *, dev_too: bool) -> str:
    wanted = dev.stamp_lines(dev=dev_too, folder=requirements)
    return dev.plan(dev.read_stamp(venv), wanted, dev.stamp_lines(dev=True, folder=requirements))


def stamp(venv: Path, requirements: Path, *, dev_too: bool) -> None:
    dev.write_stamp(venv, dev.stamp_lines(dev=dev_too, folder=requirements))


def test_an_interrupted_setup_leaves_no_stamp_and_is_redone(venv: Path, requirements: Path) -> None:
    assert plan(venv, requirements, dev_too=False) == "rebuild"


def test_a_prepared_environment_is_left_alone(venv: Path, requirements: Path) -> None:
    stamp(venv, requirements, dev_too=True)
    assert plan(venv, requirements, dev_too=True) == "ready"
    assert plan(venv, requirements, dev_too=False) == "ready"
    assert not list(venv.glob("*.new"))


def test_tools_are_added_to_an_environment_made_for_running(venv: Path, requirements: Path) -> None:
    stamp(venv, requirements, dev_too=False)
    assert plan(venv, requirements, dev_too=True) == "add"


def test_changed_requirements_make_it_anew(venv: Path, requirements: Path) -> None:
    stamp(venv, requirements, dev_too=True)
    (requirements / "requirements.txt").write_text("a==2\n")
    assert plan(venv, requirements, dev_too=False) == "rebuild"
    assert plan(venv, requirements, dev_too=True) == "rebuild"


def test_changed_tools_do_not_disturb_a_run(venv: Path, requirements: Path) -> None:
    stamp(venv, requirements, dev_too=True)
    (requirements / "requirements-dev.txt").write_text("-r requirements.txt\nb==2\n")
    assert plan(venv, requirements, dev_too=False) == "ready"
    assert plan(venv, requirements, dev_too=True) == "rebuild"


def test_another_python_makes_it_anew(
    venv: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(venv, requirements, dev_too=True)
    monkeypatch.setattr("platform.python_implementation", lambda: "Lain")
    assert plan(venv, requirements, dev_too=False) == "rebuild"


def test_a_stamp_without_its_python_counts_for_nothing(venv: Path, requirements: Path) -> None:
    stamp(venv, requirements, dev_too=True)
    dev.venv_python(venv).unlink()
    assert plan(venv, requirements, dev_too=True) == "rebuild"


# --- What pip says, in one sentence ---


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying ... NewConnectionError(...)\nERROR: No matching", "check the network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM ...", "not the one whose hash"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("WARNING: x\nERROR: something new\nhint", "could not install the packages: ERROR: some"),
        ("", "it said nothing"),
    ],
)
def test_pip_failures_are_explained(output: str, sentence: str) -> None:
    explanation = dev.explain_pip_failure(output)
    assert sentence in explanation
    assert "\n" not in explanation


def test_every_pinned_package_has_hashes_and_no_address() -> None:
    for name in dev.requirement_files(dev=True):
        text = (dev.REQUIREMENTS / name).read_text(encoding="utf-8").replace("\\\n", "")
        lines = [line for line in text.splitlines() if line and line[0] not in "#-"]
        assert lines
        assert all("==" in line and "--hash=sha256:" in line for line in lines)
        assert not any("://" in line or "file:" in line for line in lines)


def test_it_runs_as_a_script_from_anywhere(tmp_path: Path) -> None:
    script = Path(dev.__file__)
    result = subprocess.run(
        [sys.executable, script, "tidak-ada"], cwd=tmp_path, capture_output=True, check=False
    )
    assert result.returncode == 2


def test_the_harnesses_run_with_large_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str], str | None]] = []

    def run_module(name: str, arguments: list[str]) -> int:
        called.append((name, arguments, os.environ.get("IKU_HARNESS")))
        return 0

    monkeypatch.setenv("IKU_HARNESS", "")
    monkeypatch.setattr(dev, "run_module", run_module)
    assert dev.main(["harness", "--", "-k", "killed"]) == 0
    assert called == [("pytest", ["tests/harness", "-s", "-k", "killed"], "large")]
