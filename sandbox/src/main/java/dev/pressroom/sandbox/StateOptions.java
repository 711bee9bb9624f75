package dev.pressroom.sandbox;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose orders a command looks at. */
final class StateOptions {

    @Option(names = "--state", paramLabel = "DIR", description = "A sandbox's state (default: the service, if PRESSROOM_DB_URL or PRESSROOM_TEMPORAL_TARGET is set, with all its other settings and their defaults; else .sandbox).")
    @Nullable
    Path state;

    @Option(names = "--port-offset", paramLabel = "N", description = "Move the ports of what has to be started by N.")
    int portOffset;

    KeptState open() {
        Path root = Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath();
        Map<String, String> variables = System.getenv();
        if (state == null && (variables.containsKey("PRESSROOM_DB_URL") || variables.containsKey("PRESSROOM_TEMPORAL_TARGET"))) {
            return KeptState.of(root, variables);
        }
        KeptState kept = KeptState.of(new Layout(root, (state == null ? root.resolve(".sandbox") : state).toAbsolutePath(), portOffset));
        Runtime.getRuntime().addShutdownHook(new Thread(kept::close, "stop"));
        return kept;
    }
}
