package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A real SQS service on this machine, with the two queues of one printer. */
final class QueueHost implements AutoCloseable {

    final String endpoint;
    final SqsClient client;
    private final SQSRestServer server;

    QueueHost() {
        server = SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
        endpoint = "http://localhost:" + server.waitUntilStarted().localAddress().getPort();
        client = SqsClient.builder().endpointOverride(URI.create(endpoint)).region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create()).httpClientBuilder(Apache5HttpClient.builder()).build();
    }

    void createOrders() {
        client.createQueue(request -> request.queueName("orders.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    }

    /** A message that was received twice goes to {@code status-dead}. */
    void createStatus() {
        client.createQueue(request -> request.queueName("status-dead"));
        client.createQueue(request -> request.queueName("status").attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1",
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:status-dead\",\"maxReceiveCount\":2}")));
    }

    String url(String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    List<Message> receive(String queue) {
        String url = url(queue);
        return client.receiveMessage(
                request -> request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All")
                        .messageSystemAttributeNamesWithStrings("All"))
                .messages();
    }

    /** Messages waiting and in flight. */
    int size(String queue) {
        String url = url(queue);
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).attributes().values().stream().mapToInt(Integer::parseInt)
                .sum();
    }

    SqsTransport transport() {
        return transport(endpoint);
    }

    static SqsTransport transport(String endpoint) {
        return new SqsTransport(endpoint, "eu-central-1", "key", "secret", Map.of("orders", "orders.fifo", "status", "status"), null);
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
