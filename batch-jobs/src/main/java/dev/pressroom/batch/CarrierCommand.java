package dev.pressroom.batch;

import picocli.CommandLine.Command;

@Command(name = "carrier", mixinStandardHelpOptions = true, description = "What is configured about carriers.", subcommands = CarrierCheck.class)
final class CarrierCommand {
}
