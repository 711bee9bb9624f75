package dev.pressroom.sandbox.simulate;

import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom simulate}: one printer that speaks a real protocol, prints nothing, and stays up until Ctrl-C. */
@Command(name = "simulate", mixinStandardHelpOptions = true, sortOptions = false, description = "Starts one simulated printer and prints how it is reached. Its list of jobs is DIR/journal.jsonl; the same seed behaves the same.")
public final class SimulateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIALECT", description = "prodigi, elanders, site-flow or photo-finale.")
    String dialect = "";

    @Option(names = "--port", paramLabel = "N", description = "Where it listens; 0 takes a free port (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(names = "--id", paramLabel = "ID", description = "What it is called; names its queues (default: the dialect).")
    @Nullable
    String id;

    @Option(names = "--state", paramLabel = "DIR", description = "Where it keeps its list of jobs over a restart (default: .simulated/ID).")
    @Nullable
    Path state;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same behaviour (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = {"--personality",
            "--habits"}, paramLabel = "HABITS", description = "For example: drops-connection,sends-twice=0.3,forgets-webhooks,accepts-then-rejects,slow-friday (default: ${DEFAULT-VALUE}).")
    String personality = "prompt";

    @Option(names = "--script", paramLabel = "INSTRUCTION", description = "What it does next or from now on, for example nextSubmitDropsConnectionAfterStoring or acceptsThenRejectsAfter=5s; may be given several times.")
    List<String> script = List.of();

    @Option(names = "--control", paramLabel = "N", description = "Takes instructions while it is up: POST /script on this port, one a line; 0 takes a free port (default: none).")
    @Nullable
    Integer control;

    @Option(names = "--pressroom", paramLabel = "URL", description = "Where tickets are pulled, before /printers (photo-finale; default: ${DEFAULT-VALUE}).")
    URI pressroom = URI.create("http://127.0.0.1:8080");

    @Option(names = "--postbacks", paramLabel = "URL", description = "Where its triggers call (site-flow; default: nowhere).")
    @Nullable
    URI postbacks;

    @Override
    public Integer call() throws InterruptedException {
        if (!Simulator.DIALECTS.contains(dialect)) {
            throw new IllegalArgumentException("no simulator speaks '" + dialect + "'; there are " + Simulator.DIALECTS);
        }
        String name = id == null ? dialect : id;
        Path folder = state == null ? Path.of(".simulated").resolve(name) : state;
        PrinterSettings settings = new PrinterSettings(name, folder, seed, Pace.compressed(), Personality.parse(personality),
                Patience.compressed());
        Simulator simulator = Simulator.start(dialect, settings, Clock.systemUTC(), port, ZoneId.of("Europe/Berlin"), pressroom, postbacks);
        script.forEach(instruction -> Script.tell(simulator.printer(), instruction));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
        simulator.access().forEach((what, value) -> System.out.printf("%-22s  %s%n", what, value));
        if (control != null) {
            System.out.printf("%-22s  http://%s:%d/script%n", "control", Simulator.HOST,
                    new Script(simulator.printer(), Simulator.HOST, control).port());
        }
        System.out.printf("%-22s  %s%n", "jobs", folder.resolve("journal.jsonl"));
        System.out.println("Up. Ctrl-C stops it; its jobs stay.");
        new CountDownLatch(1).await();
        return 0;
    }
}
