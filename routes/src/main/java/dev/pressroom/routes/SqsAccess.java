package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** How one printer's queues are reached: a client without retries of its own, credentials resolved at each call, queue names looked up once. */
final class SqsAccess implements AutoCloseable {

    /** How long a receive waits for messages; a stop waits as long. */
    static final Duration WAIT = Duration.ofSeconds(3);
    /** Set to true by the client when the request is about to leave. */
    static final ExecutionAttribute<AtomicBoolean> LEAVING = new ExecutionAttribute<>("pressroom.leaving");

    private final SqsTransport sqs;
    private final Duration limit;
    private final SqsClient client;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    SqsAccess(SqsTransport sqs, UnaryOperator<String> secrets, Duration limit, RouteSettings settings) {
        this.sqs = sqs;
        this.limit = limit;
        SqsClientBuilder builder = SqsClient.builder().region(Region.of(sqs.region()))
                .credentialsProvider(credentials(sqs.accessKey(), sqs.secretKey(), secrets))
                .httpClientBuilder(
                        Apache5HttpClient.builder().connectionTimeout(settings.connectWithin(limit)).socketTimeout(limit.plus(WAIT)))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(limit.plus(WAIT))
                        .addExecutionInterceptor(new MarksLeaving()));
        if (sqs.endpoint() != null) {
            builder.endpointOverride(URI.create(sqs.endpoint()));
        }
        client = builder.build();
    }

    private static AwsCredentialsProvider credentials(@Nullable String accessKey, @Nullable String secretKey,
            UnaryOperator<String> secrets) {
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : () -> AwsBasicCredentials.create(secrets.apply(accessKey), secrets.apply(secretKey));
    }

    Duration limit() {
        return limit;
    }

    SqsClient client() {
        return client;
    }

    /** The URL of the queue that the profile calls so; asks the service for it when the profile gives a name only. */
    String url(String queue) {
        String configured = sqs.queues().get(queue);
        if (configured == null) {
            throw new IllegalArgumentException("the profile names no queue '" + queue + "'; add it under sqs.queues");
        }
        return configured.startsWith("http")
                ? configured
                : urls.computeIfAbsent(configured, name -> client.getQueueUrl(request -> request.queueName(name)).queueUrl());
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class MarksLeaving implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            AtomicBoolean leaving = attributes.getAttribute(LEAVING);
            if (leaving != null) {
                leaving.set(true);
            }
        }
    }
}
