package org.fovea.testkit.powercut;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path with the syntax of this machine's. */
record PowerCutPath(PowerCutFileSystem system, Path text) implements Path {
    static Path plain(Path path) {
        return path instanceof PowerCutPath own ? own.text : path;
    }

    private Path of(Path other) {
        return new PowerCutPath(system, other);
    }

    private @Nullable Path ofNullable(@Nullable Path other) {
        return other == null ? null : of(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return text.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return ofNullable(text.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return ofNullable(text.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return ofNullable(text.getParent());
    }

    @Override
    public int getNameCount() {
        return text.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return of(text.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return of(text.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return text.startsWith(plain(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return text.endsWith(plain(other));
    }

    @Override
    public Path normalize() {
        return of(text.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return of(text.resolve(plain(other)));
    }

    @Override
    public Path relativize(Path other) {
        return of(text.relativize(plain(other)));
    }

    @Override
    public URI toUri() {
        return URI.create("powercut:" + text);
    }

    @Override
    public Path toAbsolutePath() {
        return of(Path.of("/").resolve(text));
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return text.compareTo(plain(other));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
