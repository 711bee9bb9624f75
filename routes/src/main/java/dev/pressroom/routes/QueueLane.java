package dev.pressroom.routes;

import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.QueueMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends one message to a printer's FIFO queue under our own deduplication id. A send that broke is repeated at once under the same id, which
 * doubles nothing: SQS forgets the id only after five minutes (Amazon SQS Developer Guide, "Using the message deduplication ID"). Later it is
 * never repeated.
 */
final class QueueLane extends ServiceSupport implements Processor {

    private static final List<Class<? extends IOException>> NO_CONNECTION = List.of(UnknownHostException.class, ConnectException.class,
            NoRouteToHostException.class, ConnectTimeoutException.class);

    private static final int SENDS = 3;
    private static final Duration SHORTEST = Duration.ofMillis(500);
    /** Of a message, as queues were made before 2025; those made later may take more. */
    private static final int LARGEST = 256 * 1024;

    private final SqsAccess access;
    private final Clock clock;

    QueueLane(SqsAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws LaneFailed {
        QueueMessage message = exchange.getMessage().getBody(QueueMessage.class);
        int bytes = message.body().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST) {
            throw LaneFailed.notSent("queue '" + message.queue() + "': a message of " + bytes + " bytes is larger than " + LARGEST
                    + "; offer the ticket and send its reference", null);
        }
        Instant end = clock.instant().plus(access.limit());
        boolean mayBeThere = false;
        for (int sends = 1;; sends++) {
            try {
                send(message, Duration.between(clock.instant(), end));
                exchange.getMessage().setBody(Reply.Answered.taken());
                return;
            } catch (LaneFailed e) {
                mayBeThere |= e.reply() instanceof Reply.Broke;
                if (!mayBeThere) {
                    throw e;
                }
                if (sends == SENDS || !clock.instant().plus(SHORTEST).isBefore(end)) {
                    throw LaneFailed.broke(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    private void send(QueueMessage message, Duration within) throws LaneFailed {
        AtomicBoolean leaving = new AtomicBoolean();
        try {
            String url = access.url(message.queue());
            // Each send gets its part, so that one which is never answered leaves time for the next.
            Duration limit = within.dividedBy(2).compareTo(SHORTEST) < 0 ? within : within.dividedBy(2);
            access.client().sendMessage(request -> request.queueUrl(url).messageBody(message.body()).messageGroupId(message.group())
                    .messageDeduplicationId(message.deduplicationId())
                    .overrideConfiguration(override -> override.apiCallTimeout(limit).putExecutionAttribute(SqsAccess.LEAVING, leaving)));
        } catch (SdkException | IllegalArgumentException e) {
            String what = "queue '" + message.queue() + "': " + Lane.describe(e);
            throw leaving.get() && !neverLeft(e) ? LaneFailed.broke(what, e) : LaneFailed.notSent(what, e);
        }
    }

    @Override
    protected void doShutdown() {
        access.close();
    }

    /** The service refused the request itself, or no connection to it ever stood. */
    private static boolean neverLeft(Exception failure) {
        if (failure instanceof AwsServiceException answered) {
            return answered.statusCode() >= 400 && answered.statusCode() < 500;
        }
        return NO_CONNECTION.stream().anyMatch(type -> ObjectHelper.getException(type, failure) != null);
    }
}
