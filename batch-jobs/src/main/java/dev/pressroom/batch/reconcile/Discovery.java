package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.RowDecoder;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Ledger.State;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each file in the drop what is to be done with it, and writes it to the ledger. */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Ledger ledger;
    private final int parts;
    private final Clock clock;

    /** @param parts that the parcels of a new file are dealt to */
    Discovery(Ledger ledger, int parts, Clock clock) {
        this.ledger = ledger;
        this.parts = parts;
        this.clock = clock;
    }

    /** @param before what this run has seen already: the same bytes under two names are loaded once */
    SeenFile see(DropFile file, List<SeenFile> before) {
        SeenFile seen = switch (file.readiness()) {
            case WAITING -> new SeenFile(file, Verdict.WAITING, null, "its semaphore file is not there yet");
            case IGNORED -> new SeenFile(file, Verdict.IGNORED, null, "the name is not files.pattern of the carrier's profile");
            case READY -> read(file, before);
        };
        if (seen.problem() != null) {
            LOG.warn("{}/{}: {}: {}", file.carrier().id(), file.name(), seen.verdict(), seen.problem());
        }
        return seen;
    }

    private SeenFile read(DropFile file, List<SeenFile> before) {
        CarrierProfile carrier = file.carrier();
        try {
            MessageDigest digest = sha256();
            long bytes = hash(file, digest);
            Entry entry = ledger.find(carrier, HexFormat.of().formatHex(digest.digest()), file.name(), bytes, parts, clock.instant());
            if (bytes == 0) {
                ledger.mark(entry.fileId(), State.EMPTY, null);
                return new SeenFile(file, Verdict.EMPTY, null, "no byte in it; ask the carrier for the file");
            }
            boolean known = before.stream().anyMatch(other -> other.ledger() != null && other.ledger().fileId() == entry.fileId());
            return switch (entry.state()) {
                case LOADED -> new SeenFile(file, Verdict.DUPLICATE, entry, null);
                case LOADING -> new SeenFile(file, known ? Verdict.DUPLICATE : Verdict.LOAD, entry, null);
                case FOUND, EMPTY, BAD -> known ? new SeenFile(file, Verdict.DUPLICATE, entry, null) : checked(file, entry);
            };
        } catch (IOException e) {
            return new SeenFile(file, Verdict.BAD, null, "cannot be read (" + e.getClass().getSimpleName() + "); may this user read it?");
        }
    }

    private SeenFile checked(DropFile file, Entry entry) throws IOException {
        String problem = file.format().isCompressed() ? compressionProblem(file) : null;
        if (problem == null) {
            problem = headerProblem(file, entry);
        }
        ledger.mark(entry.fileId(), problem == null ? State.FOUND : State.BAD, problem);
        return new SeenFile(file, problem == null ? Verdict.LOAD : Verdict.BAD, ledger.get(entry.fileId()), problem);
    }

    private static @Nullable String headerProblem(DropFile file, Entry entry) throws IOException {
        return RowDecoder.headerProblem(file.carrier(), file.format().header(entry.bytes()));
    }

    /** Read to its end, so that nothing of a damaged file is loaded. */
    private static @Nullable String compressionProblem(DropFile file) {
        try (InputStream in = file.format().open()) {
            in.transferTo(OutputStream.nullOutputStream());
            return null;
        } catch (IOException e) {
            return "the compressed file is cut or damaged (" + e.getMessage() + "); ask the carrier for the whole file";
        }
    }

    private static long hash(DropFile file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(file.store().open(file.carrier().id(), file.name(), 0), digest)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
