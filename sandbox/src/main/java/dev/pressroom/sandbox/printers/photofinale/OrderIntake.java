package dev.pressroom.sandbox.printers.photofinale;

import dev.pressroom.sandbox.printers.JobBook;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.Submission;
import dev.pressroom.sandbox.printers.Xml;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Takes messages from the order queue, claims each order's XML and stores it; only then the message is deleted.
 *
 * <p>What fails is left on the queue and comes again a few seconds later, up to the queue's limit, and then goes to the dead letters.
 */
final class OrderIntake {
    private static final Logger log = LoggerFactory.getLogger(OrderIntake.class);
    private static final int WAIT_SECONDS = 1;
    private static final int LONGEST_PAUSE_SECONDS = 10;

    private final PrintShop shop;
    private final Queues queues;
    private final Claims claims;
    private final HttpClient http;

    /** Where tickets are claimed: the address before {@code /printers}, and the printer's own token. */
    record Claims(URI base, String token) {

        HttpRequest of(String printerId, String orderId) {
            URI uri = URI.create("%s/printers/%s/tickets/%s".formatted(base.toString().replaceAll("/$", ""), printerId, orderId));
            return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).header("Authorization", "Bearer " + token).build();
        }
    }

    OrderIntake(PrintShop shop, Queues queues, Claims claims, HttpClient http) {
        this.shop = shop;
        this.queues = queues;
        this.claims = claims;
        this.http = http;
    }

    /** One long poll; called by one thread at a time. */
    void poll() {
        var answer = queues.sqs().receiveMessage(it -> it.queueUrl(queues.ordersUrl()).maxNumberOfMessages(10).waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
        for (Message message : answer.messages()) {
            try {
                take(message);
            } catch (IOException | SAXException e) {
                log.info("{}: leaves message {} on the queue: {}", shop.settings().id(), message.messageId(), e.toString());
                comeAgain(message);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void take(Message message) throws IOException, InterruptedException, SAXException {
        String orderId = Xml.text(Xml.root("<message>" + message.body() + "</message>"), "OrderID");
        if (!orderId.matches("\\d{8}")) {
            throw new SAXException("OrderID '" + orderId + "' is not eight digits");
        }
        HttpResponse<String> claim = http.send(claims.of(shop.settings().id(), orderId), HttpResponse.BodyHandlers.ofString());
        if (claim.statusCode() != 200) {
            throw new IOException("claiming order %s was answered with HTTP %d".formatted(orderId, claim.statusCode()));
        }
        Submission submission = ClaimedOrder.read(orderId, claim.body());
        JobBook.Taken taken = shop.take(submission);
        if (!taken.repeated() && shop.behaviour().dropsConnection(submission.reference())) {
            log.info("{}: forgets to delete the message of order {}", shop.settings().id(), orderId);
            comeAgain(message);
            return;
        }
        queues.sqs().deleteMessage(it -> it.queueUrl(queues.ordersUrl()).receiptHandle(message.receiptHandle()));
    }

    private void comeAgain(Message message) {
        int received = Integer.parseInt(message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
        queues.sqs().changeMessageVisibility(it -> it.queueUrl(queues.ordersUrl()).receiptHandle(message.receiptHandle())
                .visibilityTimeout(Math.min(received, LONGEST_PAUSE_SECONDS)));
    }
}
