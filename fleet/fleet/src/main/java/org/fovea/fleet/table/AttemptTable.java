package org.fovea.fleet.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * The table of all attempts: a Parquet file, and the rows that are not in it yet. Rows are taken into the file many at
 * a time; a process that is killed meanwhile leaves either the old file and the rows, or the new file and some of the
 * rows a second time, which are recognised.
 */
public final class AttemptTable implements AutoCloseable {
    /** Rows that may wait however short the table is. */
    private static final int MIN_WAITING = 1000;

    /** Longest row as JSON. DuckDB's readers take twice as much memory each, whatever the rows are. */
    private static final int MAX_ROW_BYTES = 2 << 20;

    /** So often rows may go while they are read. */
    private static final int MAX_TRIES = 20;

    /** Rows that are named in one statement. */
    private static final int BATCH = 1000;

    /**
     * Name in the file and type of each column, and where it is in a row. The schema of docs/fleet.md; a test holds the
     * two together.
     */
    private static final List<Column> COLUMNS = List.of(
            new Column("schema", "INTEGER", "schema"),
            new Column("clip", "VARCHAR", "subject.clip"),
            new Column("uri", "VARCHAR", "subject.uri"),
            new Column("clip_bytes", "BIGINT", "subject.bytes"),
            new Column("clip_modified", "BIGINT", "subject.modified"),
            new Column("clip_sha256", "VARCHAR", "subject.sha256"),
            new Column("columns", "MAP(VARCHAR, VARCHAR)", "subject.columns"),
            new Column("step", "VARCHAR", "work.step"),
            new Column("key", "VARCHAR", "work.key"),
            new Column("evaluators", "VARCHAR", "work.evaluators"),
            new Column("evaluators_sha256", "VARCHAR", "work.evaluatorsSha256"),
            new Column("profile", "VARCHAR", "work.profile"),
            new Column("profile_sha256", "VARCHAR", "work.profileSha256"),
            new Column("program", "VARCHAR", "work.program"),
            new Column("attempt", "INTEGER", "run.number"),
            new Column("outcome", "VARCHAR", "lower(run.outcome)"),
            new Column("error", "VARCHAR", "run.error"),
            new Column("exit_code", "INTEGER", "run.exitCode"),
            new Column("started", "TIMESTAMP", "run.started"),
            new Column("seconds", "DOUBLE", "run.seconds"),
            new Column("cpu_seconds", "DOUBLE", "run.cpuSeconds"),
            new Column("peak_bytes", "BIGINT", "run.peakBytes"),
            new Column("cores", "INTEGER", "run.cores"),
            new Column("host", "VARCHAR", "run.host"),
            new Column("machine", "VARCHAR", "run.machine"),
            new Column("versions", "MAP(VARCHAR, VARCHAR)", "run.versions"),
            new Column("archive_bytes", "BIGINT", "made.archiveBytes"),
            new Column("archive_sha256", "VARCHAR", "made.archiveSha256"),
            new Column("sections", "MAP(VARCHAR, BIGINT)", "made.sections"),
            new Column("score", "DOUBLE", "made.score"),
            new Column("segmentation", "DOUBLE", "made.figures['terms.segmentation']"),
            new Column("pose", "DOUBLE", "made.figures['terms.pose']"),
            new Column("rate", "DOUBLE", "made.figures['terms.rate']"),
            new Column("figures", "MAP(VARCHAR, DOUBLE)", "made.figures"),
            new Column("pairs", "INTEGER", "made.pairs"),
            new Column("video_seconds", "DOUBLE", "made.videoSeconds"),
            new Column("stage_seconds", "MAP(VARCHAR, DOUBLE)", "made.stageSeconds"),
            new Column("base_sha256", "VARCHAR", "made.base.sha256"),
            new Column("base_bytes", "BIGINT", "made.base.bytes"));

    /** What a row's file holds. */
    private static final String ROW_TYPES = """
            {schema: 'INTEGER',
             subject: 'STRUCT(clip VARCHAR, uri VARCHAR, bytes BIGINT, modified BIGINT, sha256 VARCHAR, columns \
            MAP(VARCHAR, VARCHAR))',
             work: 'STRUCT(step VARCHAR, key VARCHAR, evaluators VARCHAR, evaluatorsSha256 VARCHAR, profile VARCHAR, \
            profileSha256 VARCHAR, program VARCHAR)',
             run: 'STRUCT(number INTEGER, outcome VARCHAR, error VARCHAR, exitCode INTEGER, started TIMESTAMP, \
            seconds DOUBLE, cpuSeconds DOUBLE, peakBytes BIGINT, cores INTEGER, host VARCHAR, machine VARCHAR, \
            versions MAP(VARCHAR, VARCHAR))',
             made: 'STRUCT(archiveBytes BIGINT, archiveSha256 VARCHAR, sections MAP(VARCHAR, BIGINT), \
             score DOUBLE, figures MAP(VARCHAR, DOUBLE), pairs INTEGER, \
             videoSeconds DOUBLE, stageSeconds MAP(VARCHAR, DOUBLE), \
            base STRUCT(bytes BIGINT, sha256 VARCHAR))'}""";

    private static final Set<String> NEEDED = Set.of("clip", "step", "key", "attempt", "started", "outcome");

    private static final String OUTCOMES = Arrays.stream(Attempt.Outcome.values())
            .map(outcome -> Sql.text(outcome.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));

    private final Path file;
    private final AttemptRows rows;
    private final Sql sql;
    private long inFile;
    private long waiting;

    /**
     * A column.
     *
     * @param name in the file
     * @param type of SQL
     * @param source where it is in a row
     */
    private record Column(String name, String type, String source) {}

    private AttemptTable(Path file, AttemptRows rows, Sql sql) {
        this.file = file;
        this.rows = rows;
        this.sql = sql;
    }

    /**
     * Opens a table, which may have no row yet.
     *
     * @param file {@code attempts.parquet}
     * @param rows that are not in it
     */
    public static AttemptTable open(Path file, AttemptRows rows) throws IOException {
        Path absolute = file.toAbsolutePath();
        AttemptTable table = new AttemptTable(absolute, rows, Sql.open(absolute.resolveSibling("")));
        if (Files.exists(absolute)) {
            try {
                table.sql.ask("SELECT count(outcome) FROM " + table.parquet(), row -> table.inFile = row.getLong(1));
            } catch (IOException e) {
                table.close();
                if (Sql.isOfContent(e)) {
                    throw damaged(absolute, e.getMessage(), "move it away, and what it tells of is done again");
                }
                throw e;
            }
        }
        return table;
    }

    /** Names and types of the columns, in the order of the file. */
    public static List<String> columns() {
        return COLUMNS.stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    /**
     * Counts a row that was kept; takes all rows into the file where enough wait: the work of all times together is
     * then proportional to the number of rows.
     */
    public void added() throws IOException {
        waiting++;
        if (waiting >= Math.max(MIN_WAITING, inFile / 4)) {
            compact();
        }
    }

    /** Takes all rows that wait into the file. */
    public void compact() throws IOException {
        List<Path> files = rows.files();
        waiting = 0;
        if (files.isEmpty()) {
            return;
        }
        load(files);
        try (AtomicFile next = AtomicFile.create(file)) {
            sql.run("COPY (" + all() + " ORDER BY started, clip, step, attempt) TO "
                    + Sql.text(next.path().toString()) + " (FORMAT parquet, COMPRESSION zstd)");
            next.commit(); // forces it, before the rows that it replaces go
        }
        for (Path row : files) {
            Files.deleteIfExists(row);
        }
        sql.run("DROP TABLE waiting");
        inFile += files.size();
    }

    /** Several questions about the same rows. */
    @FunctionalInterface
    public interface Questions {
        void ask(Sql sql) throws IOException;
    }

    /**
     * Asks about all rows, also those that wait.
     *
     * @param questions with {@code attempts} for the table, and {@code newest} for the newest row of each clip and
     *     step, whose {@code all_cpu} is the processor time of all attempts at the same work
     */
    public void ask(Questions questions) throws IOException {
        loadWaiting();
        sql.run("CREATE OR REPLACE TEMP VIEW attempts AS " + all());
        sql.run("CREATE OR REPLACE TEMP VIEW newest AS SELECT *, sum(cpu_seconds) OVER (PARTITION BY clip, step, key) "
                + "AS all_cpu FROM attempts "
                + "QUALIFY row_number() OVER (PARTITION BY clip, step ORDER BY started DESC, attempt DESC) = 1");
        questions.ask(sql);
        sql.run("DROP VIEW newest");
        sql.run("DROP VIEW attempts");
        sql.run("DROP TABLE waiting");
    }

    /** Asks one question, of which {@link #ask(Questions)} says more. */
    public void ask(String question, Sql.RowReader reader) throws IOException {
        ask(all -> all.ask(question, reader));
    }

    private String parquet() {
        return "read_parquet(" + Sql.file(file) + ")";
    }

    /** The file's rows, and those that wait but for what is in the file already. */
    private String all() {
        String waiting = "SELECT * FROM waiting";
        if (!Files.exists(file)) {
            return waiting;
        }
        String same =
                "waiting.clip = old.clip AND waiting.step = old.step AND waiting.key = old.key AND waiting.attempt "
                        + "= old.attempt"
                        + " AND waiting.started = old.started";
        return "SELECT * FROM " + parquet() + " UNION ALL BY NAME " + waiting + " WHERE NOT EXISTS (SELECT 1 FROM "
                + parquet() + " old WHERE " + same + ")";
    }

    /**
     * The process that works on the fleet may take rows into the file while they are listed here; then they are listed
     * again.
     */
    private void loadWaiting() throws IOException {
        for (int tries = 1; ; tries++) {
            List<Path> files = rows.files();
            try {
                load(files);
                return;
            } catch (IOException e) {
                if (tries >= MAX_TRIES || files.stream().allMatch(Files::exists)) {
                    throw e;
                }
            }
        }
    }

    private void load(List<Path> files) throws IOException {
        sql.run("CREATE OR REPLACE TEMP TABLE waiting ("
                + COLUMNS.stream()
                        .map(column -> Sql.name(column.name()) + " " + column.type())
                        .collect(Collectors.joining(", "))
                + ")");
        String select = COLUMNS.stream()
                .map(column -> column.source() + " AS " + Sql.name(column.name()))
                .collect(Collectors.joining(", "));
        for (int from = 0; from < files.size(); from += BATCH) {
            try {
                sql.run("INSERT INTO waiting SELECT " + select + " FROM " + read(batch(files, from)) + ")");
            } catch (IOException e) {
                if (Sql.isOfContent(e)) {
                    Path folder = file.resolveSibling("rows");
                    throw damaged(folder, e.getMessage(), "remove the row, and what it tells of is done again");
                }
                throw e;
            }
        }
        verifyWhole(files);
    }

    private static List<Path> batch(List<Path> files, int from) {
        return files.subList(from, Math.min(files.size(), from + BATCH));
    }

    /** Rows of files, up to the parenthesis that ends it. */
    private static String read(List<Path> files) {
        return "read_json([" + files.stream().map(Sql::file).collect(Collectors.joining(", ")) + "], columns = "
                + ROW_TYPES + ", format = 'auto', maximum_object_size = " + MAX_ROW_BYTES;
    }

    /** Without the needed fields a row tells of nothing. */
    private void verifyWhole(List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        sql.ask(
                "SELECT clip FROM waiting WHERE " + isNoAttempt(Column::name) + " LIMIT 1",
                row -> found.add(String.valueOf(row.getString(1))));
        if (found.isEmpty()) {
            return;
        }
        for (int from = 0; from < files.size(); from += BATCH) {
            List<String> names = new ArrayList<>();
            sql.ask(
                    "SELECT filename FROM " + read(batch(files, from)) + ", filename = true) WHERE "
                            + isNoAttempt(Column::source) + " LIMIT 1",
                    row -> names.add(row.getString(1)));
            if (!names.isEmpty()) {
                throw damaged(
                        Path.of(names.getFirst()),
                        "no row of an attempt",
                        "remove it, and what it tells of is done again");
            }
        }
        throw damaged(
                file.resolveSibling("rows"), "a row of no attempt", "remove it, and what it tells of is done again");
    }

    /** A condition on what a column is called or where its value is. */
    private static String isNoAttempt(Function<Column, String> value) {
        return COLUMNS.stream()
                .filter(column -> NEEDED.contains(column.name()))
                .map(column -> column.name().equals("outcome")
                        ? "coalesce(" + value.apply(column) + ", '') NOT IN (" + OUTCOMES + ")"
                        : value.apply(column) + " IS NULL")
                .collect(Collectors.joining(" OR "));
    }

    private static FormatException damaged(Path file, @Nullable String what, String hint) {
        return new FormatException("row", 0, String.valueOf(what), hint).inFile(file.toString());
    }

    @Override
    public void close() throws IOException {
        sql.close();
    }
}
