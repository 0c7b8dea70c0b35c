package org.fovea.fleet.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * DuckDB within this process, which reads and writes Parquet, CSV and JSON. Nothing is kept in it, and nothing is
 * fetched.
 */
public final class Sql implements AutoCloseable {
    /** More is written to disk, beside the files. */
    private static final String MEMORY = "400MB";

    private static final List<String> CONTENT =
            List.of("Invalid Input Error", "Conversion Error", "Serialization Error", "Binder Error");

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** What is done with each row of an answer. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException, IOException;
    }

    /** What is made of each row of an answer. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException, IOException;
    }

    /**
     * Opens it.
     *
     * @param scratch folder for what does not fit into memory
     */
    public static Sql open(Path scratch) throws IOException {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            Sql sql = new Sql(connection);
            sql.run("SET memory_limit = '" + MEMORY + "'");
            sql.run("SET threads = 2");
            sql.run("SET preserve_insertion_order = false"); // else whole tables are held in memory
            sql.run("SET temp_directory = " + text(scratch.resolve(".duckdb").toString()));
            sql.run("SET autoinstall_known_extensions = false");
            sql.run("SET autoload_known_extensions = false");
            sql.run("SET TimeZone = 'UTC'");
            return sql;
        } catch (SQLException e) {
            throw new IOException("DuckDB cannot be started: " + line(e), e);
        }
    }

    public void run(String statement) throws IOException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IOException(line(e), e);
        }
    }

    public void ask(String question, RowReader reader) throws IOException {
        try (Statement ask = connection.createStatement();
                ResultSet answer = ask.executeQuery(question)) {
            while (answer.next()) {
                reader.read(answer);
            }
        } catch (SQLException e) {
            throw new IOException(line(e), e);
        }
    }

    public <T> List<T> list(String question, RowMapper<T> mapper) throws IOException {
        List<T> rows = new ArrayList<>();
        ask(question, row -> rows.add(mapper.map(row)));
        return rows;
    }

    /** A text as SQL writes it. */
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A file to read as SQL writes it. DuckDB takes such a name for a pattern, so that its signs stand in brackets. */
    public static String file(Path file) {
        return text(file.toString().replaceAll("[\\[*?]", "[$0]"));
    }

    /**
     * Whether a statement failed for what a file holds, not for the machine. By DuckDB's own words, which are all there
     * is.
     */
    static boolean isOfContent(IOException failed) {
        String words = String.valueOf(failed.getMessage());
        return CONTENT.stream().anyMatch(words::startsWith);
    }

    /** A name as SQL writes it. */
    public static String name(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    /** The first line, which says what is wrong; the rest shows the statement. */
    private static String line(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("unknown error")
                .strip();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(line(e), e);
        }
    }
}
