package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ZipWriter;
import org.fovea.codec.io.FileKind;
import org.fovea.testkit.networks.SmallClips;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every argument that names a file, given files of every other kind: the line says what the file is, what is wanted,
 * and what to do; and it never blames damage, since all of these files are intact.
 */
class ForeignInputsTest {
    private static final FrameSize SIZE = new FrameSize(64, 48);

    @TempDir
    private static Path folder;

    private static final Map<String, Path> FILES = new LinkedHashMap<>();

    /**
     * A command's argument.
     *
     * @param wanted words of the message that say what is read
     * @param own files that it takes
     * @param told whether the message says what each file is; else the name alone tells that it is none
     * @param line the command, X for the file and OUT for an output
     */
    record Reader(String wanted, List<String> own, boolean told, String line) {
        @Override
        public String toString() {
            return line;
        }
    }

    private static Reader archive(String line) {
        return new Reader("a Fovea archive or a submission", List.of("archive.zip"), true, line);
    }

    private static Reader clip(String line) {
        // Its first bytes are those of a video, so that more than the kind is known to be wrong.
        return new Reader("clip", List.of("clip.mkv", "clip.mp4"), true, line);
    }

    private static Reader text(String wanted, String line) {
        return new Reader(wanted, List.of(), true, line);
    }

    private static Reader named(String wanted, String line) {
        return new Reader(wanted, List.of(), false, line);
    }

    static List<Reader> readers() {
        return List.of(
                archive("inspect X"),
                archive("inflate X -o OUT"),
                archive("repack X -o OUT.zip"),
                archive("package X -o OUT --no-smoke"),
                archive("mask decode X -o OUT"),
                archive("mask show X -o OUT.png"),
                archive("compress clip.mkv -o OUT.zip --init X --evaluators bundled"),
                clip("clip info X"),
                clip("clip decode X -o OUT.raw"),
                clip("clip encode X -o OUT.mkv"),
                clip("mask look X -o OUT.fva --evaluators bundled"),
                clip("compress X -o OUT.zip --profile standard/masks --evaluators bundled"),
                clip("score --original X --candidate clip.mkv --evaluators bundled"),
                clip("bench rd X -o OUT --archive archive.zip --evaluators bundled"),
                clip("evaluators check bundled --clip X"),
                text("fovea score", "compare X X"),
                text("fleet", "fleet run X"),
                text("study", "lab study start X --lab lab"),
                text("lab", "lab import X --lab lab"),
                named("evaluators", "evaluators check X"),
                named("profile", "compress clip.mkv -o OUT.zip --profile X --evaluators bundled"),
                named("results of a fleet", "fleet status X"),
                named("results of a fleet", "fleet report X -o OUT"),
                named("lab", "lab status --lab X"),
                named("lab", "site build X -o OUT"),
                named("fovea compress makes one", "watch X"));
    }

    @BeforeAll
    static void make() throws IOException {
        Path archive = Fovea.ROOT.resolve("quality/conformance/compact.zip");
        byte[] zip = Files.readAllBytes(archive);
        Random random = new Random(3);
        byte[] frames = new byte[4 * SIZE.rgbBytes()];
        random.nextBytes(frames);
        Path clip = SmallClips.lossless(folder.resolve("clip.mkv"), SIZE, frames);
        FILES.put("clip.mkv", clip);
        put("archive.zip", zip);
        put("other.zip", ZipWriter.single("x", "some text".getBytes(StandardCharsets.UTF_8)));
        put("picture.png", "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1));
        put("clip.mp4", "\0\0\0\u0020ftypisom\0\0\2\0isomiso2avc1mp41 mdat".getBytes(StandardCharsets.ISO_8859_1));
        put("plan.yaml", "colour: blue\nlist: [1, 2]\n".getBytes(StandardCharsets.UTF_8));
        put("table.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        put("record.json", "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8));
        put("page.zip", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n".getBytes(StandardCharsets.UTF_8));
        put(
                "pointer.mkv",
                ("version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 12345\n")
                        .getBytes(StandardCharsets.UTF_8));
        put("empty.mkv", new byte[0]);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(zip);
        }
        put("archive.gz", packed.toByteArray());
        byte[] noise = new byte[5000];
        random.nextBytes(noise);
        put("noise.bin", noise);
        FILES.put("folder", Files.createDirectory(folder.resolve("folder")));
        String lab = folder.resolve("lab").toString();
        assertThat(CommandDoor.run("lab init %s", lab)).isZero();
    }

    private static void put(String name, byte[] bytes) throws IOException {
        FILES.put(name, Files.write(folder.resolve(name), bytes));
    }

    private static List<String> line(Reader reader, Path file, int number) {
        List<String> words = new ArrayList<>();
        for (String word : reader.line().split(" ")) {
            words.add(
                    word.equals("X")
                            ? file.toString()
                            : word.startsWith("OUT")
                                    ? folder.resolve("out" + number + word.substring(3))
                                            .toString()
                                    : FILES.containsKey(word) || word.equals("lab") && words.size() > 1
                                            ? folder.resolve(word).toString()
                                            : word);
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("readers")
    void a_file_of_every_other_kind_is_called_what_it_is(Reader reader) throws IOException {
        int number = 0;
        for (Map.Entry<String, Path> file : FILES.entrySet()) {
            if (reader.own().contains(file.getKey())) {
                continue;
            }
            Result result = CommandDoor.result(line(reader, file.getValue(), number++));
            String as = reader.line() + " with " + file.getKey() + ": " + result.err();
            assertThat(result.exitCode()).as(as).isIn(ExitCode.USAGE, ExitCode.BAD_INPUT, ExitCode.NOT_HELD);
            if (reader.line().startsWith("challenge") && file.getKey().equals("folder")) {
                continue; // a folder is what it takes, and this one lacks all files
            }
            assertThat(result.err().lines()).as(as).hasSize(1);
            assertThat(result.err()).as(as).contains(file.getKey()).doesNotContain("damaged", "fetch it again");
            assertThat(result.err()).as(as).containsAnyOf(wanted(reader, file.getKey()));
            Optional<FileKind> kind = FileKind.of(file.getValue());
            if (reader.told() && kind.isPresent() && !isOfText(reader, kind.get())) {
                assertThat(result.err()).as(as).containsAnyOf(kind.get().title(), "ZIP file", "is empty");
            }
        }
    }

    /** Where a text is read, what is wrong with another text is said by its line. */
    private static boolean isOfText(Reader reader, FileKind kind) {
        return kind == FileKind.TEXT && reader.line().matches("(compare|fleet|lab) .*");
    }

    private static String[] wanted(Reader reader, String file) {
        return file.equals("folder")
                ? new String[] {"folder", "no evaluators", "is not a profile"}
                : new String[] {reader.wanted(), "frames that Fovea can make"};
    }

    /** What a truncated copy is told by, which is damage. */
    @ParameterizedTest
    @ValueSource(strings = {"archive.zip", "clip.mkv"})
    void a_truncated_copy_is_damaged(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FILES.get(name));
        Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, whole.length * 2 / 3));
        Result result =
                name.endsWith("zip") ? CommandDoor.result("inspect %s", cut) : CommandDoor.result("clip info %s", cut);
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains("cut-" + name, "truncated", "fetch it again");
    }
}
