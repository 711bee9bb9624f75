package dev.pressroom.storage.files;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A bucket and the beginning of the keys in it, as {@code s3://bucket} or {@code s3://bucket/prefix}. Region and credentials are found as the AWS SDK
 * finds them everywhere (AWS SDKs and Tools Reference Guide, "Settings reference"); {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} names another
 * service that speaks S3, whose buckets are then part of the path.
 *
 * @param prefix empty, or ends with a slash
 */
record S3Place(String bucket, String prefix) {

    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** Whether the text names a place in S3 and not a folder. */
    static boolean names(String text) {
        return text.startsWith("s3:");
    }

    static S3Place of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no place in S3; write s3://bucket/prefix");
        }
        String prefix = parts.group(2) == null ? "" : parts.group(2).replaceAll("^/+|/+$", "");
        return new S3Place(parts.group(1), prefix.isEmpty() ? "" : prefix + "/");
    }

    String key(String name) {
        return prefix + name;
    }

    static S3Client client(Map<String, String> environment) {
        S3ClientBuilder builder = S3Client.builder().httpClientBuilder(Apache5HttpClient.builder());
        String endpoint = endpoint(environment);
        if (endpoint != null) {
            // Others than AWS have no regions, but a request is signed for one.
            builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true)
                    .region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")));
        }
        return builder.build();
    }

    private static @Nullable String endpoint(Map<String, String> environment) {
        String own = environment.get("AWS_ENDPOINT_URL_S3");
        return own == null ? environment.get("AWS_ENDPOINT_URL") : own;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
