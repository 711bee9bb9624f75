package dev.pressroom.sandbox;

import java.nio.file.Path;

/** Where a sandbox keeps its state, and which ports it takes. All ports move together by the offset. */
record Layout(Path root, Path state, int offset) {

    static final String HOST = "127.0.0.1";

    int service() {
        return 8080 + offset;
    }

    int management() {
        return 8081 + offset;
    }

    int temporal() {
        return 7233 + offset;
    }

    int temporalUi() {
        return 8233 + offset;
    }

    int postgres() {
        return 15432 + offset;
    }

    int prodigi() {
        return 19001 + offset;
    }

    int siteFlow() {
        return 19002 + offset;
    }

    int sftp() {
        return 19022 + offset;
    }

    int sqs() {
        return 19324 + offset;
    }

    int photos() {
        return 19080 + offset;
    }

    Path logs() {
        return state.resolve("logs");
    }

    Path config() {
        return root.resolve("sandbox/src/main/resources/pressroom.config");
    }

    Path drop() {
        return state.resolve("drop");
    }

    Path files() {
        return state.resolve("files");
    }

    Path serviceJar() {
        return root.resolve("app/target/pressroom-app-0.1.0-SNAPSHOT-exec.jar");
    }

    Path batchJar() {
        return root.resolve("batch-jobs/target/pressroom-batch-jobs-0.1.0-SNAPSHOT-exec.jar");
    }

    String databaseUrl() {
        return "jdbc:postgresql://" + HOST + ":" + postgres() + "/postgres?currentSchema=pressroom";
    }

    String noticesUrl() {
        return "http://" + HOST + ":" + photos() + "/notices";
    }

    String serviceUrl() {
        return "http://" + HOST + ":" + service();
    }
}
