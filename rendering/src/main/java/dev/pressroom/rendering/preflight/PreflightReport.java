package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found in one file.
 *
 * @param profile
 *            id and version
 */
public record PreflightReport(String file, String profile, int pages, List<Finding> findings) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public PreflightReport {
        findings = List.copyOf(findings);
    }

    public long errors() {
        return findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
    }

    public long warnings() {
        return findings.size() - errors();
    }

    /** As JSON: the record, each finding with its check's number, and the counts. */
    public void writeJson(Path target) throws IOException {
        record Told(String code, int check, Severity severity, String what, Finding.Place place, String measured, String required,
                String nextStep) {}
        record Whole(String file, String profile, int pages, long errors, long warnings, List<Told> findings) {}
        var told = findings.stream().map(finding -> new Told(finding.code().name(), finding.code().check(), finding.severity(),
                finding.code().says(), finding.place(), finding.measured(), finding.required(), finding.nextStep())).toList();
        Files.write(target, JSON.writeValueAsBytes(new Whole(file, profile, pages, errors(), warnings(), told)));
    }
}
