package dev.pressroom.app.api;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What every role needs of the API: the addresses it hands to printers, and who may read health and metrics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
@Import(ManagementSecurity.class)
public class CallbackConfiguration {

    @Bean
    CallbackTokens callbackTokens(ApiProperties api) {
        return new CallbackTokens(api.secret(), api.publicUrl());
    }
}
