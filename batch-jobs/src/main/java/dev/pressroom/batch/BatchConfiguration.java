package dev.pressroom.batch;

import dev.pressroom.batch.reconcile.Progress;
import dev.pressroom.batch.reconcile.Reconciliation;
import dev.pressroom.batch.reconcile.Report;
import java.io.Console;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** Data source and migrations by Spring Boot, the job repository in PostgreSQL. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableBatchProcessing
// Writers begin their steps at once; what two runs could do to each other the carriers' locks prevent.
@EnableJdbcJobRepository(tablePrefix = "batch.BATCH_", isolationLevelForCreate = Isolation.READ_COMMITTED)
@SuppressWarnings("SystemConsoleNull") // the library is annotated as if it could be null
class BatchConfiguration {

    @Bean
    Reconciliation reconciliation(DataSource dataSource, PlatformTransactionManager transactions, JobRepository repository,
            JobOperator operator, Progress progress) {
        return new Reconciliation(dataSource, transactions, repository, operator, Clock.systemUTC(), progress);
    }

    @Bean
    Progress progress() {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? Progress.onTerminal(Clock.systemUTC(), System.err)
                : Progress.asLines(Clock.systemUTC());
    }

    @Bean
    Report report(DataSource dataSource) {
        return new Report(dataSource, Clock.systemUTC());
    }
}
