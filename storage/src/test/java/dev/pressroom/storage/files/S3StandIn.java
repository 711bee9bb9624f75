package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy in a process of its own, with everything in memory; one bucket. */
final class S3StandIn implements AutoCloseable {

    static final String BUCKET = "pressroom";

    private final Process process;
    private final S3Client client;

    S3StandIn(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String endpoint = "http://127.0.0.1:" + port;
        Path settings = Files.write(folder.resolve("s3proxy.properties"), List.of("s3proxy.endpoint=" + endpoint,
                "s3proxy.authorization=aws-v2-or-v4", "s3proxy.identity=us", "s3proxy.credential=secret",
                "jclouds.provider=transient-nio2", "jclouds.identity=us", "jclouds.credential=secret"));
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m", "-jar",
                Path.of("target/s3proxy.jar").toAbsolutePath().toString(), "--properties", settings.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile()).start();
        awaitListening(port, folder.resolve("s3proxy.log"));
        client = S3Client.builder().endpointOverride(URI.create(endpoint)).forcePathStyle(true).region(Region.US_EAST_1)
                .httpClientBuilder(Apache5HttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("us", "secret"))).build();
        client.createBucket(make -> make.bucket(BUCKET));
    }

    private void awaitListening(int port, Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isListening(port)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                throw new IllegalStateException("S3Proxy did not start: " + Files.readString(log));
            }
        }
    }

    private static boolean isListening(int port) {
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    S3Client client() {
        return client;
    }

    void empty() {
        client.listObjectsV2(of -> of.bucket(BUCKET)).contents()
                .forEach(found -> client.deleteObject(of -> of.bucket(BUCKET).key(found.key())));
    }

    List<String> keys() {
        return client.listObjectsV2(of -> of.bucket(BUCKET)).contents().stream().map(found -> found.key()).toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
