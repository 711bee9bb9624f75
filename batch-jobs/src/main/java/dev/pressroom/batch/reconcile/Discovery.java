package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.RowDecoder;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Ledger.State;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each file in the drop what is to be done with it, and writes it to the ledger. */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Ledger ledger;
    private final int parts;
    private final boolean again;
    private final Clock clock;
    private final BooleanSupplier stop;

    /**
     * @param parts that the parcels of a new file are dealt to
     * @param again a file that was loaded is loaded once more
     * @param stop asked while a file is read
     */
    Discovery(Ledger ledger, int parts, boolean again, Clock clock, BooleanSupplier stop) {
        this.ledger = ledger;
        this.parts = parts;
        this.again = again;
        this.clock = clock;
        this.stop = stop;
    }

    /** Asked to stop in the middle of a file. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** @param before what this run has seen already: the same bytes under two names are loaded once */
    SeenFile see(DropFile file, List<SeenFile> before) throws Stopped {
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

    private SeenFile read(DropFile file, List<SeenFile> before) throws Stopped {
        CarrierProfile carrier = file.carrier();
        try {
            MessageDigest digest = sha256();
            long bytes = hash(file, digest);
            Entry found = ledger.find(carrier, HexFormat.of().formatHex(digest.digest()), file.name(), bytes, parts, clock.instant());
            boolean known = before.stream().anyMatch(other -> other.ledger() != null && other.ledger().fileId() == found.fileId());
            Entry entry = !known && (again || found.state() == State.BAD) ? ledger.forget(found.fileId(), carrier, parts) : found;
            if (bytes == 0) {
                ledger.mark(entry.fileId(), State.EMPTY, null);
                return new SeenFile(file, Verdict.EMPTY, null, "no byte in it; ask the carrier for the file");
            }
            return switch (entry.state()) {
                case LOADED -> new SeenFile(file, Verdict.DUPLICATE, entry, null);
                case LOADING -> new SeenFile(file, known ? Verdict.DUPLICATE : Verdict.LOAD, entry, null);
                case FOUND, EMPTY, BAD -> known ? new SeenFile(file, Verdict.DUPLICATE, entry, null) : checked(file, entry);
            };
        } catch (Stopped e) {
            throw e;
        } catch (IOException e) {
            return new SeenFile(file, Verdict.UNREAD, null,
                    "could not be read (" + e + "); may this user read it? The next run tries again");
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
    private @Nullable String compressionProblem(DropFile file) throws IOException {
        try (InputStream in = file.format().open()) {
            toItsEnd(in);
            return null;
        } catch (ZipException | EOFException e) {
            return "the compressed file is cut or damaged (" + e.getMessage() + "); ask the carrier for the whole file";
        }
    }

    private long hash(DropFile file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(file.store().open(file.carrier().id(), file.name(), 0), digest)) {
            return toItsEnd(in);
        }
    }

    /** A file may have gigabytes: a stop does not wait for its end. Returns the bytes. */
    private long toItsEnd(InputStream in) throws IOException {
        byte[] piece = new byte[1 << 16];
        long bytes = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            bytes += read;
            if (stop.getAsBoolean()) {
                throw new Stopped();
            }
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
