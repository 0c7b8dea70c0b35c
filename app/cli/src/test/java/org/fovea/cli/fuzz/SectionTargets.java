package org.fovea.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.Section;
import org.fovea.codec.archive.SectionCodec;
import org.fovea.codec.archive.SectionCodecs;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.DifferenceCoder;
import org.fovea.codec.weights.WeightBase;
import org.fovea.render.NoRoomException;

/**
 * A target for each section codec of the files of {@code conformance/}, or of tiny ones where those would be read a few
 * times a second. The first byte of an input chooses the header that the section belongs to, the rest is the section:
 * so no checksum and no compression stands before the decoder.
 */
final class SectionTargets {
    private static final Set<SectionKind> SLOW = Set.of(SectionKind.MASKS, SectionKind.WEIGHTS);

    private SectionTargets() {}

    private record Case(ArchiveHeader header, byte[] content) {}

    /**
     * Made when a slow target first asks for one: a process that searches another target would spend seconds on them,
     * instrumented as it is.
     */
    private static final class Tiny {
        static final Map<String, List<Case>> CASES = new HashMap<>();

        static {
            TinyArchives.all().forEach(archive -> add(archive, CASES));
        }

        private Tiny() {}
    }

    static List<FuzzTarget> all(Path folder) throws IOException {
        Map<String, SectionCodec<?>> codecs = new LinkedHashMap<>();
        Map<String, List<Case>> cases = new HashMap<>();
        for (Path file : files(folder)) {
            Archive archive = ArchiveFile.open(Files.readAllBytes(file)).archive();
            add(archive, cases);
            for (Section section : archive.sections()) {
                SectionCodecs.find(section.kind(), section.codec())
                        .ifPresent(codec -> codecs.put(name(section), codec));
            }
        }
        WeightBase base = BaseFile.parse(Files.readAllBytes(folder.resolve("latent.base")))
                .weights();
        return codecs.entrySet().stream()
                .map(each -> target(each.getKey(), each.getValue(), base, cases.getOrDefault(each.getKey(), List.of())))
                .toList();
    }

    private static void add(Archive archive, Map<String, List<Case>> cases) {
        for (Section section : archive.sections()) {
            cases.computeIfAbsent(name(section), _ -> new ArrayList<>())
                    .add(new Case(archive.header(), section.content()));
        }
    }

    private static String name(Section section) {
        return section.label() + "-" + section.codec();
    }

    /** The archives of the kit, in the order of their names. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().matches(".*\\.(fva|zip)"))
                    .sorted()
                    .toList();
        }
    }

    private static FuzzTarget target(String name, SectionCodec<?> codec, WeightBase base, List<Case> read) {
        Supplier<List<Case>> cases =
                SLOW.contains(codec.kind()) ? () -> Tiny.CASES.getOrDefault(name, read) : () -> read;
        return new FuzzTarget(
                name,
                () -> seeds(cases.get()),
                input -> {
                    if (input.length > 0) {
                        List<Case> all = cases.get();
                        Case chosen = all.get(Byte.toUnsignedInt(input[0]) % all.size());
                        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
                        Object content = codec == SectionCodecs.DIFFERENCES
                                ? DifferenceCoder.decode(stream, chosen.header().tensors(), base)
                                : codec.decode(stream, chosen.header());
                        if (content instanceof MaskFrames frames) {
                            MaskTensor.of(frames); // frames are read when somebody asks
                        }
                    }
                },
                List.of(FormatException.class, NoRoomException.class));
    }

    private static List<byte[]> seeds(List<Case> cases) {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(i);
            out.writeBytes(cases.get(i).content());
            seeds.add(out.toByteArray());
        }
        return seeds;
    }
}
