package dev.pressroom.sandbox.printers.photofinale;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The printer's queues, made when they are not there: orders (FIFO) and statuses (standard), each with its dead letters. */
record Queues(SqsClient sqs, String ordersUrl, String statusUrl) implements AutoCloseable {
    private static final int RECEIVED_BEFORE_DEAD = 20;
    private static final int VISIBILITY_SECONDS = 10;

    static Queues of(URI endpoint, String printerId) {
        SqsClient sqs = SqsClient.builder().endpointOverride(endpoint).region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox")))
                .httpClient(UrlConnectionHttpClient.create()).build();
        String orders = withDeadLetters(sqs, printerId + "-orders", ".fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        String status = withDeadLetters(sqs, printerId + "-status", "", Map.of());
        return new Queues(sqs, orders, status);
    }

    private static String withDeadLetters(SqsClient sqs, String name, String suffix, Map<QueueAttributeName, String> attributes) {
        String dead = sqs.createQueue(queue -> queue.queueName(name + "-dead" + suffix).attributes(attributes)).queueUrl();
        String deadArn = sqs.getQueueAttributes(it -> it.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN)).attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        all.put(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(VISIBILITY_SECONDS));
        all.put(QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(deadArn, RECEIVED_BEFORE_DEAD));
        return sqs.createQueue(queue -> queue.queueName(name + suffix).attributes(all)).queueUrl();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
