package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProfileCheck;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Looks whether a printer can be reached as its profile says: host, host key or certificate, login, folders and queues with the rights that are
 * needed, clocks. Leaves nothing behind and orders nothing; what fails is told with the profile's line.
 */
public final class PrinterProbe {

    private static final Duration SKEW = Duration.ofMinutes(2);
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RouteSettings SETTINGS = new RouteSettings(1, PATIENCE, DataSize.ofMegabytes(1), DataSize.ofMegabytes(8), 6,
            PATIENCE, Duration.ofSeconds(5));

    private final ProfileCheck check;
    private final PrinterProfile profile;
    private final UnaryOperator<String> secrets;
    private final Clock clock;
    private final List<Problem> problems = new ArrayList<>();

    private PrinterProbe(ProfileCheck check, PrinterProfile profile, UnaryOperator<String> secrets, Clock clock) {
        this.check = check;
        this.profile = profile;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Everything that is wrong on the way to the printer; empty when nothing is. */
    public static List<Problem> examine(ProfileCheck check, PrinterProfile profile, UnaryOperator<String> secrets, Clock clock) {
        PrinterProbe probe = new PrinterProbe(check, profile, secrets, clock);
        if (profile.http() != null) {
            probe.http(profile.http());
        }
        if (profile.sftp() != null) {
            new SftpProbe(probe, profile, profile.sftp()).examine();
        }
        if (profile.sqs() != null) {
            probe.sqs(profile.sqs());
        }
        return probe.problems;
    }

    void problem(String key, String problem, String hint) {
        problems.add(check.problem(key, problem, hint));
    }

    String secret(String reference) {
        return secrets.apply(reference);
    }

    Clock clock() {
        return clock;
    }

    /** What a message of the printer's own reads as: whatever cannot be read is told at {@code key}. */
    void readBack(String key, Inbound message) {
        if (Dialects.of(profile) instanceof Dialect.Reads dialect) {
            dialect.read(message).unreadable().forEach(it -> problem(key,
                    "its own status " + message.messageKey() + " cannot be read: " + it.place() + " " + it.reason(),
                    "look at it with './pressroom dialect read " + profile.id() + " --kind status'"));
        }
    }

    /** Whether somebody listens there; else why not is told at {@code key}. */
    boolean reachable(String key, String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return true;
        } catch (UnknownHostException | UnresolvedAddressException e) {
            problem(key, "host " + host + " cannot be resolved", "correct the name, or the name server of this machine");
        } catch (IOException | IllegalArgumentException e) {
            problem(key, "nothing answers at " + host + ":" + port + " (" + e.getMessage() + ")",
                    "check address, port and firewalls; the printer may have to admit this machine's address");
        }
        return false;
    }

    void skew(String key, Instant theirs) {
        Duration apart = Duration.between(clock.instant(), theirs).abs();
        if (apart.compareTo(SKEW) > 0) {
            problem(key, "the printer's clock is " + apart.toSeconds() + " s apart from ours",
                    "set this machine's clock by NTP; if it is right, tell the printer");
        }
    }

    private void http(HttpTransport http) {
        URI base = URI.create(http.baseUrl());
        int port = base.getPort() > 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80;
        if (!reachable("http.baseUrl", base.getHost(), port)) {
            return;
        }
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (http.tls() != null) {
            try {
                builder.sslContext(HttpConnections.context(http.tls(), secrets));
            } catch (RuntimeException e) {
                problem("http.tls", "cannot be used: " + Lane.describe(e), "each is PEM: a certificate, its key, the printer's authority");
                return;
            }
        }
        try (HttpClient client = builder.build()) {
            HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(base.resolve("/")).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding());
            answer.headers().firstValue("date").flatMap(PrinterProbe::httpDate).ifPresent(theirs -> skew("http.baseUrl", theirs));
        } catch (SSLException e) {
            problem("http.baseUrl", "the printer's certificate is not trusted (" + e.getMessage() + ")",
                    "check the host name; name the printer's authority under http.tls.trust if it is a private one");
            return;
        } catch (IOException e) {
            problem("http.baseUrl", "the printer does not answer HTTP (" + e.getMessage() + ")", "check scheme and port");
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        login();
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Asks for a job that nobody ordered, over the same routes that the service uses. */
    private void login() {
        Dialect dialect = Dialects.of(profile);
        if (!(dialect instanceof Dialect.LooksUp)) {
            return;
        }
        JobKey unasked = new JobKey("pressroom-check", 1, 1);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            try (PrinterRoutes routes = new PrinterRoutes(camel, ports(), SETTINGS, clock,
                    new SimpleMeterRegistry())) {
                routes.add(new Printer(profile, dialect));
                Found found = routes.channels().lookUp(profile.id(), unasked, Set.of(new Ref(Ref.Kind.KEY, unasked.toString()))).result();
                if (found instanceof Found.Undecided(String evidence)) {
                    problem("http.auth", "a look-up of a job that does not exist is not answered with 'not there': " + evidence,
                            "401 or 403: check the keys; 404: check baseUrl");
                } else if (dialect instanceof Dialect.Lists lists) {
                    Dialect.Page page = routes.changes(profile.id(), lists, clock.instant());
                    if (page.problem() != null) {
                        problem("http.poll", "its list of jobs is not answered: " + page.problem(),
                                "without it nobody heals what webhooks miss: check the rights of the key");
                    }
                    page.messages().forEach(message -> readBack("http.poll", message));
                }
            }
        } catch (Exception e) {
            problem("http.auth", "a look-up fails: " + Lane.describe(e), "see the message");
        }
    }

    private Ports ports() {
        Cursors cursors = new Cursors() {
            @Override
            public @Nullable String get(String printerId) {
                return null;
            }

            @Override
            public void set(String printerId, String cursor) {
                // Nothing is polled here.
            }
        };
        SubmissionLedger ledger = new SubmissionLedger() {
            @Override
            public void staged(JobKey key, String ticketName) {
                throw new IllegalStateException("a probe sends no ticket");
            }

            @Override
            public Optional<Staged> stagedTicket(JobKey key) {
                return Optional.empty();
            }
        };
        Inbox inbox = new Inbox() {
            @Override
            public Taken take(String printerId, Inbound message) {
                throw new IllegalStateException("a probe hears nothing");
            }

            @Override
            public void pulled(String printerId, Ref reference) {
                throw new IllegalStateException("a probe offers nothing");
            }
        };
        return new Ports(inbox, ledger, sha256 -> {
            throw new IOException("a probe sends no file");
        }, cursors, (printerId, reference, ticket) -> {
            throw new IllegalStateException("a probe offers nothing");
        }, secrets);
    }

    private void sqs(SqsTransport sqs) {
        if (sqs.endpoint() != null) {
            URI endpoint = URI.create(sqs.endpoint());
            if (!reachable("sqs.endpoint", endpoint.getHost(), endpoint.getPort() > 0 ? endpoint.getPort() : 443)) {
                return;
            }
        }
        try (SqsAccess access = new SqsAccess(sqs, secrets, PATIENCE, SETTINGS)) {
            for (String queue : new TreeSet<>(sqs.queues().keySet())) {
                String key = "sqs.queues." + queue;
                try {
                    Map<QueueAttributeName, String> attributes = access.client()
                            .getQueueAttributes(it -> it.queueUrl(access.url(queue)).attributeNames(QueueAttributeName.ALL)).attributes();
                    if (queue.equals("orders") && !"true".equals(attributes.get(QueueAttributeName.FIFO_QUEUE))) {
                        problem(key, "is no FIFO queue", "make it one (its name ends with .fifo): we rely on its deduplication");
                    }
                    if (!attributes.containsKey(QueueAttributeName.REDRIVE_POLICY)) {
                        problem(key, "has no dead-letter queue",
                                "give it a redrive policy: a message that nobody can read would come for ever");
                    }
                } catch (SdkException e) {
                    problem(key, "queue " + sqs.queues().get(queue) + " cannot be looked at (" + e.getMessage() + ")",
                            "check name, region, keys and their rights (GetQueueUrl, GetQueueAttributes)");
                }
            }
        }
    }
}
