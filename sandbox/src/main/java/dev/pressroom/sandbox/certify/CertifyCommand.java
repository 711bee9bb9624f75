package dev.pressroom.sandbox.certify;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfiles;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import dev.pressroom.printers.contract.ContractKit;
import dev.pressroom.printers.contract.Contracts;
import dev.pressroom.printers.contract.Promises;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom printer certify}: the whole contract kit against our simulator of the printer; exit 1 if any printer fails. */
@Command(name = "certify", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs the contract kit for printers against our simulator of each, over the real routes, and what can be shown there against the printer's own sandbox where settings.sandboxUrl names one, and writes a dated certificate (HTML, JSON): bronze submit and look-up, silver cancel and facts, gold parcels, clocks, faults.")
public final class CertifyCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Printers of the configuration.")
    List<String> names = List.of();

    @Option(names = "--all", description = "All printers of the configuration.")
    boolean all;

    @Option(names = "--config", paramLabel = "DIR", description = "The folder pressroom.config (default: PRESSROOM_CONFIG, ./pressroom.config, the sandbox's).")
    @Nullable
    Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "Where certificates go (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("certificates");

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs under random faults (default: ${DEFAULT-VALUE}).")
    int jobs = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same faults (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Override
    public Integer call() throws Exception {
        PrinterProfiles profiles = PrinterProfiles.load(folder().resolve("printers"), null, Secrets.ofProcess().orEmpty());
        List<String> chosen = all ? List.copyOf(profiles.profiles().keySet()) : names;
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("say which printer, of " + profiles.profiles().keySet() + ", or --all");
        }
        List<Certificate> certificates = new ArrayList<>();
        for (String name : chosen) {
            PrinterProfile profile = profiles.get(name).orElseThrow(() -> new IllegalArgumentException(
                    "no good profile has the id '" + name + "', only " + profiles.profiles().keySet() + problems(profiles)));
            certificates.add(certify(profile));
        }
        profiles.problems().forEach(System.out::println);
        System.out.println(count(certificates));
        return certificates.stream().allMatch(certificate -> certificate.grade() != null) ? 0 : 1;
    }

    private Certificate certify(PrinterProfile profile) throws Exception {
        Promises promises = Contracts.of(profile.dialect())
                .orElseThrow(() -> new IllegalArgumentException("the dialect " + profile.dialect() + " has no promises"));
        System.out.println(profile.id() + " (" + profile.dialect() + ")");
        List<Result> results = new ArrayList<>(ContractKit.run(profile, promises));
        results.forEach(CertifyCommand::show);
        Path folder = Files.createTempDirectory("certify-");
        String against = "our simulator";
        try {
            try (Workshop shop = Workshop.simulated(profile, folder, seed)) {
                results.addAll(new LiveKit(jobs).run(shop, promises, CertifyCommand::show));
            }
            Optional<Workshop> theirs = Workshop.atTheirs(profile, folder, Secrets.ofProcess()::resolve);
            if (theirs.isPresent()) {
                try (Workshop shop = theirs.get()) {
                    List<Result> there = TheirSandbox.examine(shop);
                    there.forEach(CertifyCommand::show);
                    results.addAll(there);
                    against = "our simulator and the printer's own sandbox";
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        Certificate certificate = new Certificate(profile, promises, Clock.systemUTC().instant(), against, results);
        System.out.println("  " + certificate.word() + ": " + certificate.write(out));
        return certificate;
    }

    private static void show(Result result) {
        String mark = switch (result.verdict()) {
            case KEPT -> "kept";
            case BROKEN -> "BROKEN";
            case NOT_OFFERED -> "-";
        };
        System.out.printf("  %-6s  %-6s  %s%s%n", result.check().grade().name().toLowerCase(Locale.ROOT), mark,
                result.check().name(),
                result.verdict() == Verdict.KEPT ? "" : ": " + result.note());
    }

    private static String count(List<Certificate> certificates) {
        List<String> counts = new ArrayList<>();
        for (String word : List.of("gold", "silver", "bronze", "failed")) {
            counts.add(word + " " + certificates.stream().filter(certificate -> certificate.word().equals(word)).count());
        }
        return String.join(", ", counts);
    }

    private static String problems(PrinterProfiles profiles) {
        return profiles.problems().isEmpty()
                ? ""
                : "\n  " + String.join("\n  ", profiles.problems().stream().map(Object::toString).toList());
    }

    private Path folder() {
        String configured = System.getenv("PRESSROOM_CONFIG");
        Path sandbox = Path.of(System.getProperty("pressroom.root", "")).resolve("sandbox/src/main/resources/pressroom.config");
        return config != null
                ? config
                : configured != null && !configured.isBlank()
                        ? Path.of(configured)
                        : Files.isDirectory(Path.of("pressroom.config")) ? Path.of("pressroom.config") : sandbox;
    }
}
