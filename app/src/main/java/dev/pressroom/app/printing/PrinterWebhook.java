package dev.pressroom.app.printing;

import dev.pressroom.app.api.CallbackTokens;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom printer webhook}: the address to give to printers that are not told it with each job. */
@Command(name = "webhook", mixinStandardHelpOptions = true, description = "Prints the address where a printer calls us back (PRESSROOM_API_SECRET, PRESSROOM_API_PUBLIC_URL as the service has them). Who knows it may speak for the printer.")
final class PrinterWebhook implements Callable<Integer> {

    @Mixin
    ConfigFolder config = new ConfigFolder();

    @Parameters(paramLabel = "NAME", description = "A printer of the configuration.")
    String name = "";

    @Override
    public Integer call() {
        if (config.load().get(name).isEmpty()) {
            throw new IllegalArgumentException(
                    "no printer '" + name + "' in " + config.printers() + ", only " + config.load().profiles().keySet());
        }
        System.out.println(new CallbackTokens(set("PRESSROOM_API_SECRET"), set("PRESSROOM_API_PUBLIC_URL")).webhookUrl(name));
        return 0;
    }

    private static String set(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank()).orElseThrow(
                () -> new IllegalArgumentException("environment variable " + variable + " is not set: give it as the service has it"));
    }
}
