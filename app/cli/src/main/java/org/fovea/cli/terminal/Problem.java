package org.fovea.cli.terminal;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.compress.UnfinishedRunException;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.encode.run.RunDirectoryException;
import org.fovea.encode.start.UnfitException;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.network.ForeignFile;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.lab.record.RecordException;
import org.fovea.lab.store.LedgerException;
import org.fovea.render.NoRoomException;

/**
 * An exception as it is told: an exit code and one line that says what, where and what to do.
 *
 * @param exitCode see {@link ExitCode}
 * @param line without a line break
 * @param copy lines to copy, below that line; mostly none
 */
public record Problem(int exitCode, String line, List<String> copy) {
    private static final List<String> NO_ROOM = List.of("no space left", "quota exceeded", "file too large");

    public Problem {
        line = line.replaceAll("\\s*\\R\\s*", " ").strip();
        copy = List.copyOf(copy);
    }

    private Problem(int exitCode, String line) {
        this(exitCode, line, List.of());
    }

    /** Of a file; lines to copy are only those that Fovea has written itself. */
    private static Problem of(FormatException damage) {
        String start = ForeignFile.COPY + "\n\n";
        String hint = damage.hint().orElse("");
        if (!hint.startsWith(start)) {
            return new Problem(ExitCode.BAD_INPUT, withHint(damage));
        }
        String message = damage.getMessage();
        return new Problem(
                ExitCode.BAD_INPUT,
                message.substring(0, message.length() - hint.length()) + ForeignFile.COPY,
                hint.substring(start.length()).lines().toList());
    }

    public static Problem of(Throwable thrown) {
        return switch (thrown) {
            case AppException failure -> new Problem(exitCode(failure.kind()), failure.getMessage(), failure.copy());
            case ScoreException unfit -> new Problem(ExitCode.BAD_INPUT, unfit.getMessage());
            case NotFiniteException answer ->
                new Problem(
                        ExitCode.BAD_INPUT,
                        answer.getMessage()
                                + "; correct the network or the range of its input, fovea evaluators check tests both");
            case UnfitException unfit -> new Problem(ExitCode.BAD_INPUT, unfit.getMessage());
            case LedgerException refused
            when refused.remedy().isPresent() ->
                new Problem(
                        ExitCode.ENVIRONMENT,
                        refused.getMessage() + "; " + refused.remedy().get());
            case LedgerException refused -> new Problem(ExitCode.NOT_HELD, refused.getMessage());
            case RecordException given -> new Problem(ExitCode.USAGE, given.getMessage());
            case RunDirectoryException refused -> new Problem(ExitCode.USAGE, refused.getMessage());
            case FormatException damage -> of(damage);
            case InvalidPathException named ->
                new Problem(ExitCode.BAD_INPUT, "'" + VisibleLetters.line(named.getInput()) + "' cannot be a path");
            case UncheckedIOException wrapped -> of(wrapped.getCause());
            case UnfinishedRunException unfinished -> of(unfinished.getCause());
            case IOException failed -> ofIo(failed);
            case NoRoomException small -> new Problem(ExitCode.ENVIRONMENT, small.getMessage());
            case OutOfMemoryError _ ->
                new Problem(
                        ExitCode.ENVIRONMENT,
                        "not enough memory; give the Java heap more, for example FOVEA_HEAP=4g, or use fewer "
                                + "--threads");
            case UnsatisfiedLinkError missing ->
                new Problem(
                        ExitCode.ENVIRONMENT,
                        "a native library cannot be loaded: " + missing.getMessage() + "; fovea doctor shows more");
            case NoClassDefFoundError missing ->
                new Problem(
                        ExitCode.ENVIRONMENT,
                        "a class is missing: " + missing.getMessage()
                                + "; start through ./fovea, which passes the JVM's flags");
            default ->
                new Problem(
                        ExitCode.INTERNAL,
                        "internal error: " + thrown
                                + "; please report it with the output of the same command and --debug");
        };
    }

    private static int exitCode(AppException.Kind kind) {
        return switch (kind) {
            case NOT_HELD -> ExitCode.NOT_HELD;
            case USAGE -> ExitCode.USAGE;
            case BAD_INPUT -> ExitCode.BAD_INPUT;
            case ENVIRONMENT -> ExitCode.ENVIRONMENT;
        };
    }

    private static String withHint(FormatException damage) {
        return damage.isDamage() ? damage.getMessage() + "; the file is damaged, fetch it again" : damage.getMessage();
    }

    private static Problem ofIo(IOException failed) {
        String file = failed instanceof FileSystemException named && named.getFile() != null ? named.getFile() : null;
        String message = String.valueOf(failed.getMessage());
        return switch (failed) {
            case NoSuchFileException _ -> new Problem(ExitCode.BAD_INPUT, file + ": no such file; check the path");
            case FileNotFoundException _ -> new Problem(ExitCode.BAD_INPUT, message);
            case EOFException _ -> new Problem(ExitCode.BAD_INPUT, "an input file ended early; fetch it again");
            case AccessDeniedException _ ->
                new Problem(ExitCode.ENVIRONMENT, file + ": permission denied; check the permissions there");
            case FileAlreadyExistsException _ ->
                new Problem(ExitCode.USAGE, file + ": is in the way; choose another output");
            case NotDirectoryException _ -> new Problem(ExitCode.USAGE, file + ": is not a folder");
            case FileSystemException named
            when "Not a directory".equals(named.getReason()) ->
                new Problem(ExitCode.USAGE, file + ": what should be a folder on the way there is none");
            case FileSystemException named
            when "Is a directory".equals(named.getReason()) ->
                new Problem(ExitCode.BAD_INPUT, file + ": is a folder; name a file in it");
            case IOException _
            when "Is a directory".equals(message) ->
                new Problem(ExitCode.BAD_INPUT, "a folder was named where a file is read; check the paths");
            default ->
                isDiskFull(failed)
                        ? new Problem(ExitCode.ENVIRONMENT, message + "; free some space or write elsewhere")
                        : new Problem(ExitCode.ENVIRONMENT, "input or output failed: " + message);
        };
    }

    /**
     * Whether the disk is full, or what this user may take of it. Java has no type for it: the system's own words are
     * all there is, as the reason of an exception that names a file, else as its message. In another language than
     * English they are not recognised, and the line is that of any other failure.
     */
    private static boolean isDiskFull(IOException failed) {
        String words = failed instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failed.getMessage());
        String lower = words.toLowerCase(Locale.ROOT);
        return NO_ROOM.stream().anyMatch(lower::contains);
    }
}
