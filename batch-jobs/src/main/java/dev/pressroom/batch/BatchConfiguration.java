package dev.pressroom.batch;

import dev.pressroom.batch.reconcile.Reconciliation;
import dev.pressroom.batch.reconcile.Report;
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

/** Data source and migrations by Spring Boot, the job repository in PostgreSQL. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableBatchProcessing
@EnableJdbcJobRepository(tablePrefix = "batch.BATCH_")
class BatchConfiguration {

    @Bean
    Reconciliation reconciliation(DataSource dataSource, PlatformTransactionManager transactions, JobRepository repository,
            JobOperator operator) {
        return new Reconciliation(dataSource, transactions, repository, operator, Clock.systemUTC());
    }

    @Bean
    Report report(DataSource dataSource) {
        return new Report(dataSource);
    }
}
