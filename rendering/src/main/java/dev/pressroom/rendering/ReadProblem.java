package dev.pressroom.rendering;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;

/** What is wrong with a design, profile or template that somebody wrote, in one line and in their words, not in those of our classes. */
public final class ReadProblem {
    private ReadProblem() {}

    /** The line, the place in the document, and what is wrong there. */
    public static String of(JacksonException wrong) {
        String what = switch (wrong) {
            case InvalidTypeIdException type when type.getTypeId() == null -> "it does not say of what type it is";
            case InvalidTypeIdException type -> "there is no type '" + type.getTypeId() + "'";
            case PropertyBindingException property -> "there is no property '" + property.getPropertyName() + "' here";
            case JacksonException other when other.getCause() instanceof IllegalArgumentException cause ->
                String.valueOf(cause.getMessage());
            case MismatchedInputException _ -> "a value is missing or of another kind than it must be";
            default -> wrong.getOriginalMessage();
        };
        return where(wrong) + what.lines().findFirst().orElse("");
    }

    private static String where(JacksonException wrong) {
        List<JacksonException.Reference> steps = wrong.getPathReference() == null ? List.of() : wrong.getPath();
        String path = steps.stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .reduce("", String::concat);
        String line = wrong.getLocation() == null || wrong.getLocation().getLineNr() < 1 ? "" : "line " + wrong.getLocation().getLineNr();
        String where = path.isEmpty() ? line : (line.isEmpty() ? "" : line + ", ") + (path.startsWith(".") ? path.substring(1) : path);
        return where.isEmpty() ? "" : where + ": ";
    }
}
