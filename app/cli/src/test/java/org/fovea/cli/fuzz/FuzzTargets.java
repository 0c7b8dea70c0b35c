package org.fovea.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.cli.CommandDoor;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.fovea.evaluate.onnx.ModelDoor;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.TensorEntry;
import org.fovea.evaluate.script.ScreenDoor;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.interop.Submissions;
import org.fovea.interop.brotli.BrotliStream;
import org.fovea.interop.hnerv.HnervPayload;
import org.fovea.interop.qma9.Qma9;
import org.fovea.interop.qzs3.PoseStream;
import org.fovea.interop.qzs3.Qzs3Renderer;
import org.fovea.interop.qzs3.RouterActionStream;
import org.fovea.interop.qzs3.TileActionStream;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.study.StudyPlan;
import org.fovea.render.NoRoomException;

/** Everything that reads files, tables and messages of others. */
final class FuzzTargets {
    private static final int INTERNAL = 70;
    private static final int MOST = 1 << 24;
    private static final List<Class<? extends Exception>> DAMAGE = List.of(FormatException.class);
    private static final List<Class<? extends Exception>> REFUSED =
            List.of(FormatException.class, LedgerException.class);

    private final Path root;
    private final Path work;

    /**
     * Targets.
     *
     * @param root of the repository
     * @param work a folder of this process alone
     */
    FuzzTargets(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    List<FuzzTarget> all() throws IOException {
        List<FuzzTarget> all = new ArrayList<>();
        all.add(new FuzzTarget("archive", this::archives, ArchiveFile::open, DAMAGE));
        all.addAll(SectionTargets.all(root.resolve("quality/conformance")));
        all.addAll(submissions());
        all.addAll(settings());
        all.addAll(networks());
        all.addAll(lab());
        all.add(inspect());
        return all;
    }

    /** The one of a name. */
    FuzzTarget find(String name) throws IOException {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fuzz target is called " + name));
    }

    private List<byte[]> archives() throws IOException {
        return contents(SectionTargets.files(root.resolve("quality/conformance")).stream());
    }

    private List<FuzzTarget> submissions() {
        byte[] masks = HexFormat.of().parseHex("514d413904000000200000001800000003000000332f40");
        byte[] brotli = HexFormat.of().parseHex("0b028068656c6c6f03");
        byte[] tiles = HexFormat.of().parseHex("0002016b0207");
        byte[] poses = HexFormat.of().parseHex("515031000401 02c801".replace(" ", ""));
        return List.of(
                target("brotli", input -> BrotliStream.decode("brotli", input, 0, input.length, MOST), brotli),
                new FuzzTarget(
                        "submission",
                        () -> with("submission", masks, join(masks, brotli), brotli),
                        input -> Submissions.open(input, "some.bin"),
                        DAMAGE),
                target("qma9", input -> MaskTensor.of(Qma9.parse(input, 0)), masks),
                new FuzzTarget(
                        "qzs3",
                        () -> with("qzs3", "QZS3".getBytes(StandardCharsets.US_ASCII)),
                        Qzs3Renderer::read,
                        DAMAGE),
                target("qzs3-tiles", input -> TileActionStream.read(input, new MaskShape(4, 24, 32, 5)), tiles),
                target("qzs3-poses", input -> PoseStream.read(input, 4), poses),
                target("qzs3-router", input -> RouterActionStream.read(input, 4), new byte[] {(byte) 0x88, 6}),
                new FuzzTarget(
                        "hnerv", () -> with("hnerv", new byte[] {1, 0, 0, 0, 0, 0}), HnervPayload::find, DAMAGE));
    }

    private List<byte[]> with(String target, byte[]... more) throws IOException {
        List<byte[]> all = new ArrayList<>(FuzzCorpus.seeds(root, target));
        all.addAll(List.of(more));
        return all;
    }

    private List<FuzzTarget> settings() {
        List<Path> examples = List.of(
                root.resolve("examples/lab/small.yaml"),
                root.resolve("examples/lab/white-study.yaml"),
                root.resolve("examples/lab/drive-combine.yaml"));
        return List.of(
                new FuzzTarget("profile", this::profiles, input -> Profile.parse(input, List.of()), DAMAGE),
                new FuzzTarget("plan", this::profiles, input -> new Profiles.Text("some.yaml", input).plan(), DAMAGE),
                target("lab-yaml", LabConfig::read, """
                        database: jdbc:sqlite:ledger.db
                        benchmarks:
                          drive: {clip: a.mkv}
                        seeds: 2
                        """),
                target("fleet-yaml", input -> FleetFile.read(file(input, "fleet.yaml")), """
                        profile: fast/masks
                        evaluators: bundled
                        clips: [a.mkv]
                        """),
                target("objective-yaml", input -> EvaluatorFile.read(file(input, "pair.yaml")), """
                        segmentation: {network: a.onnx}
                        pose: {network: b.onnx}
                        """),
                new FuzzTarget(
                        "study",
                        () -> contents(examples.stream()),
                        input -> StudyPlan.parse(new String(input, StandardCharsets.UTF_8)),
                        DAMAGE));
    }

    private List<byte[]> profiles() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (String name : Profiles.names()) {
            all.add(Profiles.find(name).yaml());
        }
        return all;
    }

    private List<FuzzTarget> networks() {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        byte[] tensors = join(
                new byte[] {(byte) header.length(), 0, 0, 0, 0, 0, 0, 0},
                header.getBytes(StandardCharsets.US_ASCII),
                new byte[8]);
        Path onnx = root.resolve("training/evaluate/src/test/resources/onnx");
        return List.of(
                target("safetensors", FuzzTargets::tensors, tensors),
                new FuzzTarget(
                        "onnx",
                        () -> contents(
                                Stream.of("pose-14.onnx", "windows-16.onnx").map(onnx::resolve)),
                        input -> ModelDoor.read(file(input, "some.onnx")),
                        DAMAGE),
                new FuzzTarget(
                        "torchscript",
                        () -> List.of(script("def forward(self, x: Tensor) -> Tensor:\n  return torch.relu(x)\n")),
                        input -> ScreenDoor.verify(file(input, "some.pt")),
                        DAMAGE),
                // The program without its archive, whose checksums a search would have to guess.
                target(
                        "torchscript-program",
                        ScreenDoor::read,
                        "def forward(self, x: Tensor) -> Tensor:\n  return torch.relu(x)\n"));
    }

    private static void tensors(byte[] input) {
        SafetensorsFile file = SafetensorsFile.parse(input, "some.safetensors");
        for (TensorEntry tensor : file.tensors()) {
            try {
                file.floats(tensor.name());
            } catch (FormatException otherType) {
                file.offset(tensor);
            }
        }
    }

    private List<FuzzTarget> lab() {
        Path golden = root.resolve("lab/lab/src/test/resources/org/fovea/lab/exchange/golden.jsonl");
        Ledger[] ledger = new Ledger[1]; // opened by the first input, in the process that is meant
        FuzzTarget.Reader lines = input ->
                LabImport.read(ledger(ledger, "lines.db"), "some.jsonl", new ByteArrayInputStream(input), true);
        return List.of(
                new FuzzTarget("lab-jsonl", () -> contents(Stream.of(golden)), lines, REFUSED),
                new FuzzTarget("mcp", AgentMessages::seeds, new AgentMessages(work)::serve, List.of()));
    }

    private Ledger ledger(Ledger[] kept, String name) {
        if (kept[0] == null) {
            kept[0] = LabDatabase.open(work.resolve(name)).ledger();
        }
        return kept[0];
    }

    /** The command line: whatever the file is, the exit code is not that of an error of the program. */
    private FuzzTarget inspect() {
        return new FuzzTarget(
                "command-inspect",
                this::archives,
                input -> {
                    if (CommandDoor.run("inspect %s", file(input, "some.zip")) == INTERNAL) {
                        throw new IllegalStateException("fovea inspect ended with exit code 70");
                    }
                },
                List.of(NoRoomException.class));
    }

    private static FuzzTarget target(String name, FuzzTarget.Reader reader, String seed) {
        return target(name, reader, seed.getBytes(StandardCharsets.UTF_8));
    }

    private static FuzzTarget target(String name, FuzzTarget.Reader reader, byte[] seed) {
        return new FuzzTarget(name, () -> List.of(seed), reader, DAMAGE);
    }

    private Path file(byte[] input, String name) throws IOException {
        return Files.write(work.resolve(name.toLowerCase(Locale.ROOT)), input);
    }

    private static byte[] script(String program) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("n/data.pkl", "n/constants.pkl", "n/code/__torch__.py")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith(".py") ? program.getBytes(StandardCharsets.ISO_8859_1) : new byte[] {'.'});
            }
        }
        return out.toByteArray();
    }

    private static List<byte[]> contents(Stream<Path> files) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : files.toList()) {
            all.add(Files.readAllBytes(file));
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
