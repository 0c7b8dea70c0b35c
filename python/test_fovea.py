"""Tests of fovea.py: python3 -m unittest, with FOVEA naming the program and FOVEA_ARCHIVE an archive of three pairs of 80x56."""

import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
import unittest

import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fovea

ARCHIVE = os.environ["FOVEA_ARCHIVE"]


class FoveaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        whole = os.path.join(cls.folder.name, "whole.npy")
        subprocess.run([fovea._program(), "inflate", ARCHIVE, "-o", whole, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        cls.whole = numpy.load(whole)  # NumPy's own reader: the header is right

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_pairs_are_those_of_the_file(self):
        self.assertEqual(self.whole.shape, (3, 2, 56, 80, 3))
        pairs = list(fovea.frames(ARCHIVE))
        self.assertEqual([pair.dtype for pair in pairs], [numpy.uint8] * 3)
        numpy.testing.assert_array_equal(numpy.stack(pairs), self.whole)

    def test_a_range(self):
        numpy.testing.assert_array_equal(numpy.stack(list(fovea.frames(ARCHIVE, (1, 2), threads=1))), self.whole[1:])

    def test_leaving_early_is_quiet(self):
        for pair in fovea.frames(ARCHIVE):
            numpy.testing.assert_array_equal(pair, self.whole[0])
            break

    def test_errors_are_the_programs_own_line(self):
        with self.assertRaises(fovea.FoveaError) as caught:
            list(fovea.frames("missing.zip"))
        self.assertEqual(caught.exception.exit_code, 3)
        self.assertIn("missing.zip: no such file", str(caught.exception))
        with self.assertRaises(fovea.FoveaError) as caught:
            list(fovea.frames(ARCHIVE, (2, 7)))
        self.assertEqual(caught.exception.exit_code, 2)

    def test_damage_in_the_middle_is_an_error(self):
        with open(ARCHIVE, "rb") as file:
            data = file.read()
        cut = os.path.join(self.folder.name, "cut.zip")
        with open(cut, "wb") as file:
            file.write(data[:-40])
        with self.assertRaises(fovea.FoveaError) as caught:
            list(fovea.frames(cut))
        self.assertEqual(caught.exception.exit_code, 3)

    def test_data_sets_name_their_pairs(self):
        dataset = fovea.PairDataset([ARCHIVE, ARCHIVE], (1, 2), transform=lambda s: (s["archive"], s["pair"], s["frames"]))
        self.assertEqual(len(dataset), 4)
        self.assertEqual([(a, n) for a, n, _ in dataset], [(ARCHIVE, 1), (ARCHIVE, 2)] * 2)
        numpy.testing.assert_array_equal(dataset[-1][2], self.whole[2])
        self.assertEqual([n for _, n, _ in dataset[1:3]], [2, 1])
        with self.assertRaises(IndexError):
            dataset[4]

    def test_data_sets_go_to_other_processes(self):
        dataset = pickle.loads(pickle.dumps(fovea.PairDataset(ARCHIVE, cache=os.path.join(self.folder.name, "cache"))))
        numpy.testing.assert_array_equal(dataset[2]["frames"], self.whole[2])

    def test_arrays_are_mapped_and_kept(self):
        cache = os.path.join(self.folder.name, "kept")
        mapped = fovea.array(ARCHIVE, cache=cache)
        self.assertIsInstance(mapped, numpy.memmap)
        numpy.testing.assert_array_equal(mapped, self.whole)
        kept = [os.path.join(cache, name) for name in os.listdir(cache) if name.endswith(".npy")]
        self.assertEqual(len(kept), 1)
        made = os.stat(kept[0]).st_mtime_ns
        fovea.array(ARCHIVE, cache=cache)
        self.assertEqual(os.stat(kept[0]).st_mtime_ns, made)
        numpy.testing.assert_array_equal(fovea.array(ARCHIVE, (1, 1)), self.whole[1:2])

    def test_batches(self):
        numpy.testing.assert_array_equal(numpy.concatenate(list(fovea.batches(ARCHIVE, 2))), self.whole)
        self.assertEqual([len(batch) for batch in fovea.batches(ARCHIVE, 2)], [2, 1])

    def test_inspect(self):
        told = fovea.inspect(ARCHIVE)
        self.assertEqual(told["bytes"], os.path.getsize(ARCHIVE))

    def test_compress(self):
        clip = os.path.join(self.folder.name, "drive.mkv")
        fovea._run(["samples", "generate", "--quiet", "-o", clip, "--pairs", "2", "--size", "320x240"])
        archive = os.path.join(self.folder.name, "drive.zip")
        made = fovea.compress(clip, archive, "bundled", profile="fast/colours", pairs=(1, 1))
        self.assertEqual(made["bytes"], os.path.getsize(archive))
        self.assertEqual(len(list(fovea.frames(archive))), 1)
        with self.assertRaises(fovea.FoveaError) as caught:
            fovea.compress(clip, archive, "bundled", profile="fast/colours", pairs=(1, 1))
        self.assertEqual(caught.exception.exit_code, 2)
        self.assertIn("exists already", str(caught.exception))
        again = fovea.compress(clip, archive, "bundled", profile="fast/colours", pairs=(1, 1), resume=True)
        self.assertEqual(again["sha256"], made["sha256"])
        fovea.compress(clip, archive, "bundled", profile="fast/colours", overwrite=True, threads=1)
        self.assertEqual(len(list(fovea.frames(archive))), 2)
        self.assertEqual(fovea.original(clip, (1, 1)).shape, (1, 2, 240, 320, 3))
        self.assertTrue(fovea.evaluators_check("bundled", clip=clip, pairs=2)["good"])
        example = os.path.join(os.path.dirname(os.path.abspath(fovea.__file__)), "own_network.py")
        try:
            import torch  # noqa: F401
        except ImportError:
            print("own_network.py is not run: PyTorch is missing; apt-get install python3-torch")
            return
        done = subprocess.run([sys.executable, example, clip, archive], check=True, capture_output=True, text=True)
        self.assertIn("step 1: loss", done.stdout)

    def test_the_sidecar_describes_the_array(self):
        import json

        with open(os.path.join(self.folder.name, "whole.json"), encoding="utf-8") as file:
            told = json.load(file)
        self.assertEqual(tuple(told["shape"]), self.whole.shape)
        self.assertEqual(told["framesSha256"], hashlib.sha256(self.whole.tobytes()).hexdigest())


if __name__ == "__main__":
    unittest.main()
