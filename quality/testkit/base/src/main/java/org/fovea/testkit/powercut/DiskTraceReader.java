package org.fovea.testkit.powercut;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what strace(1) writes with {@code -f -y -xx}: every text is in hexadecimal digits, every open file has its
 * path.
 */
final class DiskTraceReader {
    private static final String UNFINISHED = " <unfinished ...>";
    private static final String RESUMED = " resumed>";

    private final Path folder;
    private final Path output;
    private final List<DiskTrace.Change> changes = new ArrayList<>();
    private final List<DiskTrace.Said> said = new ArrayList<>();

    /** By thread: a call that another thread's line stands within. */
    private final Map<String, String> begun = new HashMap<>();

    /** By number and path of an open file: where it is written next, and its length by path. */
    private final Map<String, Long> positions = new HashMap<>();

    private final Set<String> appended = new HashSet<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private final Set<String> folders = new HashSet<>();

    /**
     * Folders that a program has laid another file system over, for itself alone: nothing below them is on this disk.
     */
    private final Set<String> mounted = new HashSet<>();

    /**
     * Of a run.
     *
     * @param output file that standard output goes to
     */
    DiskTraceReader(Path folder, Path output) {
        this.folder = folder;
        this.output = output;
    }

    List<DiskTrace.Change> changes() {
        return changes;
    }

    List<DiskTrace.Said> said() {
        return said;
    }

    void line(String line) {
        int space = line.indexOf(' ');
        String thread = line.substring(0, space);
        String call = line.substring(space).stripLeading();
        if (call.endsWith(UNFINISHED)) {
            begun.put(thread, call.substring(0, call.length() - UNFINISHED.length()));
            return;
        }
        if (call.startsWith("<... ")) {
            String first = begun.remove(thread);
            if (first == null) {
                return;
            }
            call = first + call.substring(call.indexOf(RESUMED) + RESUMED.length());
        }
        int open = call.indexOf('(');
        int equals = call.lastIndexOf(" = ");
        if (open < 0 || equals < 0 || call.startsWith("---") || call.startsWith("+++")) {
            return;
        }
        String result = call.substring(equals + 3).strip();
        if (!result.startsWith("-") && !result.startsWith("?")) {
            int close = call.lastIndexOf(')', equals);
            call(call.substring(0, open), new Arguments(call.substring(open + 1, close)), result);
        }
    }

    private void call(String name, Arguments arguments, String result) {
        switch (name) {
            case "open", "creat", "openat" -> opened(arguments, result, name.equals("creat"));
            case "lseek" -> {
                if (arguments.file() != null) {
                    positions.put(arguments.handle(), number(result));
                }
            }
            case "write", "writev", "pwrite64", "pwritev", "pwritev2" -> written(name, arguments, number(result));
            case "ftruncate", "truncate" -> {
                String file = name.equals("truncate") ? arguments.path(0) : arguments.file();
                if (file != null) {
                    length(file, arguments.number(1));
                }
            }
            case "fallocate" -> {
                String file = arguments.file();
                if (file != null) {
                    long end = arguments.number(2) + arguments.number(3);
                    if (!arguments.text(1).equals("0") || end > lengths.getOrDefault(file, 0L)) {
                        throw new UnsupportedOperationException("fallocate of " + file + ": " + arguments.text(1));
                    }
                }
            }
            case "fsync", "fdatasync" -> {
                String file = arguments.file();
                if (file != null) {
                    changes.add(disk -> disk.force(file));
                }
            }
            case "rename", "renameat", "renameat2" -> moved(arguments, name.equals("rename"));
            case "unlink", "rmdir", "unlinkat" -> {
                String path = arguments.path(name.equals("unlinkat") ? 1 : 0);
                // What a program in a root of its own has made there is not seen, only that it goes.
                if (path != null && (lengths.remove(path) != null || folders.remove(path))) {
                    changes.add(disk -> disk.remove(path));
                }
            }
            case "mkdir", "mkdirat" -> {
                String path = arguments.path(name.equals("mkdirat") ? 1 : 0);
                if (path != null) {
                    folders.add(path);
                    changes.add(disk -> disk.make(path, true));
                }
            }
            case "mount" -> {
                String path = arguments.path(1);
                if (path != null) {
                    mounted.add(path);
                }
            }
            case "symlink", "link" -> linked(name, arguments.path(1));
            case "symlinkat" -> linked(name, arguments.path(2));
            case "linkat" -> linked(name, arguments.path(3));
            default -> {
                if (arguments.anyInside()) {
                    throw new UnsupportedOperationException(name + " is not known here");
                }
            }
        }
    }

    /** Links elsewhere do not matter, even if a program that works in the folder makes them. */
    private static void linked(String name, @Nullable String path) {
        if (path != null) {
            throw new UnsupportedOperationException(name + " is not known here: " + path);
        }
    }

    private void opened(Arguments arguments, String result, boolean always) {
        int start = result.indexOf('<');
        String file = start < 0 ? null : inside(hexadecimal(result.substring(start + 1, result.indexOf('>'))));
        if (file == null) {
            return;
        }
        String handle = result.substring(0, start) + " " + file;
        String flags = arguments.flags();
        positions.put(handle, 0L);
        if (flags.contains("O_APPEND")) {
            appended.add(handle);
        } else {
            appended.remove(handle);
        }
        boolean made = always || flags.contains("O_CREAT");
        if (made && !lengths.containsKey(file)) {
            lengths.put(file, 0L);
            changes.add(disk -> disk.make(file, false));
        } else if (flags.contains("O_TRUNC") || always) {
            length(file, 0);
        }
    }

    private void length(String file, long length) {
        if (lengths.getOrDefault(file, 0L) != length) {
            lengths.put(file, length);
            changes.add(disk -> disk.length(file, length));
        }
    }

    private void written(String name, Arguments arguments, long count) {
        if (arguments.isFile(output)) {
            said.add(new DiskTrace.Said(
                    changes.size(), new String(arguments.bytes(Math.toIntExact(count)), StandardCharsets.UTF_8)));
        }
        String file = arguments.file();
        if (file == null || !lengths.containsKey(file)) {
            return;
        }
        String handle = arguments.handle();
        long length = lengths.getOrDefault(file, 0L);
        boolean placed = name.startsWith("p");
        long at;
        if (placed) {
            at = arguments.number(name.equals("pwritev2") ? -2 : -1);
        } else {
            at = appended.contains(handle) ? length : positions.getOrDefault(handle, 0L);
            positions.put(handle, at + count);
        }
        lengths.put(file, Math.max(length, at + count));
        changes.add(new DiskTrace.Write(file, at, arguments.bytes(Math.toIntExact(count))));
    }

    private void moved(Arguments arguments, boolean simple) {
        String from = arguments.path(simple ? 0 : 1);
        String to = arguments.path(simple ? 1 : 3);
        if (from == null && to == null) {
            return;
        }
        if (from == null || to == null) {
            throw new UnsupportedOperationException("a file that comes from elsewhere or goes there: " + from + to);
        }
        changes.add(disk -> disk.move(from, to));
        // What is in a folder goes with it.
        for (String name : List.copyOf(lengths.keySet())) {
            Long length = within(name, from) ? lengths.remove(name) : null;
            if (length != null) {
                lengths.put(to + name.substring(from.length()), length);
            }
        }
        for (String name : List.copyOf(folders)) {
            if (within(name, from)) {
                folders.remove(name);
                folders.add(to + name.substring(from.length()));
            }
        }
    }

    private static boolean within(String name, String folder) {
        return name.equals(folder) || name.startsWith(folder + "/");
    }

    /** A path in the folder, from it; empty for the folder itself, absent for others. */
    private @Nullable String inside(byte[] bytes) {
        Path path = Path.of(new String(bytes, StandardCharsets.UTF_8));
        if (!path.isAbsolute() || !path.normalize().startsWith(folder)) {
            return null;
        }
        String name = folder.relativize(path.normalize()).toString();
        return mounted.stream().anyMatch(over -> name.startsWith(over + "/")) ? null : name;
    }

    private static long number(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text.substring(0, end));
    }

    /** The bytes of {@code \x2f\x74…}. */
    private static byte[] hexadecimal(String text) {
        byte[] bytes = new byte[text.length() / 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text, 4 * i + 2, 4 * i + 4, 16);
        }
        return bytes;
    }

    /** What stands between the brackets of a call. */
    private final class Arguments {
        private final List<String> parts = new ArrayList<>();

        Arguments(String text) {
            int start = 0;
            boolean quoted = false;
            int depth = 0;
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == '"') {
                    quoted = !quoted;
                } else if (!quoted && (letter == '[' || letter == '{')) {
                    depth++;
                } else if (!quoted && (letter == ']' || letter == '}')) {
                    depth--;
                } else if (!quoted && depth == 0 && letter == ',') {
                    parts.add(text.substring(start, i).strip());
                    start = i + 1;
                }
            }
            parts.add(text.substring(start).strip());
        }

        String text(int index) {
            return parts.get(index);
        }

        /** A number; negative indices count from the end. */
        long number(int index) {
            return DiskTraceReader.number(parts.get(index < 0 ? parts.size() + index : index));
        }

        String flags() {
            return parts.stream()
                    .filter(part -> part.startsWith("O_"))
                    .findFirst()
                    .orElse("");
        }

        /**
         * The open file that is the first argument, from the folder; absent where it is another one or has no name any
         * more.
         */
        @Nullable
        String file() {
            return opened(parts.getFirst());
        }

        /** Whether the first argument is this open file. */
        boolean isFile(Path file) {
            String part = parts.getFirst();
            int start = part.indexOf('<');
            return start >= 0
                    && part.endsWith(">")
                    && new String(hexadecimal(part.substring(start + 1, part.length() - 1)), StandardCharsets.UTF_8)
                            .equals(file.toString());
        }

        String handle() {
            return DiskTraceReader.number(parts.getFirst()) + " " + file();
        }

        private @Nullable String opened(String part) {
            int start = part.indexOf('<');
            if (start < 0 || !part.endsWith(">") || !part.startsWith("\\x", start + 1)) {
                return null;
            }
            return inside(hexadecimal(part.substring(start + 1, part.length() - 1)));
        }

        /** A path, from the folder: where the argument before it is an open folder, from that one. */
        @Nullable
        String path(int index) {
            String name = new String(text(parts.get(index)), StandardCharsets.UTF_8);
            Path path = Path.of(name);
            if (!path.isAbsolute()) {
                String before = index == 0 ? "" : parts.get(index - 1);
                int start = before.indexOf('<');
                if (start < 0) {
                    return null; // old calls do not tell from where
                }
                byte[] from = hexadecimal(before.substring(start + 1, before.lastIndexOf('>')));
                path = Path.of(new String(from, StandardCharsets.UTF_8)).resolve(path);
            }
            return inside(path.toString().getBytes(StandardCharsets.UTF_8));
        }

        boolean anyInside() {
            return parts.stream().anyMatch(part -> {
                if (part.startsWith("\"")) {
                    return inside(text(part)) != null;
                }
                return opened(part) != null;
            });
        }

        /** All texts, one after the other, no longer than what was written of them. */
        byte[] bytes(int count) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String part : parts.subList(1, parts.size())) {
                bytes.writeBytes(text(part));
            }
            if (bytes.size() < count) {
                throw new IllegalStateException("strace left out " + (count - bytes.size()) + " bytes");
            }
            return Arrays.copyOf(bytes.toByteArray(), count);
        }

        private static byte[] text(String part) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int start = part.indexOf('"');
            while (start >= 0) {
                int end = part.indexOf('"', start + 1);
                bytes.writeBytes(hexadecimal(part.substring(start + 1, end)));
                start = part.indexOf('"', end + 1);
            }
            return bytes.toByteArray();
        }
    }
}
