package dev.pressroom.app;

import dev.pressroom.app.ConfiguredPrinting.Printers;
import dev.pressroom.app.api.ApiConfiguration;
import dev.pressroom.app.api.CallbackConfiguration;
import dev.pressroom.app.api.CallbackTokens;
import dev.pressroom.app.api.CommandsUnavailable;
import dev.pressroom.app.api.GraceWindow;
import dev.pressroom.app.api.OrderCommands;
import dev.pressroom.app.api.PrinterAccess;
import dev.pressroom.app.api.Products;
import dev.pressroom.app.artwork.PrintRules;
import dev.pressroom.app.notices.NoticeMeters;
import dev.pressroom.app.notices.NoticeQueue;
import dev.pressroom.app.notices.NoticeSender;
import dev.pressroom.app.notices.NoticeSettings;
import dev.pressroom.app.notices.ShopEndpoints;
import dev.pressroom.app.relay.OrderRuns;
import dev.pressroom.app.relay.Sweeper;
import dev.pressroom.app.routes.CarrierOutboxes;
import dev.pressroom.app.routes.PrinterInbox;
import dev.pressroom.app.routes.RecordPorts;
import dev.pressroom.app.routes.RunningRoutes;
import dev.pressroom.app.tracing.OrderTrace;
import dev.pressroom.app.workers.ArtworkPreparation;
import dev.pressroom.app.workers.JobLocks;
import dev.pressroom.app.workers.PhotoFetch;
import dev.pressroom.app.workers.PrinterCalls;
import dev.pressroom.app.workers.PrinterChoice;
import dev.pressroom.app.workers.RecordedOrders;
import dev.pressroom.app.workers.Tickets;
import dev.pressroom.app.workers.Workers;
import dev.pressroom.orders.routing.Policy;
import dev.pressroom.printers.ProductCatalogue;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.siteflow.SiteFlow;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterChannels;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.routes.RouteSettings;
import dev.pressroom.storage.Backlog;
import dev.pressroom.storage.artwork.ArtworkShelf;
import dev.pressroom.storage.files.DropStore;
import dev.pressroom.storage.files.FileStore;
import dev.pressroom.storage.inbox.FactRelay;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.notices.NoticeOutbox;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.orders.Decisions;
import dev.pressroom.storage.printers.PrinterControl;
import dev.pressroom.storage.printers.PrinterFigures;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflowRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the parts, by role. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RouteSettings.class, NoticeSettings.class})
@Import({CallbackConfiguration.class, ServiceConfiguration.Api.class, ServiceConfiguration.WorkerRole.class,
        ServiceConfiguration.RoutesRole.class})
class ServiceConfiguration {

    /** A workflow thread that is slow for a second on a busy machine is no deadlock; a task has ten. */
    private static final Duration DEADLOCK = Duration.ofSeconds(5);
    /** Longer than any printer keeps trying to fetch, and than a reprint comes. */
    private static final Duration ARTWORK_VALID = Duration.ofDays(60);

    @Bean
    DataConverter mainDataConverter() {
        return OrderJson.dataConverter();
    }

    @Bean
    OrderRuns orderRuns(WorkflowClient client, OrderRecord record) {
        return new OrderRuns(client, record);
    }

    @Bean
    Function<String, Printer> printer(Printers printers) {
        return id -> {
            Printer printer = printers.byId().get(id);
            if (printer == null) {
                throw new IllegalArgumentException("printer '" + id + "' is not configured here, only " + printers.byId().keySet());
            }
            return printer;
        };
    }

    @Bean
    PrinterInbox printerInbox(TransactionTemplate transactions, FactStore facts, RelayQueue queue, Function<String, Printer> printer,
            Clock clock, MeterRegistry meters) {
        return new PrinterInbox(transactions, facts, queue, printer, clock, meters);
    }

    @Bean
    ArtworkShelf artworkShelf(JdbcClient jdbc, Clock clock) {
        return new ArtworkShelf(jdbc, clock);
    }

    /** The workers of this instance's roles. */
    @Bean
    @Role.Only({Role.WORKER, Role.ROUTES})
    Workers workers(WorkflowClient client, ObjectProvider<RecordedOrders> recorded, ObjectProvider<ArtworkPreparation> artwork,
            ObjectProvider<PrinterCalls> calls) {
        return new Workers(client, factory -> {
            recorded.ifAvailable(record -> {
                Worker orders = factory.newWorker(OrderWorkflow.TASK_QUEUE,
                        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis()).build());
                orders.registerWorkflowImplementationTypes(OrderWorkflowRun.class);
                orders.registerActivitiesImplementations(record, artwork.getObject());
            });
            calls.ifAvailable(
                    printers -> factory.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(printers));
        });
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> start(ObjectProvider<RunningRoutes> routes, ObjectProvider<Workers> workers) {
        return ready -> {
            routes.ifAvailable(RunningRoutes::start);
            workers.ifAvailable(Workers::start);
        };
    }

    /** Lanes to and from printers, for people: a printer that is down is never this service's own ill health. */
    @Bean("lanesHealthIndicator")
    HealthIndicator lanesHealth(ObjectProvider<PrinterRoutes> routes) {
        return () -> {
            Health.Builder health = Health.up();
            routes.ifAvailable(here -> here.lanes().forEach((name, lane) -> health.withDetail(name,
                    lane.failing() ? "failing since " + lane.lastErrorAt() + ": " + lane.lastError() : lane.circuit().name())));
            return health.build();
        };
    }

    @Bean
    MeterBinder backlogMeters(JdbcClient jdbc, Clock clock) {
        return new BacklogMeters(new Backlog(jdbc, clock), clock);
    }

    /** An instance that serves HTTP takes orders and webhooks in while Temporal is away: that its workers wait must not turn them away. */
    @Bean("workersHealthIndicator")
    HealthIndicator workersHealth(ObjectProvider<Workers> workers, @Value("${pressroom.roles}") String roles) {
        boolean serves = Role.of(roles).contains(Role.API);
        return () -> {
            Workers here = workers.getIfAvailable();
            return here == null || here.polling()
                    ? Health.up().build()
                    : (serves ? Health.unknown() : Health.down()).withDetail("workers", "not polling yet").build();
        };
    }

    /** What the role {@code api} adds. */
    @Configuration(proxyBeanMethods = false)
    @Role.Only(Role.API)
    @Import(ApiConfiguration.class)
    static class Api {

        @Bean
        OrderCommands orderCommands(OrderRuns runs) {
            return (orderId, command) -> {
                try {
                    return runs.ask(orderId, command);
                } catch (OrderRuns.TemporalAway e) {
                    throw new CommandsUnavailable("the workflow of order " + orderId + " could not be asked", e);
                }
            };
        }

        @Bean
        GraceWindow graceWindow(Supplier<Policy> policy) {
            return (shop, service) -> policy.get().grace().of(shop, service);
        }

        @Bean
        Products sellable(ProductCatalogue catalogue, Printers printers, PrintRules prints) {
            return new Products() {
                @Override
                public Optional<Product> find(String sku) {
                    return catalogue.product(sku).map(product -> new Product(product.photosMinimum(), product.photosMaximum(),
                            printers.byId().values().stream().map(printer -> printer.profile().products().get(sku))
                                    .filter(Objects::nonNull).map(made -> prints.of(made.print())).toList()));
                }

                @Override
                public SortedSet<String> skus() {
                    return new TreeSet<>(catalogue.products().keySet());
                }
            };
        }

        @Bean
        PrinterAccess printerAccess(Printers printers, Secrets secrets) {
            return new PrinterAccess() {
                @Override
                public List<Known> all() {
                    return printers.byId().values().stream().map(Printer::profile)
                            .map(profile -> new Known(profile.id(), profile.name(), profile.dialect())).toList();
                }

                @Override
                public boolean known(String printerId) {
                    return printers.byId().containsKey(printerId);
                }

                @Override
                public Optional<String> claimToken(String printerId) {
                    return Optional.ofNullable(printers.byId().get(printerId)).map(printer -> printer.profile().sqs())
                            .map(sqs -> sqs.claimToken()).map(secrets::resolve);
                }

                @Override
                public Optional<String> postbackToken(String printerId) {
                    return Optional.ofNullable(printers.byId().get(printerId))
                            .map(printer -> printer.profile().settings().get(SiteFlow.POSTBACK_TOKEN)).map(secrets::resolve);
                }
            };
        }
    }

    /** What the role {@code worker} adds: workflows, the record's activities, rendering, relay and sweeps. */
    @Configuration(proxyBeanMethods = false)
    @Role.Only(Role.WORKER)
    static class WorkerRole {

        @Bean
        RecordedOrders recordedOrders(OrderRecord record, TransactionTemplate transactions, DataSource dataSource, Printers printers,
                PrinterControl control, Supplier<Policy> policy, NoticeQueue notices, JdbcClient jdbc, Clock clock,
                @Value("${pressroom.config}") Path config) {
            return new RecordedOrders(record, transactions, new LateParcels(dataSource),
                    CarrierOutboxes.parcelRules(config.resolve("carriers")), new CommandLog(jdbc, transactions), notices,
                    new PrinterChoice(record, new Decisions(jdbc), () -> printers.byId().values().stream().map(Printer::profile).toList(),
                            policy, new PrinterFigures(jdbc, clock), id -> control.unavailableBecause(id).orElse(null), clock),
                    clock);
        }

        @Bean
        ArtworkPreparation artworkPreparation(ArtworkShelf shelf, FileStore files, Function<String, Printer> printer,
                @Value("${pressroom.artwork.private-addresses}") boolean privateAddresses, PrintRules prints) {
            return new ArtworkPreparation(shelf, files, new PhotoFetch(files, privateAddresses), id -> printer.apply(id).profile(), prints);
        }

        @Bean
        NoticeOutbox noticeOutbox(JdbcClient jdbc, Clock clock) {
            return new NoticeOutbox(jdbc, clock);
        }

        @Bean
        ShopEndpoints shopEndpoints(@Value("${pressroom.config}") Path config, Secrets secrets) {
            return ShopEndpoints.load(config.resolve("shops.yaml"), secrets::resolve);
        }

        @Bean
        NoticeQueue noticeQueue(NoticeOutbox outbox, ShopEndpoints endpoints) {
            return new NoticeQueue(outbox, endpoints);
        }

        @Bean
        NoticeSender noticeSender(NoticeOutbox outbox, ShopEndpoints endpoints, NoticeSettings settings, Clock clock,
                MeterRegistry meters) {
            return new NoticeSender(outbox, endpoints, settings, clock, meters);
        }

        @Bean
        MeterBinder noticeMeters(NoticeOutbox outbox, ShopEndpoints endpoints) {
            return new NoticeMeters(outbox, endpoints);
        }

        @Bean
        FactRelay relay(RelayQueue queue, TransactionTemplate transactions, OrderRuns runs, Clock clock,
                @Value("${pressroom.relay.poll}") Duration poll) {
            return new FactRelay(queue, transactions, runs, clock,
                    new FactRelay.Pace(poll, 2, OrderRuns.CALLS_AT_ONCE, OrderRuns.PATIENCE));
        }

        @Bean
        Sweeper sweeper(RelayQueue queue, OrderRecord record, OrderRuns runs, Clock clock,
                @Value("${pressroom.sweep.every}") Duration every, @Value("${pressroom.sweep.patience}") Duration patience) {
            return new Sweeper(queue, record, runs, clock, every, patience);
        }
    }

    /** What the role {@code routes} adds: the way out to printers and the way in from them and the carriers. */
    @Configuration(proxyBeanMethods = false)
    @Role.Only(Role.ROUTES)
    static class RoutesRole {

        @Bean
        PrinterRoutes printerRoutes(CamelContext camel, PrinterInbox inbox, Ledger ledger, FileStore files, JdbcClient jdbc, Clock clock,
                Secrets secrets, RouteSettings settings, MeterRegistry meters) throws Exception {
            return new PrinterRoutes(camel, RecordPorts.of(inbox, ledger, files, jdbc, clock, secrets::resolve), settings, clock, meters);
        }

        @Bean
        RunningRoutes runningRoutes(PrinterRoutes routes, Printers printers, FactStore facts, PrinterInbox inbox,
                PrinterControl control, Clock clock, Secrets secrets, @Value("${pressroom.config}") Path config,
                @Value("${pressroom.drop}") String drop) {
            return new RunningRoutes(routes, printers.byId().values(),
                    CarrierOutboxes.load(config.resolve("carriers"), DropStore.at(drop), secrets::resolve), facts, inbox, control, clock);
        }

        @Bean
        JobLocks jobLocks(DataSource dataSource) {
            return new JobLocks(dataSource);
        }

        @Bean
        PrinterCalls printerCalls(JobLocks locks, TransactionTemplate transactions, Ledger ledger, PrinterRoutes routes,
                OrderRecord record, ArtworkShelf shelf, Function<String, Printer> printer, CallbackTokens tokens, PrinterInbox inbox,
                PrinterControl control, Clock clock) {
            Tickets tickets = new Tickets(transactions, ledger, record, shelf,
                    (artwork, stampedAt) -> tokens.artworkUrl(artwork.sha256(), stampedAt.plus(ARTWORK_VALID)).toString());
            return new PrinterCalls(locks, transactions, ledger, OrderTrace.calls(PrinterChannels.class, routes.channels(), "printer"),
                    tickets, printer, control::draining,
                    id -> tokens.webhookUrl(id).toString(), inbox, clock);
        }
    }
}
