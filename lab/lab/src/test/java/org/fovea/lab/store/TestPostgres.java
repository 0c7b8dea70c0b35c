package org.fovea.lab.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL server, started once for all tests of a JVM. */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Started when first asked for; ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING;
        static final String FAILURE;

        static {
            EmbeddedPostgres server = null;
            String failure = "";
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException | RuntimeException e) {
                failure = e.toString();
            }
            RUNNING = server;
            FAILURE = failure;
        }
    }

    /** URL of a new, empty database. Where no server can be started, the test is skipped and says so. */
    public static String newDatabase() {
        Assumptions.assumeTrue(
                Server.RUNNING != null, () -> "no PostgreSQL can be started on this machine: " + Server.FAILURE);
        String name = "lab" + DATABASES.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.RUNNING.getJdbcUrl("postgres", name);
    }
}
