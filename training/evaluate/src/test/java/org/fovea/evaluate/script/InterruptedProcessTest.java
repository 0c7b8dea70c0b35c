package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is ended while other threads compute ends with its own exit code, not with a crash of LibTorch. */
class InterruptedProcessTest {
    private static final int THREADS = 16;
    private static final int CODE = 42;
    private static final int TRIES = 3;

    /** Runs a network in threads that never end, and ends the process. */
    public static void main(String[] arguments) throws Exception {
        ScriptNetwork network = ScriptNetwork.open(Path.of(arguments[0]), Optional.empty(), Optional.empty());
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().daemon().start(() -> runForEver(network));
        }
        Thread.sleep(500);
        System.exit(CODE);
    }

    private static void runForEver(ScriptNetwork network) {
        while (true) {
            try (PointerScope scope = new PointerScope()) {
                network.forward(torch.ones(1, 3, 8, 8).set_requires_grad(true))
                        .sum()
                        .backward();
            }
        }
    }

    @Test
    void ends_with_its_exit_code(@TempDir Path folder) throws Exception {
        Path network = TinyNetworks.segmentation(folder);
        Path output = folder.resolve("output.txt");
        for (int i = 0; i < TRIES; i++) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            InterruptedProcessTest.class.getName(),
                            network.toString()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(CODE);
        }
        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(network.toFile(), output.toFile());
    }
}
