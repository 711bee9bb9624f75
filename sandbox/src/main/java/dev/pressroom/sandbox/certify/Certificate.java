package dev.pressroom.sandbox.certify;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.contract.Capability;
import dev.pressroom.printers.contract.Check;
import dev.pressroom.printers.contract.Check.Grade;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import dev.pressroom.printers.contract.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the contract kit found, dated: one JSON file for machines, one HTML file for people. */
record Certificate(PrinterProfile profile, Promises promises, Instant at, String against, List<Result> results) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Null when not even the first grade is reached. */
    @Nullable
    Grade grade() {
        return Check.grade(results);
    }

    String word() {
        Grade grade = grade();
        return grade == null ? "failed" : grade.name().toLowerCase(Locale.ROOT);
    }

    /** What the printer itself cannot do, in words. */
    List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if (promises.answers().get(capability) instanceof Promises.Answer.NotOffered(String why)) {
                limits.add("It does not " + capability.title() + ": " + why + ".");
            }
        }
        return limits;
    }

    /** Writes both files and returns the HTML one. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = profile.id() + "-" + at.atZone(ZoneOffset.UTC).toLocalDate();
        Files.writeString(folder.resolve(name + ".json"), json());
        return Files.writeString(folder.resolve(name + ".html"), html());
    }

    private String json() {
        ObjectNode json = JSON.createObjectNode().put("printer", profile.id()).put("dialect", profile.dialect())
                .put("profileSha256", profile.hash())
                .put("at", at.truncatedTo(ChronoUnit.SECONDS).toString()).put("against", against).put("grade", word());
        ArrayNode limits = json.putArray("limits");
        limits().forEach(limits::add);
        ArrayNode checks = json.putArray("checks");
        results.forEach(result -> checks.addObject().put("check", result.check().name()).put("grade", result.check().grade().name())
                .put("verdict", result.verdict().name()).put("note", result.note()));
        return JSON.writeValueAsString(json) + "\n";
    }

    private String html() {
        StringBuilder rows = new StringBuilder();
        for (Result result : results) {
            String verdict = switch (result.verdict()) {
                case KEPT -> "kept";
                case BROKEN -> "broken";
                case NOT_OFFERED -> "the printer cannot";
            };
            rows.append("<tr class=\"").append(result.verdict()).append("\"><td>")
                    .append(result.check().grade().name().toLowerCase(Locale.ROOT))
                    .append("</td><td>").append(escaped(result.check().name())).append("</td><td>").append(verdict).append("</td><td>")
                    .append(escaped(result.note())).append("</td></tr>\n");
        }
        StringBuilder limits = new StringBuilder();
        limits().forEach(limit -> limits.append("<li>").append(escaped(limit)).append("</li>\n"));
        long kept = results.stream().filter(result -> result.verdict() == Verdict.KEPT).count();
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s: %2$s</title>
            <style>body{font:16px sans-serif;max-width:60em;margin:2em auto}td{padding:.2em .6em;vertical-align:top}
            .BROKEN{background:#fdd}.NOT_OFFERED{color:#666}</style></head><body>
            <h1>%3$s: %2$s</h1>
            <p>Printer <code>%1$s</code>, dialect <code>%4$s</code>, examined %5$s against %6$s. %7$d of %8$d checks kept.</p>
            <h2>What the printer itself cannot do</h2>
            <ul>%9$s</ul>
            <h2>Checks</h2>
            <table>%10$s</table>
            </body></html>
            """.formatted(escaped(profile.id()), word(), escaped(profile.name()), escaped(profile.dialect()),
                at.truncatedTo(ChronoUnit.SECONDS), escaped(against), kept, results.size(),
                limits.isEmpty() ? "<li>Nothing that the contract asks for.</li>" : limits, rows);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
