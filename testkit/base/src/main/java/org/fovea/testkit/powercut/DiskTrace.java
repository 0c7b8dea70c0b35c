package org.fovea.testkit.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    private final Path folder;
    private final List<Change> changes;
    private final List<Said> said;
    private final int exitCode;

    /** One change. */
    @FunctionalInterface
    interface Change {
        /** Makes it once more. {@code root} is the folder's place there. */
        void make(Path root) throws IOException;

        /** The same, which the power ends in its middle; most are whole or not there at all. */
        default void half(Path root) throws IOException {
            assert root.isAbsolute();
        }
    }

    /** What the program told on its standard output before a change. */
    record Said(int change, String text) {}

    /** What of that which nobody forced reached the disk. */
    public enum Kept {
        /** Nothing: the least that POSIX promises. */
        FORCED,

        /** Names, but no contents. */
        NAMES,

        /** All, and half of the write at which the power failed; so it is, too, where the program alone was killed. */
        WRITTEN
    }

    DiskTrace(Path folder, List<Change> changes, List<Said> said, int exitCode) {
        this.folder = folder;
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
        return new DiskTrace(folder, reader.changes(), reader.said(), exitCode);
    }

    /** What the program ended with. */
    public int exitCode() {
        return exitCode;
    }

    /** How many changes there were: writes, forces, new, other and removed names. */
    public int changes() {
        return changes.size();
    }

    /** What the program had told on its standard output by the time of a change. */
    public String said(int change) {
        StringBuilder text = new StringBuilder();
        said.stream().filter(part -> part.change() <= change).forEach(part -> text.append(part.text()));
        return text.toString();
    }

    /**
     * Lays the folder out as it is after the power failed instead of a change.
     *
     * @param cut from 0, to {@link #changes} where all were made
     * @param target is made
     */
    public void restore(int cut, Kept kept, Path target) throws IOException {
        PowerCutFiles files = PowerCutFiles.empty();
        Path root = files.path(folder.toString());
        Files.createDirectories(root);
        // The folder itself was there before.
        for (Path above = root; above != null; above = above.getParent()) {
            force(above);
        }
        for (Change change : changes.subList(0, cut)) {
            change.make(root);
        }
        if (kept == Kept.WRITTEN) {
            if (cut < changes.size()) {
                changes.get(cut).half(root);
            }
            copy(root, target);
        } else {
            PowerCutFiles after = files.afterCut(kept == Kept.NAMES);
            copy(after.path(folder.toString()), target);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.write(to, Files.readAllBytes(from));
            return;
        }
        Files.createDirectories(to);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                copy(entry, to.resolve(String.valueOf(entry.getFileName())));
            }
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Bytes at a place of a file. */
    record Write(String file, long at, byte[] bytes) implements Change {
        @Override
        public void make(Path root) throws IOException {
            write(root, bytes);
        }

        @Override
        public void half(Path root) throws IOException {
            write(root, Arrays.copyOf(bytes, bytes.length / 2));
        }

        private void write(Path root, byte[] part) throws IOException {
            try (FileChannel channel = FileChannel.open(root.resolve(file), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(part), at);
            }
        }
    }

    /** Another length of a file; what is new is zero. */
    record Length(String file, long length) implements Change {
        @Override
        public void make(Path root) throws IOException {
            try (FileChannel channel = FileChannel.open(root.resolve(file), StandardOpenOption.WRITE)) {
                long now = channel.size();
                if (length < now) {
                    channel.truncate(length);
                } else if (length > now) {
                    channel.write(ByteBuffer.wrap(new byte[Math.toIntExact(length - now)]), now);
                }
            }
        }
    }

    static Change made(String file) {
        return root -> FileChannel.open(root.resolve(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
    }

    static Change folder(String name) {
        return root -> Files.createDirectory(root.resolve(name));
    }

    static Change forced(String path) {
        return root -> force(root.resolve(path));
    }

    static Change moved(String from, String to) {
        return root -> Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    static Change removed(String path) {
        return root -> Files.delete(root.resolve(path));
    }
}
