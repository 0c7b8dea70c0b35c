package org.fovea.cli;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server with the protocol of S3 on this machine: S3Proxy, a process of its own, whose buckets are folders. */
final class ObjectStorage implements AutoCloseable {
    /** Where the build puts its jars. */
    static final Path JARS = Fovea.ROOT.resolve("fleet/spark/server/target/server");

    static final String NAME = "name-of-tests";
    static final String SECRET = "secret-of-tests";

    private static final int PATIENCE = 600;

    private final Path buckets;
    private final int port;
    private final Process process;

    private ObjectStorage(Path buckets, int port, Process process) {
        this.buckets = buckets;
        this.port = port;
        this.process = process;
    }

    static ObjectStorage start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Path settings =
                Files.writeString(folder.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, NAME, SECRET, buckets));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        JARS + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        ObjectStorage storage = new ObjectStorage(buckets, port, process);
        for (int i = 0; !storage.answers(); i++) {
            if (i == PATIENCE || !process.isAlive()) {
                storage.close();
                throw new AssertionError(Fovea.read(folder.resolve("s3proxy.log")));
            }
            Thread.sleep(100);
        }
        return storage;
    }

    /** One that nobody listens at. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What Spark has to be told to find it. */
    List<String> settings() {
        return settings(port);
    }

    static List<String> settings(int port) {
        return List.of(
                "--conf",
                "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:" + port,
                "--conf",
                "spark.hadoop.fs.s3a.path.style.access=true");
    }

    /**
     * Uploads a folder with Hadoop's own shell, into a bucket that is made: a file that is merely put into a bucket's
     * folder has no ETag.
     */
    void upload(Path folder, String bucket) throws IOException, InterruptedException {
        Files.createDirectories(buckets.resolve(bucket));
        Path settings = Files.createDirectories(buckets.resolveSibling("hadoop"));
        Files.writeString(settings.resolve("core-site.xml"), """
                <configuration>
                  <property><name>fs.s3a.endpoint</name><value>http://127.0.0.1:%d</value></property>
                  <property><name>fs.s3a.path.style.access</name><value>true</value></property>
                  <property><name>fs.s3a.access.key</name><value>%s</value></property>
                  <property><name>fs.s3a.secret.key</name><value>%s</value></property>
                </configuration>
                """.formatted(port, NAME, SECRET));
        Path log = buckets.resolveSibling("upload.log");
        Process shell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        settings + File.pathSeparator + SparkCluster.HOME.resolve("jars") + "/*",
                        "org.apache.hadoop.fs.FsShell",
                        "-put",
                        "-d",
                        folder.toString(),
                        "s3a://" + bucket + "/")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (shell.waitFor() != 0) {
            throw new AssertionError(Fovea.read(log));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
