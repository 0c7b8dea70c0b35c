package org.fovea.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A standalone cluster of Apache Spark on this machine: a master and workers, each a process, as Spark's own scripts
 * start them.
 */
final class SparkCluster implements AutoCloseable {
    /** Spark as it is beside the program. */
    static final Path HOME = Fovea.ROOT.resolve("app/cli/target/dist/spark");

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MEGABYTES_OF_WORKER = 3072;

    private final Path folder;
    private final String address;
    private final List<Process> processes = new ArrayList<>();

    private SparkCluster(Path folder, String address) {
        this.folder = folder;
        this.address = address;
    }

    /** Starts one whose workers have a core each. */
    static SparkCluster start(Path folder, int workers) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        SparkCluster cluster = new SparkCluster(folder, "spark://" + LOOPBACK + ":" + port);
        cluster.add("master", "master.Master", "--port", Integer.toString(port));
        for (int i = 1; i <= workers; i++) {
            String name = "worker" + i;
            cluster.add(
                    name,
                    "worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    MEGABYTES_OF_WORKER + "m",
                    "--work-dir",
                    folder.resolve(name).toString(),
                    cluster.address);
        }
        return cluster;
    }

    private void add(String name, String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy." + type,
                "--host",
                LOOPBACK,
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13"); // as its own scripts set it
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        processes.add(builder.start());
    }

    /** What {@code --master} takes. */
    String address() {
        return address;
    }

    /** Processes that Spark has started for a program, and that start those of clips. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(each -> each.info()
                        .commandLine()
                        .orElse("")
                        .contains("org.apache.spark.executor.CoarseGrainedExecutorBackend"))
                .toList();
    }

    /** What its processes have said, for a test that failed. */
    String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".log")
                            || each.getFileName().toString().equals("stderr"))
                    .toList()) {
                List<String> lines = Fovea.read(file).lines().toList();
                all.append(file).append('\n');
                lines.subList(Math.max(0, lines.size() - 20), lines.size())
                        .forEach(line -> all.append("  ").append(line).append('\n'));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process each : processes.reversed()) {
            List<ProcessHandle> below = each.descendants().toList();
            each.destroy();
            if (!each.waitFor(30, TimeUnit.SECONDS)) {
                each.destroyForcibly();
            }
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
