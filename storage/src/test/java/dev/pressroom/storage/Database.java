package dev.pressroom.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Real PostgreSQL for tests: one server per JVM, migrated once into a template, and a database of its own for each test class. Stops with the
 * JVM.
 */
public final class Database {

    private static final String TEMPLATE = "pressroom_template";
    private static final AtomicInteger MADE = new AtomicInteger();

    private final PGSimpleDataSource source;

    private Database(PGSimpleDataSource source) {
        this.source = source;
    }

    /** A new database with the product's whole schema and nothing in it. */
    public static Database fresh() {
        String name = "test_" + MADE.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return new Database(database(name));
    }

    public DataSource source() {
        return source;
    }

    /** With the user in it; no password is needed. */
    public String url() {
        return source.getUrl() + "&user=" + source.getUser();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public DataSourceTransactionManager transactionManager() {
        return new DataSourceTransactionManager(source);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager());
    }

    /** Ends all connections to it and takes none while the action runs. */
    public void away(Runnable action) {
        execute("ALTER DATABASE " + source.getDatabaseName() + " WITH ALLOW_CONNECTIONS false");
        try {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + source.getDatabaseName() + "'");
            action.run();
        } finally {
            execute("ALTER DATABASE " + source.getDatabaseName() + " WITH ALLOW_CONNECTIONS true");
        }
    }

    private static PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = (PGSimpleDataSource) Server.POSTGRES.getDatabase("postgres", name);
        source.setCurrentSchema("pressroom");
        return source;
    }

    private static void execute(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded PostgreSQL refused: " + sql, e);
        }
    }

    /** Started by its first use. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + TEMPLATE);
                }
                Flyway.configure().dataSource(postgres.getDatabase("postgres", TEMPLATE)).schemas("pressroom").load().migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
            } catch (SQLException e) {
                throw new IllegalStateException("the embedded PostgreSQL took no template database", e);
            }
        }
    }
}
