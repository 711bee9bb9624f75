package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A bucket of S3: {@code prefix/ab/cd/abcd....} What is stored or read passes through a folder of this machine, which keeps what was used lately; what S3
 * gives back is checked against its hash. S3 shows an object only when all of it has come, so no half file is ever seen.
 */
public final class S3FileStore implements FileStore {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final S3Client s3;
    private final S3Place place;
    private final FolderFileStore lately;
    private final Clock clock;
    private Instant swept;

    S3FileStore(S3Client s3, S3Place place, FolderFileStore lately, Clock clock) {
        this.s3 = s3;
        this.place = place;
        this.lately = lately;
        this.clock = clock;
        this.swept = clock.instant();
    }

    @Override
    public Stored put(InputStream content, long maxBytes, @Nullable String sha256) throws IOException {
        sweep();
        Stored stored = lately.put(content, maxBytes, sha256);
        if (!exists(stored.sha256())) {
            Path file = lately.used(stored.sha256());
            try {
                s3.putObject(to -> to.bucket(place.bucket()).key(key(stored.sha256())), RequestBody.fromFile(file));
            } catch (SdkException e) {
                throw failed("stored in", e);
            }
        }
        return stored;
    }

    @Override
    public Path path(String sha256) throws IOException {
        sweep();
        if (!lately.exists(sha256)) {
            try (ResponseInputStream<GetObjectResponse> content = s3.getObject(from -> from.bucket(place.bucket()).key(key(sha256)))) {
                lately.put(content, Long.MAX_VALUE, sha256);
            } catch (NoSuchKeyException e) {
                NoSuchFileException missing = new NoSuchFileException(sha256, null,
                        "not in the file store " + place + "; it was never stored, or the store is another place");
                missing.initCause(e);
                throw missing;
            } catch (SdkException e) {
                throw failed("read from", e);
            }
        }
        return lately.used(sha256);
    }

    /** Throws {@link SdkException} when S3 does not say. */
    @Override
    public boolean exists(String sha256) {
        String key = key(sha256);
        try {
            s3.headObject(of -> of.bucket(place.bucket()).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private String key(String sha256) {
        return place.key(FolderFileStore.place(sha256));
    }

    private IOException failed(String what, SdkException e) {
        return new IOException("a file cannot be " + what + " " + place + " (" + e.getMessage() + "); may this process use the bucket?", e);
    }

    private synchronized void sweep() throws IOException {
        Instant now = clock.instant();
        if (swept.plus(BETWEEN_SWEEPS).isBefore(now)) {
            swept = now;
            lately.forgetUnusedSince(now.minus(KEPT));
        }
    }
}
