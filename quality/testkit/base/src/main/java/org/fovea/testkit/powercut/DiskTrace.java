package org.fovea.testkit.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a program changed below a folder, as strace(1) saw it: its native code, such as that of a database, and the
 * programs that it started included. It can be laid out again as it would be if the power had failed at any of the
 * changes. Writes through mapped memory are not seen.
 */
public final class DiskTrace {
    private static final String CALLS =
            "openat,open,creat,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,"
                    + "fdatasync,"
                    + "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,"
                    + "symlinkat,mount,copy_file_range,sendfile,splice";

    private final List<Change> changes;
    private final List<Said> said;
    private final int exitCode;

    /** One change. */
    @FunctionalInterface
    interface Change {
        void make(Disk disk);

        /** The same, with the power failing in its middle; most are whole or not there at all. */
        default void half(Disk disk) {}
    }

    /** Bytes at a place of a file. */
    record Write(String file, long at, byte[] bytes) implements Change {
        @Override
        public void make(Disk disk) {
            disk.write(file, at, bytes);
        }

        @Override
        public void half(Disk disk) {
            disk.write(file, at, Arrays.copyOf(bytes, bytes.length / 2));
        }
    }

    /** What the program printed before a change. */
    record Said(int change, String text) {}

    /** How much of what was not forced reached the disk. */
    public enum Kept {
        /** Nothing: the least that POSIX promises. */
        FORCED,

        /** Names, but no contents. */
        NAMES,

        /** All, and half of the write at which the power failed; so it is, too, where the program alone was killed. */
        WRITTEN
    }

    private DiskTrace(List<Change> changes, List<Said> said, int exitCode) {
        this.changes = List.copyOf(changes);
        this.said = List.copyOf(said);
        this.exitCode = exitCode;
    }

    /** Whether strace is here and may look at programs. */
    public static boolean works() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-f", "-y", "--seccomp-bpf", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a program.
     *
     * @param folder whose changes are kept; empty, without symbolic links on the way to it
     * @param program its command, environment and working folder; told its files by absolute paths, since some calls do
     *     not tell where others begin; its output goes to files beside {@code log}
     * @param log a file for what strace writes, outside the folder
     */
    public static DiskTrace of(Path folder, ProcessBuilder program, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-y", "-xx", "--seccomp-bpf"));
        command.addAll(List.of("-s", "100000000", "-e", "trace=" + CALLS, "-e", "signal=none", "-o", log.toString()));
        // These do not show what they write; told that there is no such call, programs write themselves.
        command.addAll(List.of("-e", "inject=copy_file_range,sendfile,splice:error=ENOSYS"));
        command.addAll(program.command());
        Process process = program.command(command)
                .redirectOutput(log.resolveSibling("out").toFile())
                .redirectError(log.resolveSibling("err").toFile())
                .start();
        int exitCode = process.waitFor();
        DiskTraceReader reader = new DiskTraceReader(folder, log.resolveSibling("out"));
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            lines.lines().forEach(reader::line);
        }
        return new DiskTrace(reader.changes(), reader.said(), exitCode);
    }

    /**
     * Runs a class of the test's class path and expects that it succeeds.
     *
     * @param folder whose changes are kept; empty, without symbolic links on the way to it
     * @param main has a main method
     */
    public static DiskTrace ofMain(Path folder, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path log = folder.resolveSibling("trace");
        DiskTrace trace = of(folder, new ProcessBuilder(command), log);
        if (trace.exitCode != 0) {
            throw new IOException(Files.readString(log.resolveSibling("err")));
        }
        return trace;
    }

    /** What the program ended with. */
    public int exitCode() {
        return exitCode;
    }

    /** How many changes there were: writes, forces, new, other and removed names. */
    public int changes() {
        return changes.size();
    }

    /** What the program had printed by the time of a change. */
    public String said(int change) {
        StringBuilder text = new StringBuilder();
        said.stream().filter(part -> part.change() <= change).forEach(part -> text.append(part.text()));
        return text.toString();
    }

    /** How many lines the program had printed by the time of a change. */
    public int lines(int change) {
        return (int) said(change).lines().count();
    }

    /**
     * Lays the folder out as it is after the power failed instead of a change.
     *
     * @param cut from 0, to {@link #changes} where all were made
     * @param target is made
     */
    public void restore(int cut, Kept kept, Path target) throws IOException {
        Disk disk = new Disk();
        for (Change change : changes.subList(0, cut)) {
            change.make(disk);
        }
        if (kept == Kept.WRITTEN && cut < changes.size()) {
            changes.get(cut).half(disk);
        }
        disk.copy(kept, target);
    }
}
