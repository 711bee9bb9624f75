package dev.pressroom.app;

import dev.pressroom.app.artwork.AutobookCommand;
import dev.pressroom.app.artwork.PreflightCommand;
import dev.pressroom.app.artwork.RenderCommand;
import dev.pressroom.app.printing.DialectCommand;
import dev.pressroom.app.printing.PrinterCommand;
import dev.pressroom.app.relay.RedriveCommand;
import dev.pressroom.app.tracing.TracingConfiguration;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Import;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The service; and the commands that look at its configuration or its record without being it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({RecordConfiguration.class, ConfiguredPrinting.class, ServiceConfiguration.class, TracingConfiguration.class})
public class Pressroom {

    public static void main(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            SpringApplication.run(Pressroom.class, args);
        } else {
            // What a command has to say it prints.
            LoggingSystem.get(Pressroom.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
            CommandLine command = new CommandLine(new Commands());
            command.setExecutionExceptionHandler((exception, _, _) -> {
                if (exception instanceof IllegalArgumentException) {
                    System.err.println(exception.getMessage());
                } else if (exception instanceof NoSuchFileException) {
                    System.err.println(exception.getMessage() + " is not there");
                } else if (exception instanceof IOException) {
                    System.err.println(exception);
                } else {
                    throw exception;
                }
                return 1;
            });
            System.exit(command.execute(args));
        }
    }

    @Command(name = "pressroom", subcommands = {SearchAttributeRegistration.class, DialectCommand.class, PrinterCommand.class,
            PreflightCommand.class, RenderCommand.class, AutobookCommand.class, RedriveCommand.class})
    static final class Commands {
    }
}
