package dev.pressroom.sandbox.bench.printers;

import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Send;
import dev.pressroom.sandbox.servers.SqsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A message of a kilobyte on a FIFO queue, with group and deduplication id. The bare side is the AWS SDK's client with the same HTTP client. */
final class SqsContest implements AutoCloseable {

    private static final int MESSAGE = 1_000;

    private final SqsServer server;
    private final SqsClient bare;
    private final Contest contest;

    SqsContest(Ours ours, Path scratch) {
        server = new SqsServer(scratch.resolve("sqs"), "127.0.0.1", 0);
        server.start();
        bare = SqsClient.builder().endpointOverride(server.endpoint()).region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(10))).build();
        String url = bare.createQueue(queue -> queue.queueName("bench.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        SqsTransport transport = new SqsTransport(server.endpoint().toString(), "eu-central-1", "bench", "bench", Map.of("orders", url),
                null);
        contest = new Contest("sqs", 4,
                ours.printer("sqs", null, null, transport,
                        number -> new Send.QueueMessage("orders", "B-" + number, "B-" + number + "-1-a1", message(number))),
                number -> bare.sendMessage(send -> send.queueUrl(url).messageBody(message(number)).messageGroupId("B-" + number)
                        .messageDeduplicationId("B-" + number + "-1-a1")));
    }

    Contest contest() {
        return contest;
    }

    private static String message(int number) {
        return "<OrderID>" + number + "</OrderID>" + "x".repeat(MESSAGE);
    }

    @Override
    public void close() {
        bare.close();
        server.close();
    }
}
