package dev.pressroom.batch;

import dev.pressroom.batch.carriers.CarrierFiles;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.InvalidProfiles;
import dev.pressroom.batch.decode.FileFormat;
import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.LineSource;
import dev.pressroom.batch.decode.Part;
import dev.pressroom.batch.decode.Row;
import dev.pressroom.batch.decode.Row.Elsewhere;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.PassedOver;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.decode.RowDecoder;
import dev.pressroom.storage.tracking.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Shows how each line of sample files is read by a carrier's profile. Needs no database and stores nothing.", exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "  0:every line is read", "  1:a line is rejected, or a file cannot be read as the carrier's",
        "  2:wrong arguments, or the profile has problems"}, footer = {
                "", "Names of receivers and other columns that the profile does not read are not shown. The last line on stdout is",
                "lines N, read N, unmapped N, rejected N: lines of all files with headers and blank ones (of EDI: statuses of each parcel, and messages of other types), those that are",
                "understood, those of them whose code has no status, and the others."})
final class CarrierCheck implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "A carrier's YAML file, or a carrier's id in --carriers.")
    String profile = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Sample files as the carrier sends them, also with .gz.")
    List<Path> files = List.of();

    @Option(names = "--carriers", paramLabel = "DIR", defaultValue = ReconcileCommand.CARRIERS, description = "The carriers' profiles.")
    Path carriers = Path.of("");

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> unmapped = new TreeMap<>();
    private long lines;
    private long read;
    private long rejected;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path file = Path.of(profile);
        Path found = Files.isRegularFile(file) ? file : carriers.resolve(profile + ".yaml");
        if (!Files.isRegularFile(found)) {
            err.println(profile + ": neither a profile nor the id of one in " + carriers + "; give the path of a carrier's YAML file");
            return 2;
        }
        CarrierProfile carrier;
        try {
            carrier = CarrierFiles.loadOne(found);
        } catch (InvalidProfiles e) {
            err.println(e.getMessage());
            return 2;
        }
        boolean whole = true;
        for (Path sample : files) {
            out.println(sample.getFileName() + ", code table " + carrier.codes().version() + ":");
            whole &= check(carrier, sample, out, err);
        }
        unmapped.forEach((code, times) -> out.println("code " + code + " has no status in the profile: " + times + " times"));
        out.println("lines %d, read %d, unmapped %d, rejected %d".formatted(lines, read,
                unmapped.values().stream().mapToLong(Long::longValue).sum(), rejected));
        return whole && rejected == 0 ? 0 : 1;
    }

    private boolean check(CarrierProfile carrier, Path file, PrintWriter out, PrintWriter err) {
        if (Files.isDirectory(file)) {
            err.println(file + ": is a folder; name the files in it");
            return false;
        }
        FileFormat format = new FileFormat(carrier, file.getFileName().toString(), from -> opened(file, from));
        if (!format.isNamedAsExpected()) {
            out.println("  the name is not files.pattern of the profile: a run would pass this file over");
        }
        try {
            if (Files.size(file) == 0) {
                err.println(file + ": no byte in it; ask the carrier for the file");
                return false;
            }
            Line.Text header = format.header(Long.MAX_VALUE);
            String problem = RowDecoder.headerProblem(carrier, header);
            if (problem != null) {
                err.println(file + ": " + problem);
                return false;
            }
            try (LineSource source = format.lines(0, 1, Long.MAX_VALUE)) {
                if (header != null) {
                    source.next();
                    lines++;
                    read++;
                    List<String> unknown = RowDecoder.unknownColumns(carrier, header);
                    out.println("  line 1: header" + (unknown.isEmpty() ? "" : ", with columns that are not read: " + unknown));
                }
                RowDecoder decoder = new RowDecoder(carrier, header);
                for (Line line = source.next(); line != null; line = source.next()) {
                    show(line.number(), decoder.decode(line, Part.WHOLE, clock.instant()), out);
                }
            }
            return true;
        } catch (IOException e) {
            err.println(file + ": cannot be read to its end (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + "); is it whole, and may this user read it?");
            return false;
        }
    }

    private static InputStream opened(Path file, long from) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(from);
        return in;
    }

    private void show(long number, Row row, PrintWriter out) {
        lines++;
        read++;
        out.println("  line " + number + ": " + switch (row) {
            case Good(Scan scan) -> {
                boolean known = !scan.status().equals(Scan.UNMAPPED);
                if (!known) {
                    unmapped.merge(scan.scanCode(), 1L, Long::sum);
                }
                yield "number %s, code %s, at %s %s = %s%s%s%s -> %s%s".formatted(scan.number(), scan.scanCode(), scan.saidAt(),
                        scan.zoneRule(), scan.occurredAt(), scan.depot().isEmpty() ? "" : ", depot " + scan.depot(),
                        scan.country() == null ? "" : ", country " + scan.country(),
                        scan.replaces() == null ? "" : ", replaces " + scan.replaces(), scan.status(),
                        scan.fact() == null ? "" : ", tells " + scan.fact());
            }
            case PassedOver(long _, String type) -> type.equals(PassedOver.BLANK) ? type : "record " + type + ", no scan";
            case Reject reject -> {
                rejected++;
                read--;
                yield "rejected, " + reject.problem() + ": " + reject.reason();
            }
            case Elsewhere _ -> throw new IllegalStateException("a whole file has no other part");
        });
    }
}
