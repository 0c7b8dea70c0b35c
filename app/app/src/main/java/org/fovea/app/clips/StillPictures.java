package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.fovea.app.picture.FrameSheet.Tile;
import org.fovea.app.picture.PairSheet;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.evaluate.FramePair;
import org.fovea.render.frame.PngWriter;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;
import org.fovea.site.player.Viewer.Picture;
import org.fovea.site.player.Viewer.Stills;
import tools.jackson.databind.json.JsonMapper;

/** Pictures of one pair, drawn once and kept beside the clips. */
record StillPictures(Path folder) {
    private static final int[] DIFFERENT = {0xff, 0x4d, 0x00}; // the player's
    private static final String FORMAT = "stills-3-"; // rises when pictures are drawn in another way
    private static final int SMALL = 360; // pixels of a row on the front page
    private static final double DIMMED = 0.35;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    record Wanted(String name, String run, String label, int pair, boolean worst) {}

    private record Look(FrameSize size, byte[] rgb, byte[] classes) {
        /** At most {@link #SMALL} pixels wide, each the mean of a square of whole pixels. */
        Look small() {
            int factor = Math.ceilDiv(size.width(), SMALL);
            FrameSize less = new FrameSize(Math.max(1, size.width() / factor), Math.max(1, size.height() / factor));
            byte[] mean = new byte[less.rgbBytes()];
            for (int i = 0; i < mean.length; i++) {
                int pixel = i / 3;
                int sum = 0;
                for (int part = 0; part < factor * factor; part++) {
                    int row = pixel / less.width() * factor + part / factor;
                    int column = pixel % less.width() * factor + part % factor;
                    sum += rgb[3 * (row * size.width() + column) + i % 3] & 0xff;
                }
                mean[i] = (byte) (sum / (factor * factor));
            }
            return new Look(less, mean, classes);
        }
    }

    Stills of(ClipSource original, ClipSource drawn, Wanted wanted) throws IOException {
        Path file = folder.resolve(FORMAT + wanted.name() + ".json");
        try {
            Stills kept = MAPPER.readValue(Files.readAllBytes(file), Stills.class);
            return new Stills(
                    kept.pair(),
                    wanted.run(),
                    wanted.worst(),
                    kept.differing(),
                    kept.pixels(),
                    kept.pictures(),
                    kept.small());
        } catch (NoSuchFileException e) {
            Stills made = draw(original, drawn, wanted);
            Files.createDirectories(folder);
            AtomicFile.write(file, MAPPER.writeValueAsBytes(made), true);
            return made;
        }
    }

    private static Stills draw(ClipSource original, ClipSource drawn, Wanted wanted) throws IOException {
        ClassLegend legend = original.legend();
        Look theirs = look(original, wanted.pair(), legend);
        Look ours = look(drawn, wanted.pair(), legend);
        int differing = 0;
        for (int i = 0; i < theirs.classes().length; i++) {
            differing += theirs.classes()[i] == ours.classes()[i] ? 0 : 1;
        }
        String frame = "pair " + wanted.pair() + ", " + (legend.seen().shown() == 1 ? "second" : "first") + " frame";
        List<Picture> pictures = pictures(wanted, legend, frame, theirs, ours);
        List<Picture> small = pictures(
                new Wanted(wanted.name() + "-small", wanted.run(), wanted.label(), wanted.pair(), wanted.worst()),
                legend,
                frame,
                theirs.small(),
                ours.small());
        return new Stills(
                wanted.pair(),
                wanted.run(),
                wanted.worst(),
                OptionalInt.of(differing),
                theirs.classes().length,
                pictures,
                small);
    }

    private static List<Picture> pictures(Wanted wanted, ClassLegend legend, String frame, Look theirs, Look ours) {
        return List.of(
                rgb(wanted, "original", "The original, " + frame, theirs),
                rgb(wanted, "drawn", "What " + wanted.label() + " draws", ours),
                classes(wanted, "original-classes", "Classes in the original", legend, theirs),
                classes(wanted, "drawn-classes", "Classes in what " + wanted.label() + " draws", legend, ours),
                disagreement(wanted, legend, theirs, ours));
    }

    private static Look look(ClipSource source, int pair, ClassLegend legend) throws IOException {
        FramePair read =
                PairSheet.read(source.frames(pair, pair + 1), List.of(0)).getFirst();
        byte[] maps = source.classes(read.size(), read.first(), read.second());
        byte[] last = Arrays.copyOfRange(maps, maps.length - legend.pixels(), maps.length);
        return new Look(read.size(), legend.seen().shown() == 1 ? read.second() : read.first(), last);
    }

    private static Picture rgb(Wanted wanted, String name, String caption, Look look) {
        int width = look.size().width();
        int height = look.size().height();
        byte[] png = PngWriter.rgb(look.rgb(), height, width);
        return new Picture(wanted.name() + "-" + name + ".png", caption, width, height, png);
    }

    private static Picture classes(Wanted wanted, String name, String caption, ClassLegend legend, Look look) {
        byte[] colours = Tile.ofClasses("", legend.columns(), legend.rows(), look.classes())
                .rgb();
        byte[] rgb = new byte[look.size().rgbBytes()];
        for (int i = 0; i < look.size().pixels(); i++) {
            System.arraycopy(colours, 3 * place(i, look.size(), legend), rgb, 3 * i, 3);
        }
        return rgb(wanted, name, caption, new Look(look.size(), rgb, look.classes()));
    }

    /**
     * Where a pixel of the frame is in a class map, which may have another shape: it is stretched to the frame's, as
     * the network's input was.
     */
    private static int place(int pixel, FrameSize size, ClassLegend legend) {
        int column = pixel % size.width() * legend.columns() / size.width();
        int row = pixel / size.width() * legend.rows() / size.height();
        return row * legend.columns() + column;
    }

    private static Picture disagreement(Wanted wanted, ClassLegend legend, Look theirs, Look ours) {
        byte[] rgb = ours.rgb().clone();
        for (int i = 0; i < ours.size().pixels(); i++) {
            int at = place(i, ours.size(), legend);
            boolean same = theirs.classes()[at] == ours.classes()[at];
            for (int channel = 0; channel < 3; channel++) {
                int light = rgb[3 * i + channel] & 0xff;
                rgb[3 * i + channel] = (byte) (same ? (int) (DIMMED * light) : DIFFERENT[channel]);
            }
        }
        Look marked = new Look(ours.size(), rgb, ours.classes());
        return rgb(wanted, "disagreement", "Where the class differs (orange)", marked);
    }
}
