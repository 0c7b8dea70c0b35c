package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.ZipWriter;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program from end to end, on inputs that are made here. */
class FoveaIT {
    @TempDir
    Path folder;

    private Result run(String... arguments) throws IOException, InterruptedException {
        return Fovea.run(folder, Map.of(), arguments);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void assertOneLine(Result result, int exitCode) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err().lines())
                .hasSize(1)
                .noneMatch(line -> line.contains("Exception") || line.contains("\tat "));
    }

    @ParameterizedTest
    @EnumSource
    void masks_survive_coding(MaskEffort effort) throws Exception {
        Random random = new Random(effort.ordinal());
        MaskShape shape = new MaskShape(5, 37, 53, 7);
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i > 0 && random.nextInt(4) > 0 ? ids[i - 1] : (byte) random.nextInt(shape.classes());
        }
        Files.write(folder.resolve("in.u8"), ids);
        Result encoded = run(
                "mask",
                "encode",
                "in.u8",
                "--frames",
                "5",
                "--height",
                "37",
                "--width",
                "53",
                "--effort",
                effort.name().toLowerCase(java.util.Locale.ROOT),
                "-o",
                "masks.fva");
        assertThat(encoded.exitCode()).as(encoded.err()).isZero();
        Result decoded = run("mask", "decode", "masks.fva", "-o", "out.u8");
        assertThat(decoded.exitCode()).as(decoded.err()).isZero();
        assertThat(folder.resolve("out.u8")).hasBinaryContent(ids);
        Result shown = run("mask", "show", "masks.fva", "--sheet", "3x2", "-o", "sheet.png");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(ImageIO.read(folder.resolve("sheet.png").toFile())).isNotNull();
        Result inspected = run("inspect", "masks.fva");
        assertThat(inspected.out()).contains("5 frames of 53×37, 7 classes");
    }

    @Test
    void an_archive_is_explained_repacked_and_drawn() throws Exception {
        Files.write(folder.resolve("a.zip"), SmallArchive.file());
        Result inspected = run("inspect", "a.zip", "--svg", "ledger.svg", "--challenge");
        assertThat(inspected.out())
                .contains("qzs3 (c1 8, c2 8, hidden 8)", "3 pairs of frames of 80×56")
                .contains("weights", "poses", "tiles", "router", "masks", "37,545,489 bytes (the official clip");
        assertThat(Fovea.read(folder.resolve("ledger.svg"))).contains("router");
        Result repacked = run("repack", "a.zip", "-o", "b.zip", "--effort", "fast", "--keep-dead-columns");
        assertThat(repacked.exitCode()).as(repacked.err()).isZero();
        assertThat(folder.resolve("b.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
        Result dropped = run("repack", "a.zip", "-o", "c.zip", "--effort", "fast");
        assertThat(dropped.out()).contains("weight that is not multiplied by zero");
        assertThat(Files.size(folder.resolve("c.zip"))).isLessThan(Files.size(folder.resolve("a.zip")));
        assertThat(run("inflate", "a.zip", "-o", "raw", "--png", "png", "--quiet")
                        .exitCode())
                .isZero();
        assertThat(run("inflate", "c.zip", "-o", "raw2", "--threads", "1").exitCode())
                .isZero();
        assertThat(folder.resolve("raw/0.raw"))
                .hasSize(2L * SmallArchive.PAIRS * SmallArchive.FRAME_BYTES)
                .hasSameBinaryContentAs(folder.resolve("raw2/0.raw"));
        assertThat(run("inflate", "a.zip", "--pairs", "1..2", "-o", "part").exitCode())
                .isZero();
        byte[] all = Files.readAllBytes(folder.resolve("raw/0.raw"));
        assertThat(folder.resolve("part/0.raw"))
                .hasBinaryContent(java.util.Arrays.copyOfRange(all, 2 * SmallArchive.FRAME_BYTES, all.length));
        assertThat(files()).contains("png/p000_1.png", "png/p002_2.png").hasSize(3 + 1 + 2 * 3 + 6);
        assertOneLine(run("inflate", "a.zip", "-o", "raw"), 2);
        assertOneLine(run("inflate", "a.zip", "--png", "png"), 2);
        assertOneLine(run("inflate", "a.zip", "--pairs", "2..3", "-o", "more"), 2);
        assertOneLine(run("repack", "a.zip", "-o", "b.zip"), 2);
    }

    @Test
    void an_archive_of_family_compact_is_explained_repacked_and_drawn() throws Exception {
        Files.write(folder.resolve("a.zip"), SmallArchive.file(SmallArchive.compact()));
        assertThat(run("inspect", "a.zip").out())
                .contains("compact (channels 8, blocks 1, fold 4, map channels 2, map rows 3, map columns 4, drawn "
                        + "frame 2)");
        Result repacked = run("repack", "a.zip", "-o", "b.zip", "--effort", "fast");
        assertThat(repacked.exitCode()).as(repacked.err()).isZero();
        assertThat(folder.resolve("b.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
        assertThat(run("inflate", "b.zip", "-o", "raw", "--threads", "2").exitCode())
                .isZero();
        assertThat(folder.resolve("raw/0.raw")).hasSize(2L * SmallArchive.PAIRS * SmallArchive.FRAME_BYTES);
    }

    @Test
    void raw_masks_of_another_length_are_refused() throws Exception {
        Files.write(folder.resolve("in.u8"), new byte[99]);
        Result result =
                run("mask", "encode", "in.u8", "--frames", "1", "--height", "10", "--width", "10", "-o", "out.fva");
        assertOneLine(result, 3);
        assertThat(result.err()).contains("in.u8", "99 bytes", "100");
        assertThat(files()).containsExactly("in.u8");
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
            for (String[] command : new String[][] {
                {"inspect", input, "--svg", "a.svg"},
                {"repack", input, "-o", "a.zip"},
                {"inflate", input, "-o", "a"},
                {"mask", "decode", input, "-o", "a.u8"},
                {"mask", "show", input, "-o", "a.png"}
            }) {
                Result result = run(command);
                assertOneLine(result, 3);
                assertThat(result.err()).startsWith(input + ": ");
                assertThat(result.out()).isEmpty();
            }
        }
        assertThat(files()).isEqualTo(inputs);
    }

    @Test
    void member_names_that_leave_the_folder_are_refused() throws Exception {
        Files.write(folder.resolve("evil.zip"), ZipWriter.single("../../evil", new byte[] {'F', 'V', 'A', '1'}));
        for (String command : List.of("inspect", "repack", "inflate")) {
            String[] arguments = command.equals("inspect")
                    ? new String[] {command, "evil.zip"}
                    : new String[] {command, "evil.zip", "-o", "out"};
            Result result = run(arguments);
            assertOneLine(result, 3);
            assertThat(result.err()).contains("not a plain relative path");
        }
        assertThat(files()).containsExactly("evil.zip");
    }

    @Test
    void a_missing_input_and_a_folder_are_bad_inputs() throws Exception {
        assertOneLine(run("inspect", "none.zip"), 3);
        assertOneLine(run("inspect", "."), 3);
    }

    @Test
    void the_doctor_says_what_it_found() throws Exception {
        Result result = run("doctor", "--json");
        assertThat(result.exitCode()).as(result.out()).isZero();
        JsonShape.assertSame("doctor", result.out());
        var document = tools.jackson.databind.json.JsonMapper.shared().readTree(result.out());
        assertThat(document.get("good").asBoolean()).isTrue();
        assertThat(document.get("checks").size()).isGreaterThan(8);
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
        Process process = Fovea.start(
                folder,
                Fovea.ROOT.resolve("fovea"),
                folder.resolve("out"),
                err,
                "mask",
                "decode",
                "noise.zip",
                "-o",
                "back.u8");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (files().stream().noneMatch(name -> name.endsWith(".part")) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(files()).as("the decoder has begun to write").anyMatch(name -> name.endsWith(".part"));
        Fovea.interrupt(process);
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Fovea.read(err)).contains("interrupted");
        assertThat(files()).containsExactly("err", "noise.zip", "out");
    }
}
