package dev.pressroom.app;

import dev.pressroom.storage.files.FileStore;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.printers.PrinterControl;
import dev.pressroom.storage.record.OrderRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The record and the file store. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    FactStore factStore(JdbcClient jdbc, Clock clock) {
        return new FactStore(jdbc, clock);
    }

    @Bean
    RelayQueue relayQueue(JdbcClient jdbc, Clock clock) {
        return new RelayQueue(jdbc, clock);
    }

    @Bean
    OrderRecord orderRecord(JdbcClient jdbc, Clock clock) {
        return new OrderRecord(jdbc, clock);
    }

    @Bean
    Ledger ledger(JdbcClient jdbc, Clock clock) {
        return new Ledger(jdbc, clock);
    }

    @Bean
    PrinterControl printerControl(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        return new PrinterControl(jdbc, transactions, clock);
    }

    @Bean
    FileStore fileStore(@Value("${pressroom.files.folder}") String place, @Value("${pressroom.files.lately}") Path lately, Clock clock)
            throws IOException {
        return FileStore.at(place, lately, clock);
    }
}
