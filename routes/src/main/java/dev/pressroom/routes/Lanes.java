package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/** All lanes outwards: opens and closes them, and sends through them. Safe for many threads. */
final class Lanes {

    private final CamelContext camel;
    private final Ports ports;
    private final RouteSettings settings;
    private final Clock clock;
    private final Watchdog watchdog;
    private final Traffic traffic;
    private final ReentrantLock opening;
    private final ProducerTemplate template;
    private final Map<String, Outward> lanes = new ConcurrentHashMap<>();

    private record Outward(Lane lane, Gate gate) {}

    private interface Furnishing {
        void furnish(TemplatedRouteBuilder route) throws Exception;
    }

    Lanes(CamelContext camel, Ports ports, RouteSettings settings, Clock clock, Watchdog watchdog, Traffic traffic, ReentrantLock opening) {
        this.opening = opening;
        this.camel = camel;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.watchdog = watchdog;
        this.traffic = traffic;
        this.template = camel.createProducerTemplate();
    }

    /** Opens a lane per transport of the profile; nothing is connected yet. One that cannot be made is a failed lane, and the others stand. */
    void open(PrinterProfile profile, @Nullable SftpSessions sessions) {
        HttpTransport http = profile.http();
        SftpTransport sftp = profile.sftp();
        SqsTransport sqs = profile.sqs();
        Duration limit = profile.limits().timeout();
        if (http != null) {
            open(profile, "http", LaneTemplates.HTTP_CALL, route -> http(route, profile, http, limit));
        }
        if (sftp != null && sessions != null) {
            open(profile, "sftp", LaneTemplates.CALL,
                    route -> route.bean("transport", new FileDropLane(sftp, sessions, ports.ledger(), ports.files(), clock)));
        }
        if (sqs != null) {
            open(profile, "sqs", LaneTemplates.CALL,
                    route -> route.bean("transport", new QueueLane(new SqsAccess(sqs, ports.secrets(), limit, settings), clock)));
        }
        open(profile, "offer", LaneTemplates.CALL, route -> route.bean("transport", (Processor) exchange -> {
            Send.Offer offer = exchange.getMessage().getBody(Send.Offer.class);
            ports.offers().offer(profile.id(), offer.reference(), offer.ticket());
            exchange.getMessage().setBody(Reply.Answered.taken());
        }));
    }

    private void open(PrinterProfile profile, String kind, String templateId, Furnishing furnishing) {
        String name = profile.id() + "." + kind;
        Gate gate = new Gate(name, profile.limits(), settings, clock);
        Lane lane = new Lane(profile.id(), kind, gate.breaker(), clock);
        lanes.put(name, new Outward(lane, gate));
        traffic.watch(lane);
        opening.lock(); // the context's registry is a plain map
        try {
            TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(camel, templateId).routeId(name).prefixId(name + "-")
                    .parameter("lane", name).parameter("permits", gate.permits()).bean("circuit", gate.breaker());
            furnishing.furnish(route);
            route.add();
        } catch (Exception e) {
            lane.failed("cannot be opened, correct the profile: " + Lane.describe(e));
        } finally {
            opening.unlock();
        }
    }

    private void http(TemplatedRouteBuilder route, PrinterProfile profile, HttpTransport http, Duration limit) {
        int answerLimit = Math.toIntExact(settings.answerLimit().toBytes());
        Duration connectWithin = settings.connectWithin(limit);
        PoolingHttpClientConnectionManager connections = HttpConnections.open(http.tls(), ports.secrets(), profile.limits().concurrency(),
                limit, connectWithin);
        HttpLane lane = new HttpLane(http, ports.files(), answerLimit, connections);
        BearerToken bearer = http.oauth() == null ? null : new BearerToken(profile.id(), http.oauth(), ports.secrets(), clock, limit);
        String timeouts = "connectTimeout=%d&connectionRequestTimeout=%1$d&responseTimeout=%d&soTimeout=%2$d"
                .formatted(connectWithin.toMillis(), limit.toMillis());
        String options = timeouts + "&throwExceptionOnFailure=false&followRedirects=false&copyHeaders=false&userAgent=Pressroom";
        route.bean("request", lane).bean("answer", (Processor) lane::answer)
                .bean("client",
                        new OneExchange(http.auth(), signature(http), bearer, connections, ports.secrets(), watchdog, limit, answerLimit))
                .parameter("url", http.baseUrl()).parameter("options", options);
    }

    private @Nullable RequestSignature signature(HttpTransport http) {
        return http.signing() == null ? null : new RequestSignature(http.signing(), ports.secrets(), clock);
    }

    /** @param key the attempt that a ticket belongs to, null for anything else */
    Reply send(String printerId, Send send, @Nullable JobKey key) {
        return switch (send) {
            case Send.HttpCall call -> through(printerId, "http", call);
            case Send.QueueMessage message -> through(printerId, "sqs", message);
            case Send.Offer offer -> through(printerId, "offer", offer);
            case Send.FileDrop drop when key == null -> through(printerId, "sftp", new FileTask.Drop(drop, null));
            case Send.FileDrop drop -> ticket(printerId, drop, key);
        };
    }

    /** Once staged, a ticket is never "not sent": only repeating its rename tells what became of it. */
    private Reply ticket(String printerId, Send.FileDrop drop, JobKey key) {
        FileTask task = ports.ledger().stagedTicket(key).<FileTask>map(FileTask.RenameAgain::new)
                .orElseGet(() -> new FileTask.Drop(drop, key));
        Reply reply = through(printerId, "sftp", task);
        return reply instanceof Reply.NotSent(_, String why) && ports.ledger().stagedTicket(key).isPresent()
                ? new Reply.Broke("staged, its rename is not known yet; " + why)
                : reply;
    }

    Reply files(String printerId, FileTask task) {
        return through(printerId, "sftp", task);
    }

    private Reply through(String printerId, String kind, Object call) {
        String name = printerId + "." + kind;
        Outward outward = lanes.get(name);
        if (outward == null) {
            return new Reply.NotSent("printer " + printerId + " has no lane for " + kind + "; its profile lacks that transport");
        }
        long began = System.nanoTime();
        boolean onlyAsks = call instanceof Send.HttpCall http && http.repeat() == Send.Repeat.SAFE;
        if (outward.lane().suspended() && !onlyAsks) {
            return refused(outward, Deferral.PAUSED, "it is paused: resume printer " + printerId, began);
        }
        Optional<String> refusal = outward.gate().refusal();
        if (refusal.isPresent()) {
            return refused(outward, Deferral.DEFERRED, refusal.get(), began);
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.getIn().setBody(call);
        template.send("direct:" + name, exchange);
        return reply(outward, exchange, began);
    }

    private Reply refused(Outward outward, Deferral cause, String why, long began) {
        traffic.count(outward.lane(), Traffic.Outcome.REFUSED, System.nanoTime() - began);
        return new Reply.NotSent(cause, "lane " + outward.lane().name() + ": " + why);
    }

    private Reply reply(Outward outward, Exchange done, long began) {
        Lane lane = outward.lane();
        Exception failure = done.getException();
        if (failure == null) {
            lane.succeeded();
            return counted(outward, done.getMessage().getBody(Reply.class), began);
        }
        if (ObjectHelper.getException(CallNotPermittedException.class, failure) != null) {
            return refused(outward, Deferral.CIRCUIT_OPEN, "its circuit is open after failures, the last: " + lane.state().lastError(),
                    began);
        }
        if (ObjectHelper.getException(BulkheadFullException.class, failure) != null) {
            return refused(outward, Deferral.LANE_FULL, "full: " + outward.gate().permits() + " at once", began);
        }
        LaneFull full = ObjectHelper.getException(LaneFull.class, failure);
        if (full != null) {
            return refused(outward, Deferral.LANE_FULL, "full: " + full.getMessage(), began);
        }
        if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) != null) {
            return refused(outward, Deferral.DEFERRED, "it is not open: " + lane.state().lastError(), began);
        }
        LaneFailed known = ObjectHelper.getException(LaneFailed.class, failure);
        lane.failed(known == null ? failure : known);
        return counted(outward, known != null ? known.reply() : new Reply.Broke(Lane.describe(failure)), began);
    }

    private Reply counted(Outward outward, Reply reply, long began) {
        if (reply instanceof Reply.Answered answered) {
            outward.gate().heard(answered);
        }
        traffic.count(outward.lane(), Traffic.Outcome.of(reply), System.nanoTime() - began);
        return reply;
    }

    /** When the printer may be tried again, as far as anything is known that stands in the way now. */
    Optional<Instant> notBefore(String printerId) {
        return of(printerId).map(outward -> outward.gate().notBefore()).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /** Opens the circuit of a lane that was open before a restart; another lane's name changes nothing. */
    void beginOpen(String laneName) {
        Outward outward = lanes.get(laneName);
        if (outward != null) {
            outward.gate().beginOpen();
        }
    }

    void suspend(String printerId, boolean now) {
        of(printerId).forEach(outward -> outward.lane().suspend(now));
    }

    /** Refuses new calls at once and waits for those under way. */
    void close(String printerId, Duration within) {
        suspend(printerId, true);
        of(printerId).toList().forEach(outward -> {
            Routes.remove(camel, outward.lane().name(), within);
            traffic.forget(outward.lane());
            lanes.remove(outward.lane().name());
        });
    }

    private Stream<Outward> of(String printerId) {
        return lanes.values().stream().filter(outward -> outward.lane().owner().equals(printerId));
    }

    Stream<Lane> all() {
        return lanes.values().stream().map(Outward::lane);
    }
}
