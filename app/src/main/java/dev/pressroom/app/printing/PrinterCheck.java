package dev.pressroom.app.printing;

import dev.pressroom.app.artwork.PrintRules;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Problem;
import dev.pressroom.printers.ProfileCheck;
import dev.pressroom.printers.Secrets;
import dev.pressroom.printers.Step;
import dev.pressroom.routes.PrinterProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom printer check}: a doctor for profiles. Each problem on a line {@code FILE:LINE: problem; hint}; exit 1 if there is any. */
@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false, description = "Examines a printer's profile: the file, its secrets, the way to the printer, a dry ticket, a status read back. Every problem on a line FILE:LINE: problem; hint, and exit 1.")
final class PrinterCheck implements Callable<Integer> {

    @Mixin
    ConfigFolder config = new ConfigFolder();

    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "A printer's id, or the file of a profile.")
    List<String> names = List.of();

    @Option(names = "--offline", description = "Do not speak to the printer.")
    boolean offline;

    @Option(names = "--sample", paramLabel = "FILE", description = "A status of the printer's own, to be read with the profile; may be given several times.")
    List<Path> samples = List.of();

    @Override
    public Integer call() throws IOException {
        // A lane that fails is one of the problems told below.
        LoggingSystem.get(PrinterCheck.class.getClassLoader()).setLogLevel("dev.pressroom.routes", LogLevel.OFF);
        int found = 0;
        for (String name : names) {
            Optional<Path> file = file(name);
            if (file.isEmpty()) {
                System.out.println(config.printers() + ":1: no profile has the id '" + name + "'; give one of "
                        + config.load().profiles().keySet() + " or a file");
                found++;
                continue;
            }
            ProfileCheck check = ProfileCheck.of(file.get(), config.catalogue(), Secrets.ofProcess());
            List<Problem> problems = new ArrayList<>(check.problems());
            if (check.profile().isPresent()) {
                PrinterProfile profile = check.profile().get();
                problems.addAll(PrintRules.in(config.path()).problems(profile, check));
                problems.addAll(dryTicket(check, profile));
                StatusSample statuses = new StatusSample(check, profile, Clock.systemUTC());
                statuses.documented();
                for (Path sample : samples) {
                    statuses.ofTheirs(sample);
                }
                problems.addAll(statuses.problems());
                statuses.told().forEach(told -> System.out.println(file.get() + ": " + told));
                if (!offline && check.problems().isEmpty()) {
                    problems.addAll(PrinterProbe.examine(check, profile, Secrets.ofProcess()::resolve, Clock.systemUTC()));
                }
            }
            problems.forEach(System.out::println);
            if (problems.isEmpty()) {
                System.out.println(file.get() + ": in order" + (offline ? "; the printer was not asked" : ""));
            }
            found += problems.size();
        }
        return found == 0 ? 0 : 1;
    }

    private Optional<Path> file(String name) {
        if (Files.isRegularFile(Path.of(name)) || name.contains("/") || name.endsWith(".yaml")) {
            return Optional.of(Path.of(name));
        }
        Path named = config.printers().resolve(name + ".yaml");
        return Files.isRegularFile(named) ? Optional.of(named) : config.fileOf(name);
    }

    /** A ticket for each product and service of the profile: written, and not refused by our own side. */
    private static List<Problem> dryTicket(ProfileCheck check, PrinterProfile profile) {
        List<Problem> problems = new ArrayList<>();
        if (!(Dialects.of(profile) instanceof Dialect.Submits dialect)) {
            return problems;
        }
        Instant now = Clock.systemUTC().instant();
        for (String product : profile.products().keySet()) {
            profile.services().keySet().forEach(service -> {
                var line = new SampleTicket.Line("1", product, 1, List.of());
                var ticket = SampleTicket.of(profile, SampleTicket.KEY, service, SampleTicket.ADDRESS, List.of(line), now);
                if (dialect.submit(ticket, new Dialect.Context(SampleTicket.CALLBACK, now)) instanceof Step.Done<Outcome> done) {
                    problems.add(check.problem("products." + product, "a dry ticket for " + product + " is not sent: " + done.result(),
                            "correct what it names"));
                }
            });
        }
        return problems;
    }
}
