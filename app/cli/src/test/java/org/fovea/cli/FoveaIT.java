package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from end to end, on inputs that are made here. */
class FoveaIT {
    @TempDir
    Path folder;

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    @Test
    void masks_survive_coding() throws Exception {
        Random random = new Random(1);
        MaskShape shape = new MaskShape(5, 37, 53, 7);
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i > 0 && random.nextInt(4) > 0 ? ids[i - 1] : (byte) random.nextInt(shape.classes());
        }
        Files.write(folder.resolve("in.u8"), ids);
        Fovea.done(folder, "mask encode in.u8 --frames 5 --height 37 --width 53 --effort fast -o masks.fva");
        Fovea.done(folder, "mask decode masks.fva -o out.u8");
        assertThat(folder.resolve("out.u8")).hasBinaryContent(ids);
        Fovea.done(folder, "mask show masks.fva --frame 4 -o sheet.png");
        assertThat(ImageIO.read(folder.resolve("sheet.png").toFile())).isNotNull();
        Result inspected = run("inspect masks.fva");
        assertThat(inspected.out()).contains("5 frames of 53×37, 7 classes");
        run("mask show masks.fva --frame 5 -o a.png").assertRefused(2);
        run("inflate masks.fva -o a").assertRefused(3, "holds class masks only");
    }

    @Test
    void an_archive_is_explained_repacked_and_drawn() throws Exception {
        Files.write(folder.resolve("a.zip"), SmallArchive.file());
        Result inspected = run("inspect a.zip --challenge");
        assertThat(inspected.out())
                .contains("qzs3 (c1 8, c2 8, hidden 8)", "3 pairs of frames of 80×56")
                .contains("weights", "poses", "tiles", "router", "masks", "37,545,489 bytes (the official clip");
        Fovea.done(folder, "repack a.zip -o b.zip --effort fast --keep-dead-columns");
        assertThat(folder.resolve("b.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
        Result dropped = run("repack a.zip -o c.zip --effort fast");
        assertThat(dropped.out()).contains("weight that is not multiplied by zero");
        assertThat(Files.size(folder.resolve("c.zip"))).isLessThan(Files.size(folder.resolve("a.zip")));
        Fovea.done(folder, "inflate a.zip -o raw --quiet");
        Fovea.done(folder, "inflate c.zip -o raw2 --threads 1");
        assertThat(folder.resolve("raw/0.raw"))
                .hasSize(2L * SmallArchive.PAIRS * SmallArchive.FRAME_BYTES)
                .hasSameBinaryContentAs(folder.resolve("raw2/0.raw"));
        Fovea.done(folder, "inflate a.zip --pairs 1..2 -o part");
        byte[] all = Files.readAllBytes(folder.resolve("raw/0.raw"));
        assertThat(folder.resolve("part/0.raw"))
                .hasBinaryContent(java.util.Arrays.copyOfRange(all, 2 * SmallArchive.FRAME_BYTES, all.length));
        assertThat(Fovea.files(folder))
                .as("archives, and frames with what they are")
                .hasSize(3 + 3 * 2);
        run("inflate a.zip -o raw").assertRefused(2);
        run("inflate a.zip --pairs 2..3 -o more").assertRefused(2);
        run("repack a.zip -o b.zip").assertRefused(2);
    }

    @Test
    void damaged_files_are_one_line_exit_code_3_and_nothing_is_written() throws Exception {
        MaskTensor scene = SmallMasks.draw(3, 48, 64, 3);
        byte[] good = ArchiveFile.zipped(ArchiveFile.encode(scene, new ClassMaskCodec(MaskEffort.FAST, null)));
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        Files.write(folder.resolve("flipped.zip"), flipped);
        Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(good, good.length / 2));
        Files.write(folder.resolve("empty.zip"), new byte[0]);
        byte[] noise = new byte[5000];
        new Random(9).nextBytes(noise);
        Files.write(folder.resolve("noise.bin"), noise);
        List<String> inputs = List.of("cut.zip", "empty.zip", "flipped.zip", "noise.bin");
        for (String input : inputs) {
            for (String command : List.of(
                    "inspect %s",
                    "repack %s -o a.zip", "inflate %s -o a", "mask decode %s -o a.u8", "mask show %s -o a.png")) {
                Result result = run(command, input);
                result.assertRefused(3);
                assertThat(result.err()).startsWith(input + ": ");
                assertThat(result.out()).isEmpty();
            }
        }
        assertThat(Fovea.files(folder)).isEqualTo(inputs);
    }

    @Test
    void the_doctor_says_what_it_found() throws Exception {
        Result result = run("doctor --json");
        assertThat(result.exitCode()).as(result.out()).isZero();
        JsonShape.assertSame("doctor", result.out());
    }

    @Test
    void an_interrupted_run_leaves_nothing() throws Exception {
        MaskShape shape = new MaskShape(60, 256, 256, 5);
        byte[] ids = new byte[(int) shape.total()];
        new Random(1).nextBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) ((ids[i] & 0xff) % 5);
        }
        Path noise = folder.resolve("noise.zip");
        Files.write(
                noise,
                ArchiveFile.zipped(
                        ArchiveFile.encode(new MaskTensor(shape, ids), new ClassMaskCodec(MaskEffort.FAST, null))));
        Path err = folder.resolve("err");
        Process process = Fovea.start(folder, folder.resolve("out"), err, "mask decode noise.zip -o back.u8");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (Fovea.files(folder).stream().noneMatch(name -> name.endsWith(".part")) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(Fovea.files(folder)).as("the decoder has begun to write").anyMatch(name -> name.endsWith(".part"));
        Fovea.interrupt(process);
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Fovea.read(err)).contains("interrupted");
        assertThat(Fovea.files(folder)).containsExactly("err", "noise.zip", "out");
    }
}
