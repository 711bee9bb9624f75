package dev.pressroom.batch;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the batch jobs. */
@Command(name = "batch-jobs", description = "Pressroom's nightly jobs.", mixinStandardHelpOptions = true, subcommands = {
        ReconcileCommand.class, CarrierCommand.class, RetentionCommand.class})
public final class BatchJobs {

    private BatchJobs() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BatchJobs()).execute(args));
    }
}
