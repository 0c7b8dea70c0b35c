package org.fovea.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodecRegistry;
import org.fovea.codec.archive.Section;
import org.fovea.codec.archive.SectionCodec;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.render.NoRoomException;
import org.jspecify.annotations.Nullable;

/**
 * A target for each section codec of the files of {@code conformance/}, or of tiny ones where those would be read a few times a second. The first byte of an input chooses the header that the section belongs to, the
 * rest is the section: so no checksum and no compression stands before the decoder.
 */
final class SectionTargets {
    private static final Predicate<Section> SLOW =
            section -> section.kind() == SectionKind.MASKS.id() || section.kind() == SectionKind.WEIGHTS.id();

    private SectionTargets() {}

    private record Case(ArchiveHeader header, byte[] content) {}

    /** Cases are made when a target is first asked for one: a process that searches one target would make those of all others first, which costs an instrumented program seconds. */
    static List<FuzzTarget> all(Path folder) throws IOException {
        Map<String, SectionCodec<?>> codecs = new LinkedHashMap<>();
        Map<String, List<Case>> read = new HashMap<>();
        Set<String> slow = new HashSet<>();
        for (Path file : files(folder)) {
            Archive archive = ArchiveFile.open(Files.readAllBytes(file)).archive();
            for (Section section : archive.sections()) {
                CodecRegistry.standard()
                        .find(section.kind(), section.codec())
                        .ifPresent(codec -> codecs.put(name(section), codec));
                read.computeIfAbsent(name(section), _ -> new ArrayList<>())
                        .add(new Case(archive.header(), section.content()));
                if (SLOW.test(section)) {
                    slow.add(name(section));
                }
            }
        }
        return codecs.entrySet().stream()
                .map(each ->
                        target(each.getKey(), each.getValue(), cases(each.getKey(), slow, read.get(each.getKey()))))
                .toList();
    }

    /** Those of the kit, or tiny ones where these are slow and tiny ones exist. */
    private static Supplier<List<Case>> cases(String name, Set<String> slow, List<Case> read) {
        if (!slow.contains(name)) {
            return () -> read;
        }
        return new Supplier<>() {
            private @Nullable List<Case> made;

            @Override
            public synchronized List<Case> get() {
                if (made == null) {
                    List<Case> tiny = TinyArchives.all().stream()
                            .flatMap(archive -> archive.sections().stream()
                                    .filter(section -> name(section).equals(name))
                                    .map(section -> new Case(archive.header(), section.content())))
                            .toList();
                    made = tiny.isEmpty() ? read : tiny;
                }
                return made;
            }
        };
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

    private static FuzzTarget target(String name, SectionCodec<?> codec, Supplier<List<Case>> cases) {
        return new FuzzTarget(
                name,
                () -> seeds(cases.get()),
                input -> {
                    if (input.length > 0) {
                        List<Case> all = cases.get();
                        Case chosen = all.get(Byte.toUnsignedInt(input[0]) % all.size());
                        Object content = codec.decode(Arrays.copyOfRange(input, 1, input.length), chosen.header());
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
