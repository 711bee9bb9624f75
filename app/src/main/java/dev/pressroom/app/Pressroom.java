package dev.pressroom.app;

import dev.pressroom.app.artwork.PreflightCommand;
import dev.pressroom.app.artwork.RenderCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The service; and the commands that look at its configuration or its record without being it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({RecordConfiguration.class, ConfiguredPrinting.class, ServiceConfiguration.class})
public class Pressroom {

    public static void main(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            SpringApplication.run(Pressroom.class, args);
        } else {
            System.exit(new CommandLine(new Commands()).execute(args));
        }
    }

    @Command(name = "pressroom", subcommands = {SearchAttributeRegistration.class, PreflightCommand.class, RenderCommand.class})
    static final class Commands {
    }
}
