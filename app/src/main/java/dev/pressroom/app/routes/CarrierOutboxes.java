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

    private record TrackingFiles(String pattern, @Nullable String semaphore) {}

    private record Outbox(String host, String port, String user, @Nullable String password, @Nullable String privateKey, String knownHosts,
            String folder, String poll) {}

    /** Carriers without an {@code sftp} part bring their files by other ways. */
    public static List<CarrierSftp> load(Path folder, Path drop) {
        List<CarrierSftp> carriers = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return carriers;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
                CarrierFile carrier = YAML.readValue(file.toFile(), CarrierFile.class);
                Outbox outbox = carrier.sftp();
                if (outbox != null) {
                    SftpTransport sftp = new SftpTransport(outbox.host(), outbox.port(), outbox.user(), outbox.password(),
                            outbox.privateKey(), outbox.knownHosts(), Map.of(), DurationStyle.detectAndParse(outbox.poll()));
                    carriers.add(new CarrierSftp(carrier.id(), sftp, outbox.folder(), Pattern.compile(carrier.files().pattern()),
                            carrier.files().semaphore(), VISIT, drop));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("carriers in " + folder + " cannot be read", e);
        }
        return carriers;
    }
}
