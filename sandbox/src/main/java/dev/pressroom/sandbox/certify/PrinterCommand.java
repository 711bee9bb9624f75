package dev.pressroom.sandbox.certify;

import picocli.CommandLine.Command;

/** {@code ./pressroom printer}, as far as it needs simulators. */
@Command(name = "printer", mixinStandardHelpOptions = true, subcommands = CertifyCommand.class, description = "Printers against their simulators.")
public final class PrinterCommand {
}
