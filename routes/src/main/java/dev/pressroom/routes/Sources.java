package dev.pressroom.routes;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.jspecify.annotations.Nullable;

/** What there is to hear from a printer or a carrier, by its profile and dialect. */
final class Sources {

    private static final String STATUS = "status";
    private static final Duration POLL = Duration.ofMinutes(1);

    private final CamelContext camel;
    private final Ports ports;
    private final RouteSettings settings;
    private final Clock clock;
    private final Watchdog watchdog;
    private final Traffic traffic;
    private final StepRunner runner;

    Sources(CamelContext camel, Ports ports, RouteSettings settings, Clock clock, Watchdog watchdog, Lanes lanes, Traffic traffic) {
        this.camel = camel;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.watchdog = watchdog;
        this.traffic = traffic;
        this.runner = new StepRunner(lanes);
    }

    List<InboundRoutes.Source> of(Printer printer, @Nullable SftpSessions sessions) {
        PrinterProfile profile = printer.profile();
        List<InboundRoutes.Source> sources = new ArrayList<>();
        if (printer.dialect() instanceof Dialect.Reads) {
            SftpTransport sftp = profile.sftp();
            String folder = sftp == null ? null : sftp.folders().get(STATUS);
            if (sftp != null && folder != null) {
                sources.add(statusFiles(profile, sftp, folder, sessions));
            }
            SqsTransport sqs = profile.sqs();
            if (sqs != null && sqs.queues().containsKey(STATUS)) {
                sources.add(statusQueue(profile, sqs));
            }
        }
        if (printer.dialect() instanceof Dialect.Lists lists) {
            sources.add(changes(profile, lists));
        }
        return sources;
    }

    private InboundRoutes.Source statusFiles(PrinterProfile profile, SftpTransport sftp, String folder,
            @Nullable SftpSessions sessions) {
        Processor take = exchange -> {
            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
            byte[] body = exchange.getMessage().getMandatoryBody(byte[].class);
            if (body.length != exchange.getMessage().getHeader(Exchange.FILE_LENGTH, Long.class)) {
                throw new IOException("file '" + name + "' changed while it was fetched; the next poll takes it");
            }
            Inbox.Taken taken = ports.inbox().take(profile.id(),
                    new Inbound(name, "sftp", Map.of("file-name", name), body, clock.instant()));
            exchange.setProperty(Shelving.SHELF, taken == Inbox.Taken.QUARANTINED ? ".quarantine" : ".done");
        };
        Lane lane = lane(profile.id(), "status-files");
        WatchedSocket socket = new WatchedSocket(watchdog);
        SftpAccess access = new SftpAccess(sftp, ports.secrets(), profile.limits().timeout(), settings);
        PolledFolder polled = new PolledFolder(lane, access, socket, Sources::whole, settings.messageLimit().toBytes(), sessions,
                new Growth(sftp.settle(), clock));
        return new InboundRoutes.Source(profile.id(), lane, polled, take, () -> () -> {
            SftpEndpoint endpoint = folder(lane, access, socket, folder, sftp.poll());
            endpoint.setProcessStrategy(new Shelving(null));
            return endpoint.getEndpointUri();
        }, socket::expire);
    }

    InboundRoutes.Source of(CarrierSftp carrier) {
        TrackingDrop drop = carrier.drop();
        Lane lane = lane(carrier.id(), "tracking-files");
        WatchedSocket socket = new WatchedSocket(watchdog);
        SftpAccess access = new SftpAccess(carrier.sftp(), ports.secrets(), carrier.timeout(), settings);
        PolledFolder polled = new PolledFolder(lane, access, socket,
                name -> whole(name) && carrier.pattern().matcher(name).matches(), Long.MAX_VALUE, null,
                new Growth(carrier.sftp().settle(), clock));
        Processor take = exchange -> {
            File fetched = exchange.getMessage().getMandatoryBody(File.class);
            if (fetched.length() != exchange.getMessage().getHeader(Exchange.FILE_LENGTH, Long.class)) {
                throw new IOException("file '" + fetched.getName() + "' changed while it was fetched; the next poll takes it");
            }
            drop.put(carrier.id(), fetched.toPath());
        };
        return new InboundRoutes.Source(carrier.id(), lane, polled, take, () -> () -> {
            SftpEndpoint endpoint = folder(lane, access, socket, carrier.folder(), carrier.sftp().poll());
            endpoint.setLocalWorkDirectory(drop.fetching(carrier.id()).toString());
            endpoint.setProcessStrategy(new Shelving(carrier.semaphoreSuffix()));
            if (carrier.semaphoreSuffix() != null) {
                endpoint.setDoneFileName("${file:name}" + carrier.semaphoreSuffix());
                // Else the consumer deletes the semaphore before the file is moved, and a crash between leaves a file that no poll takes again.
                endpoint.setNoop(true);
            }
            return endpoint.getEndpointUri();
        }, socket::expire);
    }

    /** A printer or carrier that renames its files when they are whole needs no lock; its temporary names are left alone. */
    private static boolean whole(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(".tmp", ".part", ".filepart").noneMatch(lower::endsWith);
    }

    private SftpEndpoint folder(Lane lane, SftpAccess access, WatchedSocket socket, String folder, Duration poll) {
        String bean = "#bean:" + lane.name();
        SftpEndpoint endpoint = camel.getEndpoint(access.uri("pollStrategy=" + bean + "&filter=" + bean + "&exceptionHandler=" + bean
                + "&initialDelay=0&delay=" + poll.toMillis()
                + "&disconnect=true&throwExceptionOnConnectFailed=true&maxMessagesPerPoll=100"),
                SftpEndpoint.class);
        access.harden(endpoint);
        endpoint.setProxy(socket);
        endpoint.setIdempotent(false); // the inbox knows what it has, and remembers it over a restart
        endpoint.getConfiguration().setDirectory(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder);
        return endpoint;
    }

    private InboundRoutes.Source statusQueue(PrinterProfile profile, SqsTransport sqs) {
        Lane lane = lane(profile.id(), "status-queue");
        SqsAccess access = new SqsAccess(sqs, ports.secrets(), profile.limits().timeout(), settings);
        PolledQueue polled = new PolledQueue(lane, access, STATUS, traffic, clock);
        Processor take = exchange -> {
            String id = exchange.getMessage().getHeader(Sqs2Constants.MESSAGE_ID, String.class);
            String body = exchange.getMessage().getMandatoryBody(String.class);
            ports.inbox().take(profile.id(), new Inbound(id, "sqs", Map.of(), body.getBytes(StandardCharsets.UTF_8), clock.instant()));
            polled.took();
        };
        String bean = "#bean:" + lane.name();
        String client = lane.name() + ".client";
        return new InboundRoutes.Source(profile.id(), lane, polled, take, () -> {
            String uri = "aws2-sqs:" + profile.id() + "?amazonSQSClient=#bean:" + client + "&queueUrl=RAW(" + access.url(STATUS)
                    + ")&pollStrategy="
                    + bean + "&exceptionHandler=" + bean + "&maxMessagesPerPoll=10&waitTimeSeconds=" + SqsAccess.WAIT.toSeconds()
                    + "&initialDelay=0&delay=1000&greedy=true&extendMessageVisibility=true&visibilityTimeout="
                    + access.visibility(STATUS).toSeconds();
            return () -> {
                camel.getRegistry().bind(client, access.client());
                return uri;
            };
        }, () -> {
            access.close();
            camel.getRegistry().unbind(client);
        });
    }

    private InboundRoutes.Source changes(PrinterProfile profile, Dialect.Lists dialect) {
        Duration poll = profile.http() == null ? POLL : profile.http().poll();
        Lane lane = lane(profile.id(), "changes");
        return new InboundRoutes.Source(profile.id(), lane, new PolledLane(lane),
                new ChangePoller(lane, profile.id(), dialect, runner, ports, clock),
                () -> () -> "timer:" + lane.name() + "?delay=0&period=" + poll.toMillis() + "&exceptionHandler=#bean:" + lane.name(),
                () -> {
                });
    }

    private Lane lane(String owner, String kind) {
        return new Lane(owner, kind, null, clock);
    }
}
