package org.fovea.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.FrameSize;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A synthetic drive of the challenge's size as AV1, decoded to RGB: all frames, at full size and upscaled from half.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VideoBenchmark {
    private static final FrameSize SIZE = new FrameSize(1164, 874);

    /** Frames of the clip. */
    @Param("20")
    public int frames;

    private Path file;
    private Clip clip;

    /** Draws and encodes the drive. */
    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("fovea-video-benchmark", ".mkv");
        try (SyntheticDrive drive = new SyntheticDrive(new DriveSettings(SIZE, frames, 1, TimeOfDay.DAY));
                ClipWriter writer =
                        ClipWriter.create(file, SIZE, new FrameRate(20, 1), ClipSettings.av1(30, 8), true)) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            while (drive.next(rgb)) {
                writer.write(rgb);
            }
            writer.commit();
        }
        clip = Clip.open(file);
    }

    /** From the file to RGB at full size. */
    @Benchmark
    public long decode() throws IOException {
        try (FrameSource source = clip.frames()) {
            return all(source);
        }
    }

    /** The same, scaled to half the width and height on the way. */
    @Benchmark
    public long decodeToHalf() throws IOException {
        try (FrameSource source =
                clip.frames(new FrameSize(SIZE.width() / 2, SIZE.height() / 2), ScaleFilter.BICUBIC)) {
            return all(source);
        }
    }

    private static long all(FrameSource source) throws IOException {
        byte[] rgb = new byte[source.size().rgbBytes()];
        long sum = 0;
        while (source.next(rgb)) {
            sum += rgb[0];
        }
        return sum;
    }

    /** Removes the clip. */
    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }
}
