package org.fovea.app.clips;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.app.picture.Palette;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.site.player.ClassLegend;
import org.fovea.video.clip.Clip;

/** A clip and the networks that look at it, opened no earlier than they are needed. */
interface ClipFiles {
    /** Pairs of the whole clip. */
    int pairs();

    /** The clip. */
    Clip clip() throws IOException;

    /** The networks. */
    EvaluatorPair networks() throws IOException;

    /** How class maps look. */
    default ClassLegend legend() throws IOException {
        SegmentationEvaluator network = networks().segmentation();
        return new ClassLegend(
                network.columns(),
                network.rows(),
                network.classNames().isEmpty() ? ClassLegend.numbered(network.classes()) : network.classNames(),
                colours(network.classes()),
                switch (network.frames()) {
                    case FIRST -> ClassLegend.Seen.FIRST;
                    case SECOND -> ClassLegend.Seen.SECOND;
                    case BOTH -> ClassLegend.Seen.BOTH;
                });
    }

    private static List<String> colours(int classes) {
        List<String> colours = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            colours.add(String.format("#%06x", Palette.ofClass(i)));
        }
        return colours;
    }

    /** Names of the pose network's outputs that count; none where there is no such network. */
    default List<String> poseOutputs() throws IOException {
        PoseEvaluator network = networks().pose().step();
        return network.present() ? network.outputNames() : List.of();
    }

    /** Those outputs' values on a pair. */
    default float[] pose(FrameSize size, byte[] first, byte[] second) throws IOException {
        PoseEvaluator network = networks().pose().step();
        if (!network.present()) {
            return new float[0];
        }
        return Arrays.copyOf(network.pose(new FramePair(size, first, second)), network.counted());
    }

    /** Class map of each frame that the network looks at. */
    default byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        return networks().segmentation().classMaps(new FramePair(size, first, second));
    }
}
