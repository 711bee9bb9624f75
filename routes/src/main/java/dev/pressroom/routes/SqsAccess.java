package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.SqsTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How one printer's queues are reached: a client without retries of its own, credentials resolved at each call, queue names looked up once. */
final class SqsAccess implements AutoCloseable {

    /** How long a receive waits for messages; a stop waits as long. */
    static final Duration WAIT = Duration.ofSeconds(3);
    /** Set to true by the client when the request is about to leave. */
    static final ExecutionAttribute<AtomicBoolean> LEAVING = new ExecutionAttribute<>("pressroom.leaving");

    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Pattern DEAD_LETTERS = Pattern.compile("\"deadLetterTargetArn\"\\s*:\\s*\"[^\"]*:([^\":]+)\"");

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

    /** How many messages nobody could take lie in the queue's dead-letter queue; empty when it has none, or we may not look. */
    OptionalInt deadLetters(String queue) {
        try {
            String policy = attribute(url(queue), QueueAttributeName.REDRIVE_POLICY);
            Matcher target = policy == null ? null : DEAD_LETTERS.matcher(policy);
            if (target == null || !target.find()) {
                return OptionalInt.empty();
            }
            String name = target.group(1);
            String dead = urls.computeIfAbsent(name, it -> client.getQueueUrl(request -> request.queueName(it)).queueUrl());
            String count = attribute(dead, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
            return count == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(count));
        } catch (SdkException e) {
            return OptionalInt.empty();
        }
    }

    private @Nullable String attribute(String url, QueueAttributeName name) {
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name)).attributes().get(name);
    }

    /** For how long the queue hides a message that was received; half a minute when it does not tell. */
    Duration visibility(String queue) {
        try {
            String seconds = attribute(url(queue), QueueAttributeName.VISIBILITY_TIMEOUT);
            return seconds == null ? VISIBILITY : Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
        } catch (SdkException e) {
            return VISIBILITY;
        }
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
