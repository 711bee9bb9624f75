package dev.pressroom.app.api;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pressroom.storage.OfferedTickets;
import dev.pressroom.storage.orders.AddressBook;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.orders.Decisions;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.OrderQueries;
import dev.pressroom.storage.tracking.Reports;
import io.swagger.v3.oas.models.OpenAPI;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The role {@code api}. Needs beans of the ports {@link OrderCommands}, {@link Products}, {@link PrinterAccess} and
 * {@link dev.pressroom.routes.Inbox}, a {@link dev.pressroom.storage.files.FileStore} and a {@link java.time.Clock}.
 */
@Configuration(proxyBeanMethods = false)
@Import({CallbackConfiguration.class, ApiSecurity.class, Problems.class, ErrorDoor.class, OrderDoor.class, OrderDesk.class,
        CommandDesk.class, DecisionDesk.class,
        WebhookDoor.class,
        TicketDoor.class, ArtworkDoor.class, PrinterDesk.class, ReportDesk.class})
public class ApiConfiguration {

    @Bean
    ApiClients apiClients(ApiProperties api) {
        return new ApiClients(api.clients());
    }

    @Bean
    OrderReader orderReader(Products products) {
        return new OrderReader(products);
    }

    @Bean
    Intake intake(JdbcClient jdbc, TransactionTemplate transactions) {
        return new Intake(jdbc, transactions);
    }

    @Bean
    OrderQueries orderQueries(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new OrderQueries(jdbc, transactions);
    }

    @Bean
    CommandLog commandLog(JdbcClient jdbc, TransactionTemplate transactions) {
        return new CommandLog(jdbc, transactions);
    }

    @Bean
    Decisions decisions(JdbcClient jdbc) {
        return new Decisions(jdbc);
    }

    @Bean
    Reports reports(JdbcClient jdbc) {
        return new Reports(jdbc);
    }

    @Bean
    AddressBook addressBook(JdbcClient jdbc, TransactionTemplate transactions) {
        return new AddressBook(jdbc, transactions);
    }

    @Bean
    OfferedTickets offeredTickets(JdbcClient jdbc) {
        return new OfferedTickets(jdbc);
    }

    /** What is not known is left out. */
    @Bean
    JsonMapperBuilderCustomizer withoutNulls() {
        return json -> json.changeDefaultPropertyInclusion(_ -> JsonInclude.Value.construct(NON_NULL, NON_NULL));
    }

    @Bean
    OpenAPI openApi() {
        return OpenApiDocs.openApi();
    }

    @Bean
    RequiredFields requiredFields() {
        return new RequiredFields();
    }
}
