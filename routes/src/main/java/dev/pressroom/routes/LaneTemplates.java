package dev.pressroom.routes;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * The routes that every printer and carrier gets its own of. Outwards: at most so many calls at once, the next refused at once, behind a
 * circuit breaker; no error handler, so nothing is ever sent twice by itself. Inwards: what fails stays where it is and comes again with
 * the next poll.
 *
 * <p>The limit is the breaker's bulkhead, not {@code throttle}: Camel's concurrent throttler (4.18) forgets its permits ten seconds after
 * one came back, even while others are out, so a lane of one carries two when calls are long.
 */
final class LaneTemplates extends RouteBuilder {

    static final String CALL = "pressroom-call";
    static final String HTTP_CALL = "pressroom-http-call";
    static final String INBOUND = "pressroom-inbound";

    @Override
    public void configure() {
        breaker(outwards(CALL)).process("{{transport}}").end();
        breaker(outwards(HTTP_CALL).templateParameter("url").templateParameter("options")).process("{{request}}")
                .to("{{url}}?httpClientConfigurer=#bean:{{client}}&{{options}}").process("{{answer}}").end();
        routeTemplate(INBOUND).templateParameter("uri").from("{{uri}}").errorHandler(noErrorHandler()).process("{{take}}");
    }

    private RouteTemplateDefinition outwards(String id) {
        return routeTemplate(id).templateParameter("lane").templateParameter("permits");
    }

    /** Refusals by the breaker must be exceptions: without a fallback it otherwise returns the exchange as if it had been sent. */
    private CircuitBreakerDefinition breaker(RouteTemplateDefinition template) {
        RouteDefinition route = template.from("direct:{{lane}}").errorHandler(noErrorHandler());
        CircuitBreakerDefinition breaker = route.circuitBreaker();
        breaker.resilience4jConfiguration().circuitBreaker("{{circuit}}").throwExceptionWhenHalfOpenOrOpenState(true).bulkheadEnabled(true)
                .setBulkheadMaxConcurrentCalls("{{permits}}");
        return breaker;
    }
}
