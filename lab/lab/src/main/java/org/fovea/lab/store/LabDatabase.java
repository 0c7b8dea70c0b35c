package org.fovea.lab.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.fovea.codec.io.Leftovers;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database of a lab, with the tables that this version knows. Safe for several threads; several processes may open
 * the same one, also a new one at once.
 */
public final class LabDatabase implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:org/fovea/lab/store/migration/";
    private static final int BUSY_MILLISECONDS = 30_000;
    private static final int CONNECTIONS = 10;
    private static final ReentrantLock MIGRATING = new ReentrantLock(); // file locks are of the whole process

    private final Dialect dialect;
    private final HikariDataSource dataSource;
    private final Jdbi jdbi;

    private LabDatabase(Dialect dialect, HikariDataSource dataSource) {
        this.dialect = dialect;
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource);
    }

    /**
     * Opens a database and makes or updates its tables.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}, with what the driver takes, as in
     *     {@code ?user=…&password=…}
     * @throws LedgerException where it cannot be reached, is no lab's, or was made by a newer version, with a message
     *     for users
     */
    public static LabDatabase open(String url) {
        Dialect dialect = Dialect.of(url);
        return dialect == Dialect.SQLITE ? openFile(url) : openServer(url);
    }

    /** Opens the SQLite database in a file, as above. */
    public static LabDatabase open(Path file) {
        return open(Dialect.SQLITE.prefix() + file);
    }

    private static LabDatabase openServer(String url) {
        HikariConfig config = config();
        config.setJdbcUrl(url);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return migrated(Dialect.POSTGRESQL, config, url);
    }

    private static LabDatabase openFile(String url) {
        String name = url.substring(Dialect.SQLITE.prefix().length());
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
            throw new LedgerException("'" + url + "' names no file; use jdbc:sqlite:FILE");
        }
        Path file = Path.of(name).toAbsolutePath();
        if (!Files.isDirectory(file.getParent())) {
            throw new LedgerException("no folder " + file.getParent() + " for the ledger; make it first");
        }
        clearLibraries();
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        MIGRATING.lock();
        // Nothing in SQLite keeps two processes from making the same tables.
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            SQLiteConfig settings = new SQLiteConfig();
            settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
            settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            settings.setBusyTimeout(BUSY_MILLISECONDS);
            settings.enforceForeignKeys(true);
            settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            SQLiteDataSource source = new SQLiteDataSource(settings);
            source.setUrl(Dialect.SQLITE.prefix() + file);
            HikariConfig config = config();
            config.setDataSource(source);
            LabDatabase database = migrated(Dialect.SQLITE, config, url);
            assert lock.isValid();
            return database;
        } catch (IOException e) {
            throw new LedgerException("cannot write beside the ledger " + file + ": " + e.getMessage(), e);
        } finally {
            MIGRATING.unlock();
        }
    }

    /** A megabyte for each lab process that was killed, as clients of agents do with their servers. */
    private static void clearLibraries() {
        try {
            Leftovers.clear(Leftovers.libraries(Path.of(System.getProperty("java.io.tmpdir"))));
        } catch (IOException e) {
            return; // nothing that is wanted depends on it
        }
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("lab");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(BUSY_MILLISECONDS);
        config.setInitializationFailTimeout(-1); // the connection below says why, in one line
        return config;
    }

    private static LabDatabase migrated(Dialect dialect, HikariConfig config, String url) {
        String name = withoutSecrets(url);
        try (Connection probe = probe(config)) {
            assert !probe.isClosed();
        } catch (SQLException e) {
            throw new LedgerException("cannot open the ledger " + name + ": " + firstLine(e), e);
        }
        HikariDataSource dataSource = new HikariDataSource(config);
        try {
            migrate(dialect, dataSource, name);
            return new LabDatabase(dialect, dataSource);
        } catch (FlywayException e) {
            dataSource.close();
            throw new LedgerException("cannot use the ledger " + name + ": " + firstLine(e), e);
        } catch (LedgerException e) {
            dataSource.close();
            throw e;
        }
    }

    private static Connection probe(HikariConfig config) throws SQLException {
        return config.getDataSource() != null
                ? config.getDataSource().getConnection()
                : DriverManager.getConnection(config.getJdbcUrl());
    }

    private static void migrate(Dialect dialect, DataSource dataSource, String name) {
        Flyway flyway = Flyway.configure(LabDatabase.class.getClassLoader())
                .dataSource(dataSource)
                .locations(MIGRATIONS + "common", MIGRATIONS + dialect.migrations())
                .failOnMissingLocations(true)
                .placeholders(Map.of("blob", dialect.blob()))
                .table("lab_schema")
                .load();
        for (MigrationInfo done : flyway.info().applied()) {
            if (!done.getState().isResolved()) {
                throw new LedgerException(
                        "the ledger " + name + " was made by a newer Fovea (its tables are of version "
                                + done.getVersion() + "); use that one");
            }
        }
        flyway.migrate();
    }

    /** A URL that may be shown. */
    static String withoutSecrets(String url) {
        return url.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*@", "//…@");
    }

    static String firstLine(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }

    /**
     * How long callers wait for a connection, 250 ms or more, before a server counts as gone. Usually 30 seconds, so
     * that a worker outlives its restart.
     */
    public void patience(Duration longest) {
        dataSource.getHikariConfigMXBean().setConnectionTimeout(longest.toMillis());
    }

    /** Statements. Transactions of SQLite begin as writers. */
    public Jdbi jdbi() {
        return jdbi;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * What SQLite itself finds wrong with its file; nothing where it finds nothing, or the database is a server's,
     * which watches over its files itself.
     */
    public List<String> damage() {
        if (dialect != Dialect.SQLITE) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("ok")) {
                        lines.add("SQLite says: " + rows.getString(1));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
                while (rows.next()) {
                    lines.add("a row of table " + rows.getString(1) + " refers to one that is not in "
                            + rows.getString(3));
                }
            }
            return lines;
        } catch (SQLException e) {
            return List.of("SQLite cannot look at it: " + firstLine(e));
        }
    }

    public Ledger ledger() {
        return new Ledger(this);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
