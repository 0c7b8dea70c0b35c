package org.fovea.bench;

import java.util.concurrent.TimeUnit;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.samples.drive.DriveMasks;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Class masks of a synthetic drive at the challenge's mask size, coded and decoded; the time is that of all frames. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MaskBenchmark {
    /** Masks that are coded. */
    @Param("20")
    public int frames;

    /** How hard the coder tries. */
    @Param({"FAST", "BEST"})
    public MaskEffort effort;

    private MaskTensor masks;
    private byte[] file;

    /** Draws the masks and codes them once. */
    @Setup
    public void draw() {
        masks = DriveMasks.draw(new DriveSettings(new FrameSize(512, 384), frames, 1, TimeOfDay.DAY), 1);
        file = encode();
    }

    /** From class ids to an archive. */
    @Benchmark
    public byte[] encode() {
        return ArchiveFile.zipped(ArchiveFile.encode(masks, new ClassMaskCodec(effort, null)));
    }

    /** From an archive to class ids. */
    @Benchmark
    public byte[] decode() {
        return MaskTensor.of(ArchiveFile.open(file).masks()).classIds();
    }
}
