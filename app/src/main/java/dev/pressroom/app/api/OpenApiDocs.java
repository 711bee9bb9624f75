package dev.pressroom.app.api;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the documentation says beyond the single requests. */
final class OpenApiDocs {

    /** Reference to the answer of every request that went wrong. */
    static final String PROBLEM = "#/components/responses/Problem";

    private OpenApiDocs() {}

    /** The fields of a problem document, for the documentation only. */
    @Schema(name = "Problem", description = "RFC 9457; which other fields there are depends on the code")
    record ProblemDocument(@Schema(example = "urn:pressroom:problem:invalid-order") String type, String title, int status,
            @Schema(description = "what, which one, and the next step") String detail, String instance, ProblemType code,
            @Schema(description = "every problem of the request") @Nullable List<Problem> problems,
            @Schema(description = "of the command that was asked") @Nullable String commandId,
            @Schema(description = "why a command was refused", example = "ALREADY_SHIPPED") @Nullable String refusal) {}

    static OpenAPI openApi() {
        Components components = new Components();
        ModelConverters.getInstance(true).readAll(ProblemDocument.class).forEach(components::addSchemas);
        components.addResponses("Problem", new ApiResponse().description("a problem document").content(new Content()
                .addMediaType("application/problem+json",
                        new MediaType().schema(new io.swagger.v3.oas.models.media.Schema<>().$ref("#/components/schemas/Problem")))));
        components.addSecuritySchemes("client", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                .description("the token of a client with role SHOP or OPERATOR"));
        return new OpenAPI().info(new Info().title("Pressroom").version("v1")
                .description("Orders of personalised print, from placed to delivered.").license(new License().name("Apache-2.0")))
                .components(components).addSecurityItem(new SecurityRequirement().addList("client"));
    }
}
