"""Fovea archives from Python: made, scored, and their frames as NumPy arrays.

Needs NumPy; PyTorch only for its `DataLoader`. Runs the program `fovea`: the one that the environment variable FOVEA names,
else the one on the path, else that of the checkout which this file lies in. See docs/python.md.

    import fovea
    for pair in fovea.frames("drive.zip", pairs=(0, 9)):
        print(pair.shape)  # (2, rows, columns, 3), uint8, RGB
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile

import numpy

try:
    from torch.utils.data import Dataset as _Dataset
except ImportError:  # PyTorch is optional
    _Dataset = object

__all__ = [
    "FoveaError",
    "PairDataset",
    "array",
    "batches",
    "compress",
    "evaluators_check",
    "frames",
    "inspect",
    "original",
    "score",
]


class FoveaError(RuntimeError):
    """The program's own line of what, where and what to do, and its exit code (docs/guide.md)."""

    def __init__(self, message, exit_code):
        super().__init__(message)
        self.exit_code = exit_code


def _program():
    checkout = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fovea")
    named = os.environ.get("FOVEA")
    found = shutil.which(named) if named else shutil.which("fovea") or shutil.which(checkout)
    if found is None:
        raise FoveaError((named or "fovea") + ": no such program; put fovea on the path or set FOVEA to its name", 127)
    return found


def _run(arguments, expected=(0,)):
    done = subprocess.run([_program(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode not in expected:
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


def evaluators_check(evaluators, *, clip=None, pairs=None):
    """Tests networks: the document of `fovea evaluators check --json` as a dictionary, whether checks fail or not.

    clip: frames to test on, synthetic ones by default. pairs: how many, 4 by default.
    """
    arguments = ["evaluators", "check", "--quiet", "--json", os.fspath(evaluators)]
    if clip is not None:
        arguments += ["--clip", _file(clip)]
    if pairs is not None:
        arguments += ["--pairs", str(pairs)]
    return json.loads(_run(arguments, expected=(0, 1)))


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
    minutes: the time that the whole may take. resume: continue the run that is there, after an interrupt too. overwrite:
    replace an archive and a run that are there.
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
    """Shape in an NPY header, or None where the stream ends before it."""
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


def batches(path, size, pairs=None, *, threads=None):
    """Yields arrays of shape (n, 2, rows, columns, 3) as soon as they are drawn; n is `size`, less at the end."""
    batch = []
    for pair in frames(path, pairs, threads=threads):
        batch.append(pair)
        if len(batch) == size:
            yield numpy.stack(batch)
            batch = []
    if batch:
        yield numpy.stack(batch)


def array(path, pairs=None, *, cache=None, threads=None):
    """All pairs as one read-only array of shape (pairs, 2, rows, columns, 3), mapped from a file and not copied.

    cache: a folder for the decoded file, which a second call maps again; else the file has no name and ends with the array.
    A pair of 1164x874 takes 6.1 MB.
    """
    if cache is None:
        with tempfile.TemporaryDirectory() as folder:
            return _decoded(path, pairs, os.path.join(folder, "frames.npy"), threads)
    os.makedirs(cache, exist_ok=True)
    digest = hashlib.sha256(repr(pairs).encode())
    with open(path, "rb") as file:
        digest.update(file.read())
    decoded = os.path.join(cache, digest.hexdigest()[:24] + ".npy")
    with open(decoded + ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers of a DataLoader wait for the first one
        if os.path.exists(decoded):
            return numpy.load(decoded, mmap_mode="r")
        return _decoded(path, pairs, decoded, threads)


def _decoded(path, pairs, output, threads):
    # The program moves the finished file into place.
    arguments = ["inflate", _file(path), "--quiet", "-o", output] + _range(pairs)
    if threads is not None:
        arguments += ["--threads", str(threads)]
    _run(arguments)
    return numpy.load(output, mmap_mode="r")


def original(clip, pairs=None):
    """The same pairs of a clip, mapped from a decoded file: what an archive's frames are compared with."""
    shape = json.loads(_run(["clip", "info", "--json", _file(clip)]))
    first, last = (0, shape["frames"] // 2 - 1) if pairs is None else pairs
    with tempfile.TemporaryDirectory() as folder:
        raw = os.path.join(folder, "frames.raw")
        _run(["clip", "decode", _file(clip), "--quiet", "-o", raw, "--frames", "%d..%d" % (2 * first, 2 * last + 1)])
        return numpy.memmap(raw, numpy.uint8, "r", shape=(last - first + 1, 2, shape["height"], shape["width"], 3))


class PairDataset(_Dataset):
    """Pairs of one or more archives, by number, for `torch.utils.data.DataLoader` or without PyTorch.

    Gives dictionaries: `frames` (an array of shape (2, rows, columns, 3), uint8), `archive` (its path), `pair` (its
    number in the archive). An archive is decoded into the cache when its first pair is asked for; from then on its pairs are
    mapped, in any order and in any worker.
    """

    def __init__(self, paths, pairs=None, *, transform=None, cache=None, threads=None):
        """paths: one or a list. pairs: (first, last) of each, or all. transform: called with each dictionary.

        cache: a folder for decoded frames; a temporary one by default, which is removed with the data set.
        """
        super().__init__()
        self.paths = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        self.pairs = pairs
        self.transform = transform
        self.threads = threads
        self._folder = None if cache is not None else tempfile.TemporaryDirectory()
        self._cache = cache if cache is not None else self._folder.name
        self._arrays = {}
        self._places = [
            (path, number)
            for path in self.paths
            for number in (range(_pairs(path)) if pairs is None else range(pairs[0], pairs[1] + 1))
        ]

    def __len__(self):
        return len(self._places)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        path, number = self._places[index]
        if path not in self._arrays:
            self._arrays[path] = array(path, self.pairs, cache=self._cache, threads=self.threads)
        begin = 0 if self.pairs is None else self.pairs[0]
        sample = {"frames": self._arrays[path][number - begin], "archive": os.fspath(path), "pair": number}
        return sample if self.transform is None else self.transform(sample)

    def __getstate__(self):
        """For workers that are started afresh: they map the cache themselves, and its folder stays with this data set."""
        return {**self.__dict__, "_arrays": {}, "_folder": None}


def _pairs(path):
    return inspect(path)["header"]["pairs"]
