package org.fovea.app.clips;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.app.picture.Palette;
import org.fovea.app.workshop.Bench;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.lab.record.Benchmark;
import org.fovea.site.player.ClassLegend;

/** Clip and networks of a benchmark, opened when they are first needed: where all clips for viewing are kept already, they never are. */
final class BenchmarkFiles {
    private final Bench bench;
    private final Benchmark benchmark;

    BenchmarkFiles(Bench bench, Benchmark benchmark) {
        this.bench = bench;
        this.benchmark = benchmark;
    }

    Benchmark benchmark() {
        return benchmark;
    }

    /**
     * Opens them, once.
     *
     * @throws org.fovea.app.AppException where they are not here
     */
    Setup open() throws IOException {
        return bench.of(benchmark);
    }

    /** Identity of the clip, from the ledger where that says so. */
    String clipHash() throws IOException {
        Optional<String> known = benchmark.clipSha256();
        return known.isPresent() ? known.get() : open().clipSha256();
    }

    /** Identity of the networks, likewise. */
    String networksHash() throws IOException {
        Optional<String> known = benchmark.evaluatorsSha256();
        return known.isPresent() ? known.get() : open().networks().identity().hash();
    }

    /** How class maps look. */
    ClassLegend legend() throws IOException {
        SegmentationEvaluator network = open().networks().segmentation();
        return new ClassLegend(
                network.columns(),
                network.rows(),
                network.classNames().isEmpty() ? ClassLegend.numbered(network.classes()) : network.classNames(),
                colours(network.classes()),
                network.frames() != FrameChoice.FIRST);
    }

    private static List<String> colours(int classes) {
        List<String> colours = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            colours.add(String.format("#%06x", Palette.ofClass(i)));
        }
        return colours;
    }

    /** Class map of the frame that the network looks at, the later one where it looks at both. */
    byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        SegmentationEvaluator network = open().networks().segmentation();
        byte[] maps = network.classMaps(new FramePair(size, first, second));
        int pixels = network.rows() * network.columns();
        return Arrays.copyOfRange(maps, maps.length - pixels, maps.length);
    }
}
