package dev.pressroom.app.printing;

import picocli.CommandLine.Command;

/** {@code ./pressroom dialect}: how a printer speaks, without speaking to it. */
@Command(name = "dialect", mixinStandardHelpOptions = true, subcommands = {DialectRead.class,
        DialectWrite.class}, description = "What Pressroom understands of a printer's messages, and what it would send. Speaks to nobody.")
public final class DialectCommand {
}
