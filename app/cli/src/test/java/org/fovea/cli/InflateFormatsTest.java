package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.cli.terminal.Terminal;
import org.fovea.codec.io.Sha256;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fovea inflate} writes for other programs, read by other programs. */
class InflateFormatsTest {
    private static final int FRAMES = 2 * SmallArchive.PAIRS;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static String archive;
    private static byte[] frames;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void draw() throws IOException {
        archive = Files.write(shared.resolve("a.zip"), SmallArchive.file()).toString();
        String raw = shared.resolve("raw").toString();
        assertThat(CommandDoor.run("inflate %s -o %s", archive, raw)).isZero();
        frames = Files.readAllBytes(shared.resolve("raw/0.raw"));
        assertThat(frames).hasSize(FRAMES * SmallArchive.FRAME_BYTES);
    }

    private int run(String line, Object... values) {
        out.reset();
        err.reset();
        return CommandDoor.run(out, err, line, values);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void what_fails_leaves_no_folders_behind() throws IOException {
        byte[] damaged = Files.readAllBytes(Path.of(archive));
        int masks = damaged.length / 2;
        for (int i = masks; i < masks + 8; i++) {
            damaged[i] ^= 0x55;
        }
        String file = Files.write(folder.resolve("damaged.zip"), damaged).toString();
        assertThat(run("inflate %s -o %s", file, at("a/b"))).isEqualTo(3);
        assertThat(run("inflate %s -o %s --format png", file, at("p"))).isEqualTo(3);
        assertThat(folder).isDirectoryNotContaining("glob:**/{a,p}");
    }

    /** The frames of a clip as FFmpeg gives them to any program that lets it guess everything, RGB. */
    private static byte[] withFfmpeg(String file) {
        return FfmpegFrames.read(Path.of(file));
    }

    private static int furthest(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        int most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs((one[i] & 255) - (other[i] & 255)));
        }
        return most;
    }

    private JsonNode sidecar(String name) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve(name)));
    }

    @Test
    void ffmpeg_reads_y4m_with_colours_that_are_off_by_one_level_at_most() throws Exception {
        assertThat(run("inflate %s -o %s --rate 25", archive, at("drive.y4m"))).isZero();
        assertThat(furthest(withFfmpeg(at("drive.y4m")), frames)).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("drive.y4m"), StandardCharsets.ISO_8859_1))
                .startsWith("YUV4MPEG2 W80 H56 F25:1 Ip A1:1 C444 XCOLORRANGE=FULL\nFRAME\n");
        assertThat(Fovea.files(folder)).containsExactly("drive.json", "drive.y4m");
        assertThat(sidecar("drive.json").get("rate").asInt()).isEqualTo(25);
    }

    @Test
    void ffmpeg_and_fovea_read_every_byte_from_ffv1() throws Exception {
        assertThat(run("inflate %s -o %s", archive, at("drive.mkv"))).isZero();
        assertThat(withFfmpeg(at("drive.mkv"))).isEqualTo(frames);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(at("drive.mkv") + ": ")
                .contains("6 frames of 80×56");
        Clip clip = Clip.open(folder.resolve("drive.mkv"));
        byte[] first = new byte[SmallArchive.FRAME_BYTES];
        try (FrameSource source = clip.frames()) {
            assertThat(source.next(first)).isTrue();
        }
        assertThat(first).isEqualTo(Arrays.copyOf(frames, first.length));
    }

    @Test
    void ffmpeg_reads_frames_from_standard_output() throws Exception {
        assertThat(run("inflate %s -o - --format y4m", archive)).isZero();
        Files.write(folder.resolve("piped"), out.toByteArray());
        assertThat(furthest(withFfmpeg(at("piped")), frames)).isEqualTo(1);
        assertThat(run("inflate %s -o - --format ffv1", archive)).isEqualTo(2);
    }

    @Test
    void numpy_arrays_have_a_header_with_their_shape() throws Exception {
        assertThat(run("inflate %s --pairs 1..2 -o %s", archive, at("part.npy")))
                .isZero();
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("part.npy"))).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        file.get(magic);
        assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        byte[] header = new byte[file.getShort()];
        file.get(header);
        assertThat(file.position() % 64).isZero();
        Matcher told = Pattern.compile(
                        "\\{'descr': '\\|u1', 'fortran_order': False, 'shape': \\((\\d+), 2, (\\d+), (\\d+), 3\\), } "
                                + "*\n")
                .matcher(new String(header, StandardCharsets.US_ASCII));
        assertThat(told.matches()).isTrue();
        assertThat(List.of(told.group(1), told.group(2), told.group(3))).containsExactly("2", "56", "80");
        byte[] array = new byte[file.remaining()];
        file.get(array);
        assertThat(array).isEqualTo(Arrays.copyOfRange(frames, 2 * SmallArchive.FRAME_BYTES, frames.length));
    }

    @Test
    void the_sidecar_says_what_the_bytes_are() throws Exception {
        assertThat(run("inflate %s --pairs 1..2 -o %s --rate 10", archive, at("part")))
                .isZero();
        assertThat(Fovea.files(folder)).containsExactly("part/0.json", "part/0.raw");
        JsonNode told = sidecar("part/0.json");
        byte[] raw = Files.readAllBytes(folder.resolve("part/0.raw"));
        assertThat(told.get("file").asString()).isEqualTo("0.raw");
        assertThat(told.get("format").asString()).isEqualTo("raw");
        assertThat(told.get("shape").toString()).isEqualTo("[2,2,56,80,3]");
        assertThat(told.get("dtype").asString()).isEqualTo("uint8");
        assertThat(told.get("firstPair").asInt()).isEqualTo(1);
        assertThat(told.get("rate").asDouble()).isEqualTo(10);
        assertThat(told.get("bytes").asLong()).isEqualTo(raw.length);
        assertThat(told.get("sha256").asString()).isEqualTo(Sha256.of(raw));
        assertThat(told.get("framesSha256").asString()).isEqualTo(Sha256.of(raw));
        assertThat(told.get("archive").asString()).isEqualTo("a.zip");
    }

    @ParameterizedTest
    @CsvSource({"y4m,0.y4m", "npy,0.npy", "ffv1,0.mkv"})
    void a_folder_takes_any_format_and_the_frames_hash_is_the_same(String format, String name) throws Exception {
        assertThat(run("inflate %s --format %s -o %s", archive, format, at("to")))
                .isZero();
        assertThat(Fovea.files(folder)).containsExactly("to/0.json", "to/" + name);
        JsonNode told = sidecar("to/0.json");
        assertThat(told.get("framesSha256").asString()).isEqualTo(Sha256.of(frames));
        assertThat(told.get("sha256").asString()).isEqualTo(Sha256.of(folder.resolve("to/" + name)));
    }

    @Test
    void pictures_have_a_sidecar_too() throws Exception {
        assertThat(run("inflate %s --format png -o %s", archive, at("to"))).isZero();
        assertThat(Fovea.files(folder))
                .containsExactly(
                        "to/0.json",
                        "to/p000_1.png",
                        "to/p000_2.png",
                        "to/p001_1.png",
                        "to/p001_2.png",
                        "to/p002_1.png",
                        "to/p002_2.png");
        assertThat(sidecar("to/0.json").get("file").isNull()).isTrue();
        assertThat(Clip.open(folder.resolve("to")).frameCount()).as("read back").isEqualTo(FRAMES);
        assertThat(run("inflate %s --format png -o %s", archive, at("to"))).isEqualTo(2);
    }

    @Test
    void standard_output_has_the_data_and_nothing_else() throws Exception {
        assertThat(run("inflate %s -o -", archive)).isZero();
        assertThat(out.toByteArray()).isEqualTo(frames);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output: raw, 6 frames of 80×56");
        assertThat(Path.of("-")).doesNotExist();
        assertThat(run("inflate %s -o - --format png", archive)).isZero();
        assertThat(Files.write(folder.resolve("pictures"), out.toByteArray())).isNotEmptyFile();
    }

    @Test
    void a_stream_that_cannot_be_written_is_an_error() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(Main.run(new Terminal(full, told, false, 80), "inflate", archive, "-o", "-"))
                .isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output cannot be written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-o drive.avi|drive.avi: frames are not written as .avi; use .raw, .y4m, .npy, .mkv, --format, or "
                        + "the name of a folder",
                "-o drive.npy --format raw|drive.npy: the name says npy, --format says raw",
                "-o drive.png|drive.png: PNG is a picture for each frame",
                "-o drive.raw --rate 0|--rate 0 is not in 1..1000",
                "--format y4m|fovea inflate: ",
                "--format avi -o drive|fovea inflate: ",
            })
    void contradictions_are_refused_before_anything_is_drawn(String options, String beginning) throws Exception {
        assertThat(run("inflate " + archive + " " + options)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(beginning);
        assertThat(Fovea.files(folder)).isEmpty();
    }

    @Test
    void neither_file_nor_sidecar_is_overwritten_unasked() throws Exception {
        Files.writeString(folder.resolve("drive.json"), "mine");
        assertThat(run("inflate %s -o %s", archive, at("drive.npy"))).isEqualTo(2);
        assertThat(Fovea.files(folder)).containsExactly("drive.json");
        assertThat(run("inflate %s -o %s --force", archive, at("drive.npy"))).isZero();
        assertThat(Fovea.files(folder)).containsExactly("drive.json", "drive.npy");
    }
}
