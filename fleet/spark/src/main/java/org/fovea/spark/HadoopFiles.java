package org.fovea.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * Files as Hadoop reaches them: s3a:// and hdfs:// for example. Its file systems try again by themselves what their
 * settings say. What will not pass is a {@link FileSystemException}. Executors have nothing of the program but this jar
 * in the class loader that knows Hadoop, so this knows nothing of fleets.
 */
final class HadoopFiles {
    /** What s3a:// says of a bucket that is not there; its classes are not there when this is compiled. */
    private static final String NO_BUCKET = "UnknownStoreException";

    private final Configuration settings;

    HadoopFiles(Configuration settings) {
        this.settings = settings;
    }

    /** Something that is asked of a file system. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(FileSystem files, Path path) throws IOException;
    }

    private <T> T ask(String address, Question<T> question) throws IOException {
        try {
            Path path = new Path(address);
            return question.ask(path.getFileSystem(settings), path);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new NoSuchFileException(address);
        } catch (AccessDeniedException | AccessControlException e) {
            throw lasting(address, "access is refused: " + OneLine.of(e), e);
        } catch (UnsupportedFileSystemException e) {
            throw lasting(address, "this Spark has no file system for such addresses", e);
        } catch (FileSystemException e) {
            throw e;
        } catch (InterruptedIOException e) {
            if (e.getClass() == InterruptedIOException.class) { // others are a network's that takes too long
                Thread.currentThread().interrupt();
            }
            throw new InterruptedIOException(OneLine.of(e));
        } catch (IOException e) {
            if (e.getClass().getSimpleName().equals(NO_BUCKET)) {
                throw lasting(address, "no such bucket", e);
            }
            throw new IOException(OneLine.of(e), e);
        } catch (UncheckedIOException e) {
            throw new IOException(OneLine.of(e), e);
        } catch (RuntimeException e) { // an address or settings that make no sense, or a library that is missing
            throw lasting(address, OneLine.of(e), e);
        }
    }

    private static FileSystemException lasting(String address, String reason, Exception cause) {
        FileSystemException problem = new FileSystemException(address, null, reason);
        problem.initCause(cause);
        return problem;
    }

    /** Size, and date in milliseconds since 1970. */
    long[] facts(String address) throws IOException {
        FileStatus status = ask(address, FileSystem::getFileStatus);
        if (!status.isFile()) {
            throw new FileSystemException(address, null, "is a folder");
        }
        return new long[] {status.getLen(), status.getModificationTime()};
    }

    /** Reads a file from its beginning to its end. */
    InputStream open(String address) throws IOException {
        return ask(
                address,
                (files, path) -> FutureIO.awaitFuture(files.openFile(path)
                        .opt(
                                OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                                OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
                        .build()));
    }

    /** What is known of a file: its name from the folder, and the same as by {@link #facts}. */
    @FunctionalInterface
    interface Finder {
        void found(String name, long bytes, long modified);
    }

    /** Finds the files of a folder, and those of folders below. */
    void list(String folder, boolean deep, Finder finder) throws IOException {
        ask(folder, (files, path) -> {
            int before = files.makeQualified(path).toUri().getPath().length();
            int count = 0;
            for (RemoteIterator<LocatedFileStatus> all = files.listFiles(path, deep); all.hasNext(); count++) {
                FileStatus each = all.next();
                String name = each.getPath().toUri().getPath().substring(before);
                finder.found(
                        name.startsWith("/") ? name.substring(1) : name, each.getLen(), each.getModificationTime());
            }
            return count;
        });
    }
}
