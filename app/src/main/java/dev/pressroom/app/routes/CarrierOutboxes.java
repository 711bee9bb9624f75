package dev.pressroom.app.routes;

import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.routes.CarrierSftp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Which carriers' files are fetched over SFTP: the {@code sftp} part of the files in {@code carriers/}; the rest is the nightly job's. */
public final class CarrierOutboxes {

    private static final Duration VISIT = Duration.ofSeconds(30);
    private static final YAMLMapper YAML = YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private CarrierOutboxes() {}

    private record CarrierFile(String id, TrackingFiles files, @Nullable Outbox sftp) {}

    private record TrackingFiles(String pattern) {}

    private record Outbox(String host, String port, String user, @Nullable String password, @Nullable String privateKey, String knownHosts,
            String folder, @Nullable String semaphore, String poll, @Nullable String timeout, @Nullable String settle) {}

    /** Carriers without an {@code sftp} part bring their files by other ways. */
    public static List<CarrierSftp> load(Path folder, Path drop, UnaryOperator<String> secrets) {
        List<CarrierSftp> carriers = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return carriers;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
                CarrierFile carrier = YAML.readValue(file.toFile(), CarrierFile.class);
                Outbox outbox = carrier.sftp();
                if (outbox != null) {
                    SftpTransport sftp = new SftpTransport(secrets.apply(outbox.host()),
                            Integer.parseInt(secrets.apply(outbox.port())), secrets.apply(outbox.user()), outbox.password(),
                            outbox.privateKey(), secrets.apply(outbox.knownHosts()), Map.of(), DurationStyle.detectAndParse(outbox.poll()),
                            null, null,
                            outbox.settle() == null ? null : DurationStyle.detectAndParse(outbox.settle()));
                    carriers.add(new CarrierSftp(carrier.id(), sftp, outbox.folder(), Pattern.compile(carrier.files().pattern()),
                            outbox.semaphore(), outbox.timeout() == null ? VISIT : DurationStyle.detectAndParse(outbox.timeout()), drop));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("carriers in " + folder + " cannot be read", e);
        }
        return carriers;
    }
}
