package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** In place of the program: what it does stands in the clip. */
public final class StubMain {
    /** A program that is this class. */
    public static Program program() {
        return new Program(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-Dstderr.encoding=UTF-8", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                StubMain.class.getName(),
                Map.of("Fovea", "9"),
                "classes");
    }

    private StubMain() {}

    /** Understands the arguments of compress. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(args);
        switch (Files.readString(Path.of(args[1]))) {
            case "good" -> {
                Files.writeString(Path.of(all.get(all.indexOf("-o") + 1)), String.join(" ", all.subList(4, 8)));
                Files.writeString(Path.of(all.get(all.indexOf("--json") + 1)), """
                        {"bytes": 9, "sha256": "ab", "stages": [{"stage": "train", "seconds": 2.5}, {"stage": \
                        "train", "seconds": 1}],
                         "ledger": {"structureBytes": 2, "sections": [{"section": "masks", "bytes": 4}, {"section": \
                        "masks", "bytes": 3}]},
                         "score": {"score": 0.5, "scoredPairs": 4, "terms": {"segmentation": 0.25}, "classes": \
                        [{"name": "road", "wrong": 0.125}],
                                   "version": 1, "pairs": [{"pair": 0, "name": "x", "pose": 1}]}}
                        """);
            }
            case "broken" -> {
                System.err.println("a note");
                System.err.println("clip: byte 7: näher broken\n");
                System.exit(3);
            }
            case "evil" -> System.exit(3);
            case "crash" -> Runtime.getRuntime().halt(134);
            default -> Thread.sleep(60_000);
        }
    }
}
