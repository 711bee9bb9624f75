package dev.pressroom.routes;

import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.QueueMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
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
 * Sends one message to a printer's FIFO queue under our own deduplication id. SQS forgets that id after five minutes (Amazon SQS Developer
 * Guide, "Using the message deduplication ID"), so a send that broke is never repeated here.
 */
final class QueueLane extends ServiceSupport implements Processor {

    private static final List<Class<? extends IOException>> NO_CONNECTION = List.of(UnknownHostException.class, ConnectException.class,
            NoRouteToHostException.class, ConnectTimeoutException.class);

    private final SqsAccess access;

    QueueLane(SqsAccess access) {
        this.access = access;
    }

    @Override
    public void process(Exchange exchange) throws LaneFailed {
        QueueMessage message = exchange.getMessage().getBody(QueueMessage.class);
        AtomicBoolean leaving = new AtomicBoolean();
        try {
            String url = access.url(message.queue());
            access.client().sendMessage(request -> request.queueUrl(url).messageBody(message.body()).messageGroupId(message.group())
                    .messageDeduplicationId(message.deduplicationId())
                    .overrideConfiguration(
                            override -> override.apiCallTimeout(access.limit()).putExecutionAttribute(SqsAccess.LEAVING, leaving)));
        } catch (SdkException | IllegalArgumentException e) {
            String what = "queue '" + message.queue() + "': " + Lane.describe(e);
            throw leaving.get() && !neverLeft(e) ? LaneFailed.broke(what, e) : LaneFailed.notSent(what, e);
        }
        exchange.getMessage().setBody(Reply.Answered.taken());
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
