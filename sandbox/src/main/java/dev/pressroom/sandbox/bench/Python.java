package dev.pressroom.sandbox.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** (c): the statements of (a) sent by psycopg, when Python has it. */
final class Python {

    private static final String SCRIPT = """
        import psycopg, sys
        port, data, table, copy, insert = sys.argv[1:]
        with psycopg.connect(f"host=localhost port={port} user=postgres dbname=postgres options='-c search_path=pressroom'") as connection:
            with connection.cursor() as cursor:
                cursor.execute(table)
                with cursor.copy(copy) as out, open(data, "rb") as file:
                    while block := file.read(1 << 16):
                        out.write(block)
                cursor.execute(insert)
        """;

    private Python() {}

    static boolean isThere() {
        try {
            return run(List.of("python3", "-c", "import psycopg")) == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void copy(int port, Path data) throws IOException, InterruptedException {
        int exit = run(List.of("python3", "-c", SCRIPT, "" + port, data.toString(), Baselines.RAW_TABLE, Baselines.RAW_COPY,
                Baselines.RAW_INSERT));
        if (exit != 0) {
            throw new IllegalStateException("the Python baseline ended with " + exit);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(1, TimeUnit.HOURS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command.getFirst() + " took more than an hour");
        }
        return process.exitValue();
    }
}
