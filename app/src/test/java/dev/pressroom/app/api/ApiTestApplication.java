package dev.pressroom.app.api;

import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.storage.files.FolderFileStore;
import dev.pressroom.storage.printers.PrinterControl;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** The API alone. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {"io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration",
        "io.temporal.spring.boot.autoconfigure.NonRootNamespaceAutoConfiguration",
        "org.apache.camel.spring.boot.CamelAutoConfiguration"})
@Import({ApiConfiguration.class, ScriptedPorts.class})
class ApiTestApplication {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Bean
    Database database() {
        return Database.fresh();
    }

    @Bean
    DataSource dataSource(Database database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setConnectionTimeout(1000);
        return pool;
    }

    @Bean
    FileStore fileStore(Clock clock) throws IOException {
        return new FolderFileStore(Files.createTempDirectory("pressroom-files"), clock);
    }

    @Bean
    PrinterControl printerControl(Database database, Clock clock) {
        return new PrinterControl(database.jdbc(), database.transactions(), clock);
    }

    @Bean
    GraceWindow graceWindow() {
        return (shop, service) -> service == ServiceLevel.EXPRESS ? Duration.ofMinutes(60) : Duration.ZERO;
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    @Lazy
    ApiCaller apiCaller(ServletWebServerApplicationContext context) {
        return new ApiCaller(context.getWebServer().getPort());
    }
}
