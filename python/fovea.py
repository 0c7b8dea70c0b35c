"""Fovea archives from Python: made, scored, and their frames as NumPy arrays, drawn while you read.

One file without dependencies but NumPy; PyTorch only for `PairDataset`. It runs the program `fovea`, which must be on the
path or named by the environment variable FOVEA. See docs/python.md.

    import fovea
    for pair in fovea.frames("drive.zip", pairs=(0, 9)):
        print(pair.shape)  # (2, rows, columns, 3), uint8, RGB
"""

import json
import os
import shutil
import subprocess
import tempfile

import numpy

try:
    from torch.utils.data import IterableDataset as _Dataset
    from torch.utils.data import get_worker_info as _worker
except ImportError:  # PyTorch is optional
    _Dataset = object

    def _worker():
        return None


__all__ = ["FoveaError", "PairDataset", "compress", "frames", "inspect", "score"]


class FoveaError(RuntimeError):
    """The program's own line of what, where and what to do, and its exit code (docs/guide.md)."""

    def __init__(self, message, exit_code):
        super().__init__(message)
        self.exit_code = exit_code


def _program():
    told = os.environ.get("FOVEA", "fovea")
    found = shutil.which(told)
    if found is None:
        raise FoveaError(told + ": no such program; put fovea on the path or set FOVEA to its name", 127)
    return found


def _run(arguments):
    done = subprocess.run([_program(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        raise _error(done.stderr, done.returncode)
    return done.stdout


def _file(path):
    """The path as an argument; one that begins with a dash would be taken for an option."""
    text = os.fspath(path)
    return os.path.join(".", text) if text.startswith("-") else text


def _error(messages, code):
    lines = messages.decode("utf-8", "replace").strip().splitlines()
    return FoveaError(lines[-1] if lines else "fovea ended without a message", code)


def inspect(path):
    """What is in an archive or foreign submission: the document of `fovea inspect --json` as a dictionary."""
    return json.loads(_run(["inspect", "--json", _file(path)]))


def score(original, candidate, evaluators, *, pairs=None):
    """What two networks lose, measured now: the document of `fovea score --json` as a dictionary.

    original: a clip. candidate: an archive, submission or clip. evaluators: bundled, official:DIR or FILE.yaml.
    pairs: (first, last), both included; all by default.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = os.path.join(folder, "score.json")
        _run(
            ["score", "--quiet", "--original", _file(original), "--candidate", _file(candidate)]
            + ["--evaluators", os.fspath(evaluators), "--json", result]
            + _range(pairs)
        )
        with open(result, encoding="utf-8") as document:
            return json.load(document)


def compress(
    original, output, evaluators, *, profile=None, pairs=None, minutes=None, resume=False, overwrite=False, threads=None
):
    """Encodes a clip for two networks and scores the archive: the document of `fovea compress --json` as a dictionary.

    original: a clip. output: the archive to write; beside it lies the run directory, OUTPUT.run, which `fovea watch` shows at
    work. evaluators: as in `score`. profile: a name or FILE.yaml; standard by default. pairs: (first, last), both included.
    minutes: training steps are left out where the whole would take longer here. resume: go on with the run that is there,
    after an interrupt too. overwrite: begin anew and replace what is there.
    """
    arguments = ["compress", "--quiet", _file(original), "--output", _file(output), "--evaluators", os.fspath(evaluators)]
    if profile is not None:
        arguments += ["--profile", os.fspath(profile)]
    if minutes is not None:
        arguments += ["--minutes", str(minutes)]
    if threads is not None:
        arguments += ["--threads", str(threads)]
    arguments += ["--resume"] * resume + ["--force"] * overwrite + ["--json", "-"] + _range(pairs)
    return json.loads(_run(arguments))


def _range(pairs):
    if pairs is None:
        return []
    first, last = pairs
    return ["--pairs", "%d..%d" % (first, last)]


def frames(path, pairs=None, *, threads=None):
    """Yields each pair as an array of shape (2, rows, columns, 3), uint8, RGB, as soon as it is drawn.

    pairs: (first, last), counted from 0, both included; all by default. Leaving the loop early ends the program.
    threads: most threads to compute with; one per processor by default.
    """
    command = [_program(), "inflate", _file(path), "--quiet", "--format", "npy", "-o", "-"] + _range(pairs)
    if threads is not None:
        command += ["--threads", str(threads)]
    # messages go to a file: a pipe that nobody reads could fill up and stop the program
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=messages)
        complete = False
        try:
            shape = _header(process.stdout)
            if shape is not None:
                for _ in range(shape[0]):
                    pair = numpy.empty(shape[1:], numpy.uint8)
                    if not _fill(process.stdout, memoryview(pair).cast("B")):
                        break
                    yield pair
                else:
                    complete = True
            if process.wait() != 0 or not complete:
                messages.seek(0)
                raise _error(messages.read(), process.returncode)
        finally:
            process.stdout.close()
            if process.poll() is None:
                process.terminate()
            process.wait()


def _header(stream):
    """Shape that an NPY header tells, or None where the stream ends before it."""
    start = bytearray(10)
    if not _fill(stream, memoryview(start)):
        return None
    if bytes(start[:8]) != b"\x93NUMPY\x01\x00":
        raise FoveaError("fovea wrote something else than an array; is it older than this file?", 70)
    header = bytearray(int.from_bytes(start[8:], "little"))
    if not _fill(stream, memoryview(header)):
        return None
    text = header.decode("ascii")
    shape = text[text.index("(") + 1 : text.index(")")]
    return tuple(int(number) for number in shape.split(",") if number.strip())


def _fill(stream, buffer):
    """Reads until the buffer is full; False where the stream ends before that."""
    at = 0
    while at < len(buffer):
        read = stream.readinto(buffer[at:])
        if not read:
            return False
        at += read
    return True


class PairDataset(_Dataset):
    """Pairs of one or more archives, in order, for `torch.utils.data.DataLoader`.

    Gives dictionaries: `frames` (an array of shape (2, rows, columns, 3), uint8), `archive` (its path), `pair` (its
    number in the archive). With several workers each takes every so-manieth archive, so give at least as many archives.
    Without PyTorch it is a plain iterable.
    """

    def __init__(self, paths, pairs=None, *, transform=None, threads=None):
        """paths: one or a list. pairs: (first, last) of each, or all. transform: called with each dictionary."""
        super().__init__()
        self.paths = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        self.pairs = pairs
        self.transform = transform
        self.threads = threads

    def __iter__(self):
        worker = _worker()
        first, step = (0, 1) if worker is None else (worker.id, worker.num_workers)
        begin = 0 if self.pairs is None else self.pairs[0]
        for path in self.paths[first::step]:
            for number, array in enumerate(frames(path, self.pairs, threads=self.threads), begin):
                sample = {"frames": array, "archive": os.fspath(path), "pair": number}
                yield sample if self.transform is None else self.transform(sample)
