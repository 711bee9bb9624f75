package dev.pressroom.app.printing;

import picocli.CommandLine.Command;

/** {@code ./pressroom printer}: the printers of a configuration. */
@Command(name = "printer", mixinStandardHelpOptions = true, subcommands = {PrinterList.class, PrinterWebhook.class,
        PrinterCheck.class}, description = "The printers of a configuration; 'printer certify' runs the contract kit against one.")
public final class PrinterCommand {
}
