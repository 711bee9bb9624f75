package dev.pressroom.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({RecordConfiguration.class, ConfiguredPrinting.class, ServiceConfiguration.class})
public class Pressroom {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("register-search-attributes")) {
            SearchAttributeRegistration.run();
        } else {
            SpringApplication.run(Pressroom.class, args);
        }
    }
}
